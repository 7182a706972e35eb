"""The pure rules: words, stems, slips, pieces."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.search.rules.asking import CODES, LONGEST_QUERY, MOST_WORDS, asked_words, comparisons
from watandoshlar.capabilities.search.rules.closeness import close_words, slips
from watandoshlar.capabilities.search.rules.explaining import marked_parts
from watandoshlar.capabilities.search.rules.stems import uzbek_stem
from watandoshlar.capabilities.search.rules.words import LONGEST_WORD, folded, words_of, written
from watandoshlar.capabilities.search.tables import rows
from watandoshlar.foundation.scripts import latin_to_cyrillic

LETTERS = st.text(alphabet="abdoʻgʼsh çğşжўҳکب'-_ 7", max_size=40)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Yo'ldoshev — O`tkir", ["yoʻldoshev", "oʻtkir"]),
        ("E-mail, 2026-yil", ["e", "mail", "2026", "yil"]),
        ("Sanʼat_va “ilm”", ["sanʼat", "va", "ilm"]),
        ("مُحَمَّد نور\u200cعلي", ["محمد", "نورعلي"]),
        ("İSTANBUL", ["istanbul"]),
        ("so\u00adft", ["soft"]),
    ],
)
def test_words_of_a_text(text, words):
    assert words_of(text) == words


@given(st.text(max_size=60))
def test_words_are_letters_and_digits(text):
    for word in words_of(text):
        assert word == word.lower() or not word.isascii()
        assert 0 < len(word) <= LONGEST_WORD
        assert not set(word) & set(" '\"\\:*&|!()<>_-")


def test_written_is_alike_in_both_latin_alphabets():
    assert written("yoʻldoshev") == written("yöldoşev") == "yöldoşev"
    assert written("sanʼat") == "sanat"
    assert written("учёт") == "учет"


EXAMPLES = [row for row in rows("suffixes.tsv") if len(row) > 3]


@pytest.mark.parametrize(("slot", "suffix", "after", "examples"), EXAMPLES, ids=lambda value: str(value))
def test_every_ending_has_an_example_from_which_it_goes(slot, suffix, after, examples):
    assert after in ("", "vowel", "consonant")
    for example in examples.split():
        assert example.endswith(suffix)
        assert uzbek_stem(example) != folded(example)


@pytest.mark.parametrize(
    "forms",
    [
        "pasport pasportni pasportga pasportdan pasportim pasportimni pasportingiz pasportlar pasportlarimizda",
        "karta kartasi kartani kartalar kartamni kartangizga",
        "guvohnoma guvohnomasi guvohnomani guvohnomalar guvohnomangiz",
        "Moskva Moskvada Moskvadan Moskvadagi Moskvaga",
        "yurak yuragi yuragim yuraklar",
        "qishloq qishlogʻi qishloqlar qishloqqa",
        "yoʻqotdim yoʻqotding yoʻqotdingiz yoʻqotish yoʻqotishi yoʻqotgan yoʻqotganlar yoʻqotmoq",
        "uy uylar uylari",
    ],
    ids=lambda forms: forms.split()[0],
)
def test_forms_of_a_word_meet(forms):
    latin = [form.lower() for form in forms.split()]
    assert len({uzbek_stem(form) for form in latin} | {uzbek_stem(latin_to_cyrillic(form)) for form in latin}) == 1


@pytest.mark.parametrize("word", ["ish", "til", "ona", "uy", "pul", "ota", "da", "lar", "m", ""])
def test_a_short_word_stays(word):
    assert uzbek_stem(word) == folded(word)


@pytest.mark.parametrize(
    ("one", "other", "number"),
    [
        ("karta", "karta", 0),
        ("karta", "katra", 1),
        ("karta", "kart", 1),
        ("karta", "karrta", 1),
        ("karta", "korti", 2),
        ("", "ab", 2),
    ],
)
def test_slips(one, other, number):
    assert slips(one, other) == slips(other, one) == number


@given(LETTERS, LETTERS)
def test_slips_are_a_distance(one, other):
    assert (slips(one, other) == 0) == (one == other)
    assert slips(one, other) == slips(other, one) <= max(len(one), len(other))


def test_short_words_and_numbers_are_not_corrected():
    assert close_words("uch", ["uchi", "och"]) == {}
    assert close_words("2026", ["2025"]) == {}
    assert close_words("paspart", ["pasport", "transport", "2026"]) == {"pasport": 1}
    assert close_words("guvahnamasi", ["guvohnomasi"]) == {"guvohnomasi": 2}


@given(st.text(max_size=LONGEST_QUERY * 3))
def test_a_query_is_read_as_far_as_one_reads(query):
    asked = asked_words(query)
    assert len(asked) <= MOST_WORDS
    assert len({word.word for word in asked}) == len(asked)
    held = comparisons(asked, {word.place: {"pasport": 1} for word in asked})
    assert {one.code for one in held} <= set(CODES)
    assert all(0 < one.worth <= 1 and one.wanted.strip() for one in held)


@given(st.text(max_size=80), st.frozensets(st.sampled_from(["yöldoşev", "a", "7", "b"])))
def test_pieces_are_the_text(text, marks):
    assert "".join(piece for piece, _marked in marked_parts(text, marks)) == text


def test_a_word_is_marked_whole():
    pieces = marked_parts("Ali Yo'ldoshev keldi", frozenset({"yöldoşev"}))
    assert [piece for piece, marked in pieces if marked] == ["Yo'ldoshev"]


def test_every_synonym_is_a_row_of_a_page_and_its_names():
    for language in ("uz", "ru", "en"):
        told = rows(f"synonyms/{language}.tsv")
        assert told
        assert all(len(row) == 2 and row[0].count(":") == 1 and row[1] for row in told)
        assert len({page for page, _names in told}) == len(told)
