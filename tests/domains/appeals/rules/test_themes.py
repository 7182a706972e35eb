from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.appeals.rules.judged import APPEALS, UNSEEN
from tests.worked_examples import examples
from watandoshlar.domains.appeals.rules.themes import OTHER, read_themes, shipped_themes, suggest_themes
from watandoshlar.foundation.scripts import cyrillic_to_latin, detect_script, latin_to_cyrillic, to_new_latin
from watandoshlar.foundation.yaml_files import TableProblems

PAGE = "appeal-themes.md"
SHIPPED = shipped_themes()
HEAD = "sources:\n  own: {title: Invented, state: to_be_confirmed, as_of: 2026-11-01}\nthemes:\n"
TITLE = "title: {uz: Nom, ru: Имя, en: Name}"
REST = f"  other: {{{TITLE}, source: own}}\n"


def table(words="uz: {pens*: 5}, ru: {стаж: 3}, en: {old age: 3}", code="pension"):
    return f"{HEAD}  {code}: {{{TITLE}, source: own, words: {{{words}}}}}\n{REST}"


def problems(text):
    with pytest.raises(TableProblems) as refused:
        read_themes(text, "themes.yaml")
    return [(problem.line, problem.path, problem.code) for problem in refused.value.problems]


def suggested(text):
    return [suggestion.theme for suggestion in suggest_themes(text, SHIPPED)]


def shares(appeals):
    """How often the right theme comes first, and how often among the first three."""
    places = [
        suggested(one.text)[:3].index(one.theme) if one.theme in suggested(one.text)[:3] else 9 for one in appeals
    ]
    return places.count(0) / len(places), sum(place < 3 for place in places) / len(places)


@pytest.mark.parametrize(("text", "theme", "score", "words"), examples(PAGE, "Worked examples"))
def test_worked_examples(text, theme, score, words):
    first = suggest_themes(text, SHIPPED)[0]
    assert (first.theme, str(first.score), ", ".join(first.words) or "none") == (theme, score, words)


def test_the_corpus_speaks_every_language_and_knows_every_theme():
    assert len(APPEALS) >= 120
    assert set(Counter(one.theme for one in APPEALS)) == set(SHIPPED.by_code)
    assert Counter(detect_script(one.text) for one in APPEALS)["Arab"] >= 10


def test_the_right_theme_comes_first():
    first, among_three = shares(APPEALS)
    assert first >= 0.85
    assert among_three >= 0.95


def test_texts_that_the_table_was_not_mended_for():
    first, _among_three = shares([one for one in APPEALS if one.file == UNSEEN])
    assert first >= 0.75


@pytest.mark.parametrize("rewrite", [latin_to_cyrillic, cyrillic_to_latin, to_new_latin, str.upper])
def test_the_script_does_not_change_the_answer(rewrite):
    for one in APPEALS:
        if detect_script(one.text) != "Arab":
            written, rewritten = suggest_themes(one.text, SHIPPED), suggest_themes(rewrite(one.text), SHIPPED)
            assert [(each.theme, each.score) for each in rewritten] == [(each.theme, each.score) for each in written]


@pytest.mark.parametrize("one", [one for one in APPEALS if one.latin], ids=lambda one: one.latin)
def test_arabic_script_leads_to_the_same_theme(one):
    assert suggested(one.text)[0] == suggested(one.latin)[0] == one.theme


@given(
    st.text()
    | st.lists(st.sampled_from(["pensiya", "ish", "haqi", "паспорт,", "суд", "قماق", "-", "12", "ʼ"])).map(" ".join)
)
def test_any_text_has_a_suggestion_with_words_of_its_own(text):
    suggestions = suggest_themes(text, SHIPPED)
    assert suggestions
    assert [one.score for one in suggestions] == sorted((one.score for one in suggestions), reverse=True)
    for one in suggestions:
        assert one.theme == OTHER or one.words
        assert all(word in text for word in one.words)


@given(st.sampled_from(APPEALS))
def test_saying_it_twice_does_not_say_more(one):
    once, twice = suggest_themes(one.text, SHIPPED), suggest_themes(f"{one.text}\n{one.text}", SHIPPED)
    assert [(each.theme, each.score) for each in twice] == [(each.theme, each.score) for each in once]


def test_phrases_stems_and_whole_words():
    themes = read_themes(table(), "themes.yaml")

    def score(text):
        return suggest_themes(text, themes)[0].score

    assert score("Pensiyam") == score("Пенсиям") == 5
    assert score("стаж") == 3
    assert score("стажировка") == 0
    assert score("my old age") == 3
    assert score("old young age") == 0
    assert score("pensiya, old age, pensiya") == 8


def test_a_word_that_two_languages_name_counts_once():
    themes = read_themes(table("uz: {pens*: 5}, ru: {пенсион*: 4}, en: {pension: 5}"), "themes.yaml")
    assert suggest_themes("pensiya, пенсионный, pension", themes)[0].score == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (table("uz: {pens*: 6}, ru: {}, en: {}"), (4, "themes.pension.words.uz.pens*", "bad_weight")),
        (table("uz: {pe*: 5}, ru: {}, en: {}"), (4, "themes.pension.words.uz.pe*", "bad_words")),
        (table("uz: {old-age: 5}, ru: {}, en: {}"), (4, "themes.pension.words.uz.old-age", "bad_words")),
        (table("uz: {pe*ns: 5}, ru: {}, en: {}"), (4, "themes.pension.words.uz.pe*ns", "bad_words")),
        (table("uz: {pensi*: 5}, ru: {}, en: {}"), (4, "themes.pension.words.uz.pensi*", "stem_ends_in_i")),
        (table("uz: {sudda: 5, суда: 3}, ru: {}, en: {}"), (4, "themes.pension.words.uz.суда", "written_twice")),
        (table("uz: {}, ru: {}"), (4, "themes.pension.words", "missing_key")),
        (table("uz: {}, ru: {}, en: {}, tr: {}"), (4, "themes.pension.words.tr", "unknown_key")),
        (table("uz: [pens], ru: {}, en: {}"), (4, "themes.pension.words.uz", "not_a_mapping")),
        (table(code="Pension"), (4, "themes.Pension", "bad_code")),
        (table().replace(REST, ""), (4, "themes", "missing_key")),
        (table().replace("own}\n", "own, words: {}}\n"), (5, "themes.other.words", "unknown_key")),
        (table().replace("ru: Имя, ", ""), (4, "themes.pension.title", "missing_key")),
    ],
)  # fmt: skip
def test_problems_have_code_and_line(text, expected):
    assert expected in problems(text)
