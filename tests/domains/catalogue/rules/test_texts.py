"""What must have words has them, in every required language, and what is missing is filled in honestly."""

from copy import deepcopy
from typing import Any

import pytest

from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.texts import Texts, derive, look_up, text_problems

Raw = dict[str, Any]
REQUIRED = ("uz", "en")


def problems(raw: Raw, raws: dict[str, Raw]) -> list[tuple[str, str, str]]:
    found = text_problems(parse_definition(raw), raws, REQUIRED, lambda language: f"texts/{language}.yaml")
    return [(problem.file, problem.path, problem.code) for problem in found]


def test_complete_texts_have_no_problems(raw: Raw, raw_texts: Raw) -> None:
    assert problems(raw, {"uz": raw_texts, "en": deepcopy(raw_texts)}) == []


REMOVALS = [
    "title", "before_you_start", "sources.habit", "pages.stay.title", "fields.visa.label", "fields.applicant_name.hint",
    "fields.stay_kind.choices.permanent", "fields.children.rows_label", "fields.children.fields.child_name.label",
    "checks.stay_ahead", "eligibility.grown.reason", "eligibility.grown.advice", "fees.permanent", "terms.short",
    "refusal_reasons.not_true", "document.body", "document.rows.children",
]  # fmt: skip


@pytest.mark.parametrize("path", REMOVALS)
def test_a_missing_text_is_named_by_file_and_path(raw: Raw, raw_texts: Raw, path: str) -> None:
    english = deepcopy(raw_texts)
    *parents, last = path.split(".")
    del look_up(english, tuple(parents))[last]
    assert problems(raw, {"uz": raw_texts, "en": english}) == [("texts/en.yaml", path, "missing_text")]


@pytest.mark.parametrize("wrong", ["", "  ", 5, None, ["a"], {"uz": "a"}])
def test_what_is_no_text_is_refused(raw: Raw, raw_texts: Raw, wrong: Any) -> None:
    english = deepcopy(raw_texts)
    english["title"] = wrong
    code = "missing_text" if wrong is None else "not_a_text"
    assert problems(raw, {"uz": raw_texts, "en": english}) == [("texts/en.yaml", "title", code)]


@pytest.mark.parametrize(
    ("path", "value", "place"),
    [
        ("colour", "red", "colour"),
        ("pages.nowhere", {"title": "Nowhere"}, "pages.nowhere"),
        ("sources.gossip", "Gossip", "sources.gossip"),
        ("fields.stay_kind.choices.transit", "Transit", "fields.stay_kind.choices.transit"),
        ("fields.visa.choices", {"a": "A"}, "fields.visa.choices"),
        ("document.rows.visa", "Visa", "document.rows.visa"),
        ("fields.visa.colour", "red", "fields.visa.colour"),
    ],
)
def test_a_text_for_nothing_is_refused(raw: Raw, raw_texts: Raw, path: str, value: Any, place: str) -> None:
    english = deepcopy(raw_texts)
    *parents, last = path.split(".")
    look_up(english, tuple(parents))[last] = value
    assert problems(raw, {"uz": raw_texts, "en": english}) == [("texts/en.yaml", place, "text_for_nothing")]


def test_every_language_has_the_same_lines_and_the_same_hints(raw: Raw, raw_texts: Raw) -> None:
    english = deepcopy(raw_texts)
    english["before_you_start"].append("Money")
    english["fields"]["visa"]["hint"] = "A photo is enough"
    assert problems(raw, {"uz": raw_texts, "en": english}) == [
        ("texts/uz.yaml", "fields.visa.hint", "missing_text"),
        ("texts/en.yaml", "before_you_start", "other_number_of_lines"),
    ]


def test_a_required_language_must_be_there_and_a_partial_one_may_have_gaps(raw: Raw, raw_texts: Raw) -> None:
    assert problems(raw, {"uz": raw_texts}) == [("texts/en.yaml", "", "missing_language")]
    partial = {"title": "اجازه", "fields": {"visa": {"label": "ویزا"}}}
    assert problems(raw, {"uz": raw_texts, "en": raw_texts, "uz-arab": partial}) == []


def test_a_source_is_named_in_the_language_of_the_reader(raw: Raw, raw_texts: Raw) -> None:
    uzbek = {**raw_texts, "sources": {"law": "Oʻylab topilgan qonun", "habit": "Odat"}}
    definition = parse_definition(raw)
    named = {
        language: Texts(definition, language, {"uz": uzbek, "en": raw_texts}, "uz").source("law").name
        for language in ("uz", "en", "uz-arab")
    }
    assert named == {"uz": "Oʻylab topilgan qonun", "en": "An invented act", "uz-arab": "Oʻylab topilgan qonun"}
    assert [name.language for name in named.values()] == ["uz", "en", "uz"]
    assert Texts(definition, "uz", {"uz": uzbek}, "uz").source(None) is None


def test_a_version_whose_definition_named_its_sources_still_names_them(raw: Raw, raw_texts: Raw) -> None:
    raw["sources"]["law"]["act"] = "An old act"
    del raw_texts["sources"]
    name = Texts(parse_definition(raw), "uz", {"uz": raw_texts}, "uz").source("law").name
    assert (name, name.language) == ("An old act", "en")


def test_texts_say_in_which_language_they_are(raw: Raw, raw_texts: Raw) -> None:
    partial = {"title": "اجازه", "before_you_start": ["پاسپورت", "وقت"], "fields": {"visa": {"label": "ویزا"}}}
    texts = Texts(parse_definition(raw), "uz-arab", {"uz": raw_texts, "uz-arab": partial}, "uz")
    assert (texts.title, texts.title.language) == ("اجازه", "uz-arab")
    assert (texts.summary, texts.summary.language) == ("A permit.", "uz")
    assert [line.language for line in texts.before_you_start] == ["uz-arab", "uz-arab"]
    assert (texts.field("visa").label.language, texts.field("stay_until").label.language) == ("uz-arab", "uz")
    assert 0 < texts.completeness < 0.2
    assert Texts(parse_definition(raw), "uz", {"uz": raw_texts}, "uz").completeness == 1


def test_every_text_is_reached_by_its_name(raw: Raw, raw_texts: Raw) -> None:
    texts = Texts(parse_definition(raw), "uz", {"uz": raw_texts}, "uz")
    assert texts.page("who").title == "Who"
    assert texts.page("who").intro == ""
    assert texts.field("stay_kind").choices["permanent"] == "For good"
    assert texts.field("children").fields["child_born"].label == "Born"
    assert texts.field("children").rows_label == "Child"
    assert texts.field("stay_until").checks == {"stay_ahead": "Choose a day to come."}
    assert texts.eligibility("grown").advice == "Come back later."
    assert (texts.fee("permanent"), texts.term("long"), texts.refusal_reason("not_here")) == (
        "Fee",
        "Long",
        "Not here.",
    )
    assert (texts.document.title, texts.document.footer, texts.document.rows["stay_kind"]) == ("Permit", "", "Kind")
    assert (texts.after, texts.check("stay_ahead")) == ("Wait.", "Choose a day to come.")
    assert texts.get("document.rows.children") == "Children"
    assert texts.get("document.rows.nothing") == ""
    del raw["document"]
    assert Texts(parse_definition(raw), "uz", {"uz": raw_texts}, "uz").document is None


def test_a_derived_language_follows_the_rule_but_for_its_overrides() -> None:
    raw = {"title": "salom", "before_you_start": ["bir", "ikki"], "fields": {"visa": {"label": "viza", "hint": "x"}}}
    overrides = {"fields": {"visa": {"label": "ВИЗА"}}, "extra": "more"}
    assert derive(raw, overrides, str.upper) == {
        "title": "SALOM",
        "before_you_start": ["BIR", "IKKI"],
        "fields": {"visa": {"label": "ВИЗА", "hint": "X"}},
        "extra": "more",
    }
    assert derive(raw, None, str.upper)["fields"]["visa"]["label"] == "VIZA"
