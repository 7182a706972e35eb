from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.scripts import cyrillic as cyrillic_rules
from watandoshlar.foundation.scripts import (
    cyrillic_to_latin,
    latin_to_cyrillic,
    normalise_apostrophes,
    tables,
    to_new_latin,
    to_old_latin,
)

WORDS = [tuple(line.split()) for line in (Path(__file__).parent / "words.txt").read_text(encoding="utf-8").splitlines()]
TYPED_APOSTROPHES = ["ʻ", "ʼ", "'", "‘", "’", "`", "´", "′", "＇"]
KEPT = [
    "{name}",
    "{{ ariza.sana }}",
    "{% if sana %}",
    "%(shahar)s",
    "%s",
    "%d",
    '<a href="/shahar" title="ish">',
    "</a>",
    "<code>shahar ish</code>",
    "&nbsp;",
    "&#x27;",
    "`ariza shahar`",
    "https://consul.example/shahar?ish=1",
    "shahar@example.org",
    "consul.gov.uz",
    "WD-26-7K3M-9Q4T-X",
    "FA1234567",
    "XIX",
    "Microsoft",
]


def test_the_word_list_is_large_and_free_of_doubles():
    assert len(WORDS) >= 300
    assert len({latin for latin, _ in WORDS}) == len(WORDS)


@pytest.mark.parametrize(("latin", "cyrillic"), WORDS)
def test_a_word_goes_both_ways(latin, cyrillic):
    assert latin_to_cyrillic(latin) == cyrillic
    assert cyrillic_to_latin(cyrillic) == latin
    assert to_old_latin(to_new_latin(latin)) == latin
    assert latin_to_cyrillic(to_new_latin(latin)) == cyrillic


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), st.sampled_from([" ", ", ", "-", "\n", " (", ". "]))
def test_a_text_is_its_words(words, between):
    latin, cyrillic = (between.join(column) for column in zip(*words, strict=True))
    assert latin_to_cyrillic(latin) == cyrillic
    assert cyrillic_to_latin(cyrillic) == latin


@given(st.sampled_from(WORDS), st.sampled_from(TYPED_APOSTROPHES))
def test_any_typed_apostrophe_is_understood(word, typed):
    latin, cyrillic = word
    as_typed = latin.replace("ʻ", typed).replace("ʼ", typed)
    if not latin.endswith("ʼ"):
        assert normalise_apostrophes(as_typed) == latin
        assert latin_to_cyrillic(as_typed) == cyrillic


@given(st.sampled_from(KEPT), st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_what_is_not_language_is_kept(kept, before, after):
    assert latin_to_cyrillic(f"{before[0]} {kept} {after[0]}") == f"{before[1]} {kept} {after[1]}"
    assert to_old_latin(to_new_latin(kept)) == to_new_latin(kept) == kept


@given(st.sampled_from(WORDS))
def test_cyrillic_text_is_already_converted(word):
    assert latin_to_cyrillic(word[1]) == word[1]
    assert cyrillic_to_latin(word[0]) == word[0]


@given(st.text(alphabet="aoeiugsh yʻʼ{}%<>&;`.@-ABCIVXИш1", max_size=30))
def test_conversion_takes_any_text_and_converting_again_changes_nothing(text):
    once = latin_to_cyrillic(text)
    assert latin_to_cyrillic(once) == once


@pytest.mark.parametrize("numeral", ["I", "V", "X", "XIV"])
@pytest.mark.parametrize(
    ("before", "after", "cyrillic"),
    [
        ("", " guruhga", " гуруҳга"),
        ("", " bo'limning", " бўлимнинг"),
        ("", " jahon urushi", " жаҳон уруши"),
        ("", "-bob", "-боб"),
        ("(", "-bosqich)", "-босқич)"),
        ("", " va III sinf", " ва III синф"),
        ("", ", II toifa", ", II тоифа"),
    ],
)
def test_a_numeral_stays(numeral, before, after, cyrillic):
    once = latin_to_cyrillic(f"{before}{numeral}{after}")
    assert once == f"{before}{numeral}{cyrillic}"
    assert latin_to_cyrillic(once) == once


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("I. Bobojonov", "И. Бобожонов"),
        ("I Bobojonov", "И Бобожонов"),
        ("Karimov I. keldi", "Каримов И. келди"),
        ("V. I. Karimov", "В. И. Каримов"),
        ("Karimov I, V. Xoliqov", "Каримов И, В. Холиқов"),
        ("X", "Х"),
        ("S-V-bob", "С-В-боб"),
    ],
)
def test_a_letter_that_numbers_nothing_is_a_letter(latin, cyrillic):
    assert latin_to_cyrillic(latin) == cyrillic


def test_quotation_marks_around_a_word_stay():
    assert normalise_apostrophes("'ariza' va ‘hujjat’") == "'ariza' va ‘hujjat’"
    assert latin_to_cyrillic("‘hujjat’") == "‘ҳужжат’"


@pytest.mark.parametrize("word", ["ish", "ISH", "Isroil", "IIB", "ilova"])
def test_i_never_becomes_turkish(word):
    converted = to_new_latin(word)
    assert "ı" not in converted
    assert "İ" not in converted
    assert to_old_latin(converted) == word


@pytest.mark.parametrize("name", ["Öztürk", "Çankırı", "Wang", "Nicole"])
def test_a_foreign_word_stays_as_it_is(name):
    assert latin_to_cyrillic(name) == name
    assert to_old_latin(name) == name


def test_a_word_with_a_foreign_cyrillic_letter_stays_as_it_is():
    assert cyrillic_to_latin("Әлия Алматида") == "Әлия Almatida"


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [("Шульц", "Shuls"), ("Цой", "Soy"), ("Щербаков", "Shcherbakov"), ("Рыбаков", "Ribakov"), ("маъюс", "maʼyus")],
)
def test_letters_that_latin_has_not(cyrillic, latin):
    assert cyrillic_to_latin(cyrillic) == latin


def test_overrides_may_be_a_mapping_or_plain_words():
    assert latin_to_cyrillic("Hamroh ilovasi") == "Ҳамроҳ иловаси"
    assert latin_to_cyrillic("Hamroh ilovasi", ["Hamroh"]) == "Hamroh иловаси"
    assert latin_to_cyrillic("Hamroh ilovasi", {"Hamroh": "«Ҳамроҳ»"}) == "«Ҳамроҳ» иловаси"
    assert latin_to_cyrillic("Hamrohlik", ["Hamroh"]) == "Ҳамроҳлик"


def test_every_borrowed_word_is_there_because_the_letters_alone_would_fail(monkeypatch):
    rows = tables.rows("loanwords.tsv")
    needless = []
    for row in rows:
        others = [other for other in rows if other != row]
        extents = tuple({latin: cyr for latin, cyr, extent in others if extent == kind} for kind in ("word", "stem"))
        monkeypatch.setattr(cyrillic_rules, "_loanwords", lambda extents=extents: extents)
        if latin_to_cyrillic(row[0]) == row[1]:
            needless.append(row)
    assert needless == []


def test_tables_name_nothing_twice():
    for name in ("loanwords.tsv", "overrides.tsv", "respelled.tsv", "skeleton.tsv"):
        keys = [row[0::2] if name == "loanwords.tsv" else row[0] for row in tables.rows(name)]
        assert len(keys) == len(set(keys)), name
    assert {row[2] for row in tables.rows("loanwords.tsv")} == {"word", "stem"}
