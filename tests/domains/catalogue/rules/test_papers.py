"""What a document takes from the answers: its keys are read, and its last day is never later than any of its limits."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domains.catalogue.conftest import NAME
from watandoshlar.capabilities.people.rules.coming_of_age import last_day_as_child
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import DefinitionProblems
from watandoshlar.domains.catalogue.rules.journey import Journey
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.trying import trial_problems

Raw = dict[str, Any]
NUMBER = "UZ-CC-26-23456785"
TODAY = date(2026, 11, 2)
DAYS = st.dates(date(2026, 11, 2), date(2060, 12, 31))
CARD: Raw = {
    "service": "invented-card",
    "sources": {"law": {"url": "", "state": "confirmed", "as_of": "2026-01-01"}},
    "pages": [
        {
            "id": "who",
            "fields": [
                {"id": "relation", "kind": "choice", "choices": ["spouse", "child"]},
                {"id": "holder_name", "kind": "name"},
                {"id": "other_name", "kind": "name", "required": False},
                {"id": "born", "kind": "date", "partial": True},
                {"id": "sex", "kind": "choice", "choices": ["female", "male"]},
                {"id": "citizenship", "kind": "country"},
                {"id": "portrait", "kind": "photo"},
            ],
        },
        {
            "id": "papers",
            "fields": [
                {"id": "passport", "kind": "travel_document", "foreign": True},
                {"id": "passport_until", "kind": "date"},
                {"id": "base", "kind": "certificate_number", "types": ["certificate"], "holder": "holder_name"},
                {"id": "earlier", "kind": "certificate_number", "types": ["card"], "required": False},
            ],
        },
    ],
    "terms": [{"id": "decision", "when": True, "length": 1, "unit": "working_days", "starts": "submitted"}],
    "decision": {"second_officer": False, "refusal_reasons": ["not_true"]},
    "document": {
        "type": "card",
        "holder": "holder_name",
        "birth_date": "born",
        "rows": [],
        "valid_for": {"length": 5, "unit": "years"},
        "photo": "portrait",
        "second_name": "other_name",
        "sex": "sex",
        "nationality": "citizenship",
        "passport": "passport",
        "not_after": ["passport_until"],
        "until_age": {"years": 18, "when": "relation == 'child'"},
        "category": "relation == 'spouse' ? 'F1' : 'F3'",
        "rests_on": "base",
        "replaces": "earlier",
        "forms": ["seal", "card", "wallet"],
        "travel_seal": True,
        "remind": [90, 30, 7],
    },
}


def card(**changed: Any) -> Raw:
    return {**CARD, "document": {**CARD["document"], **changed}}


def journey(raw: Raw, **answers: Any) -> Journey:
    given_answers = {"relation": "spouse", "holder_name": NAME, "born": "1990-05-17", "base": NUMBER, **answers}
    return Journey(parse_definition(raw), given_answers, Facts(TODAY))


def test_every_key_of_a_document_is_read() -> None:
    document = parse_definition(CARD).document
    assert (document.photo, document.second_name, document.sex) == ("portrait", "other_name", "sex")
    assert (document.nationality, document.passport, document.not_after) == (
        "citizenship", "passport", ("passport_until",),
    )  # fmt: skip
    assert (document.rests_on, document.replaces) == (("base",), "earlier")
    assert (document.forms, document.travel_seal, document.remind) == (("seal", "card", "wallet"), True, (90, 30, 7))
    assert document.until_age.years == 18


def test_a_document_that_says_nothing_more_has_a_seal_and_no_rights_code() -> None:
    plain = {key: CARD["document"][key] for key in ("type", "holder", "rows")}
    document = parse_definition({**CARD, "document": plain}).document
    assert (document.forms, document.travel_seal, document.category, document.remind) == (("seal",), False, "", ())


@pytest.mark.parametrize(
    ("edit", "path", "code"),
    [
        (lambda raw: raw["document"].update(photo="passport"), "document.photo", "wrong_kind"),
        (lambda raw: raw["document"].update(second_name="sex"), "document.second_name", "wrong_kind"),
        (lambda raw: raw["document"].update(sex="relation"), "document.sex", "not_one_of"),
        (lambda raw: raw["document"].update(nationality="born"), "document.nationality", "wrong_kind"),
        (lambda raw: raw["document"].update(passport="base"), "document.passport", "wrong_kind"),
        (lambda raw: raw["document"].update(not_after=["sex"]), "document.not_after[0]", "wrong_kind"),
        (lambda raw: raw["document"].update(not_after=["never"]), "document.not_after[0]", "unknown_field"),
        (lambda raw: raw["document"].update(until_age={"years": 18}), "document.until_age", "missing_key"),
        (lambda raw: raw["document"].pop("birth_date"), "document", "missing_key"),
        (lambda raw: raw["document"].update(category="relation"), "", ""),
        (lambda raw: raw["document"].update(category="7"), "document.category", "wrong_result"),
        (lambda raw: raw["document"].update(category="nobody == 'x' ? 'F1' : 'F2'"), "document.category",
         "unknown_name"),
        (lambda raw: raw["document"].update(rests_on="passport"), "document.rests_on", "wrong_kind"),
        (lambda raw: raw["document"].update(rests_on=["base", "sex"]), "document.rests_on[1]", "wrong_kind"),
        (lambda raw: raw["document"].update(replaces="born"), "document.replaces", "wrong_kind"),
        (lambda raw: raw["document"].update(forms=["parchment"]), "document.forms[0]", "not_one_of"),
        (lambda raw: raw["document"].update(travel_seal="yes"), "document.travel_seal", "not_a_boolean"),
        (lambda raw: raw["document"].update(once="yes"), "document.once", "not_a_boolean"),
        (lambda raw: raw["document"].update(remind=[7, 30]), "document.remind", "not_falling"),
        (lambda raw: raw["pages"][1]["fields"][2].update(holder="sex"), "pages[1].fields[2].holder", "wrong_kind"),
        (lambda raw: raw["pages"][1]["fields"][2].update(types=["A card"]), "pages[1].fields[2].types", "bad_option"),
        (lambda raw: raw["pages"][1]["fields"][2].pop("types"), "pages[1].fields[2]", "missing_key"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_document_is_said_where_it_is(edit: Callable[[Raw], Any], path: str, code: str) -> None:
    raw = card()
    raw["pages"] = [{**page, "fields": [dict(field) for field in page["fields"]]} for page in raw["pages"]]
    edit(raw)
    if not code:
        assert parse_definition(raw)
        return
    with pytest.raises(DefinitionProblems) as refusal:
        parse_definition(raw)
    assert (path, code) in [(problem.path, problem.code) for problem in refusal.value.problems]


def test_a_condition_that_gives_no_rights_code_is_found_by_trying() -> None:
    found = trial_problems(parse_definition(card(category="relation")), Facts(TODAY))
    assert [(problem.path, problem.code) for problem in found] == [("document.category", "evaluation_failed")]
    assert trial_problems(parse_definition(CARD), Facts(TODAY)) == []


def test_the_rights_code_follows_from_the_answers() -> None:
    assert [journey(CARD, relation=relation).category() for relation in ("spouse", "child")] == ["F1", "F3"]
    assert journey(card(category="C2")).category() == "C2"


@given(issued_on=DAYS, passport=DAYS, base=DAYS | st.none(), born=st.dates(date(2009, 1, 1), TODAY))
def test_a_document_never_outlasts_anything_that_limits_it(
    issued_on: date, passport: date, base: date | None, born: date
) -> None:
    asked = {"passport_until": passport.isoformat(), "born": born.isoformat()}
    spouse, child = (
        journey(CARD, relation=relation, **asked).expiry(issued_on, base) for relation in ("spouse", "child")
    )
    limits = [passport, *([base] if base else [])]
    assert spouse == min(*limits, journey(CARD).expiry(issued_on))
    assert child == min(spouse, last_day_as_child(born))


@given(issued_on=DAYS)
def test_five_years_are_five_years(issued_on: date) -> None:
    last = journey(CARD).expiry(issued_on)
    assert (last.year, last.month) == (issued_on.year + 5, issued_on.month)
    assert timedelta() <= timedelta(days=issued_on.day - last.day) <= timedelta(days=1)


def test_a_birthday_of_which_only_the_year_is_known_counts_from_its_first_day() -> None:
    child = journey(CARD, relation="child", born="2010").expiry(TODAY)
    assert child == date(2027, 12, 31)


def test_a_document_rests_on_the_first_number_that_is_asked() -> None:
    raw = card(rests_on=["earlier", "base"])
    assert journey(raw).base() == NUMBER
    assert journey(raw, earlier="UZ-CC-26-9876543R").base() == "UZ-CC-26-9876543R"
    assert journey(card(rests_on="earlier")).base() == ""


def test_what_is_not_asked_limits_nothing() -> None:
    raw = card()
    raw["pages"] = [CARD["pages"][0], {**CARD["pages"][1], "show_if": "relation == 'spouse'"}]
    hidden = journey(raw, relation="child", passport_until="2026-11-03", born="2026-01-01")
    assert hidden.expiry(TODAY) == date(2031, 11, 2)
    assert hidden.given("passport_until") is None
