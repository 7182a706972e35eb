"""What is asked, what is wrong and what follows, for given answers."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.strategies import FACTS, answers, facts, raw_definitions
from watandoshlar.domains.catalogue.rules import journey as single
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.journey import Journey, add_months
from watandoshlar.domains.catalogue.rules.kinds import is_answered
from watandoshlar.domains.catalogue.rules.parsing import parse_definition

Raw = dict[str, Any]


def walk(raw: Raw, given: Raw, known: Facts = FACTS) -> Journey:
    return Journey(parse_definition(raw), given, known)


def codes(problems: dict[str, list]) -> dict[str, list[str]]:
    return {name: [f"{fault.code} {fault.part}".strip() for fault in faults] for name, faults in problems.items()}


def test_pages_open_with_the_answers(raw: Raw, given_answers: Raw) -> None:
    assert [page.id for page in walk(raw, {}).pages] == ["who", "stay", "promise"]
    journey = walk(raw, given_answers)
    assert [page.id for page in journey.pages] == ["who", "stay", "family", "promise"]
    assert journey.next_page("stay").id == "family"
    assert journey.next_page("promise") is None
    assert journey.problems() == {}


def test_a_hidden_answer_counts_as_not_given_but_stays(raw: Raw, given_answers: Raw) -> None:
    given_answers |= {"stay_until": "2027-01-01", "visa": [{"id": "1", "name": "v", "size": 1, "type": "image/png"}]}
    journey = walk(raw, given_answers)
    assert not journey.shows("stay_until")
    assert not journey.shows("visa"), "it hangs on an answer that is itself hidden"
    assert {"stay_until", "visa"}.isdisjoint(journey.relevant_answers())
    assert journey.answers["stay_until"] == "2027-01-01"
    given_answers["stay_kind"] = "temporary"
    assert walk(raw, given_answers).shows("visa")


def test_a_hidden_page_hides_what_hangs_on_it(raw: Raw, given_answers: Raw) -> None:
    given_answers["applicant"]["role"] = "child"
    journey = walk(raw, given_answers)
    assert journey.fees_due()[-1].id == "permanent", "the children are asked on a page that is hidden"
    assert journey.term().id == "short"


def test_missing_and_refused_answers_are_told_by_field(raw: Raw) -> None:
    journey = walk(raw, {"stay_kind": "temporary", "birth_date": "2027-01-01"})
    who, stay, promise = journey.pages
    assert codes(journey.page_problems(who)) == {
        "applicant": ["choice_required"],
        "applicant_name": ["required"],
        "birth_date": ["too_late"],
    }
    assert codes(journey.page_problems(stay)) == {"stay_until": ["required"]}
    assert codes(journey.page_problems(promise)) == {"answers_true": ["declaration_required"]}
    assert list(journey.problems()) == ["who", "stay", "promise"]


def test_a_check_speaks_once_its_fields_are_answered(raw: Raw) -> None:
    given = {"stay_kind": "temporary", "stay_until": "2026-11-02"}
    journey = walk(raw, given)
    faults = journey.page_problems(journey.definition.page("stay"))["stay_until"]
    assert [(fault.code, fault.facts) for fault in faults] == [("check_failed", {"check": "stay_ahead"})]
    later = walk(raw, {**given, "stay_until": "2026-11-03"})
    assert codes(later.page_problems(later.definition.page("stay"))) == {"visa": ["file_required"]}


def test_rows_are_judged_one_by_one(raw: Raw, given_answers: Raw) -> None:
    raw["pages"][2]["fields"][1]["fields"][2]["required"] = "years_between(child_born, today) < 16"
    given_answers["children"][1] |= {"child_name": "x" * 201, "child_born": "2000-01-01"}
    given_answers["children"].append({"row": "3", "child_born": "2027-01-01"})
    journey = walk(raw, given_answers)
    assert codes(journey.page_problems(journey.definition.page("family"))) == {
        "children": ["file_required 1.birth_certificate", "too_long 2.child_name", "required 3.child_name",
                     "file_required 3.birth_certificate"]
    }  # fmt: skip
    assert journey.required_evidence() == ("children.birth_certificate",)


def test_what_a_row_does_not_ask_is_not_submitted(raw: Raw, given_answers: Raw) -> None:
    scan = [{"id": "1", "name": "scan", "size": 1, "type": "image/png"}]
    given_answers["children"][0]["birth_certificate"] = scan
    given_answers["children"][1]["birth_certificate"] = scan
    kept = walk(raw, given_answers).relevant_answers()["children"]
    assert [row.get("birth_certificate") for row in kept] == [scan, None]


def test_a_row_asks_by_its_own_answers_and_by_those_outside(raw: Raw, given_answers: Raw) -> None:
    raw["pages"][2]["fields"][1]["fields"][2]["show_if"] = "answered.child_born && applicant_name != ''"
    journey = walk(raw, given_answers)
    assert journey.asks("children.1.birth_certificate")
    assert not journey.asks("children.2.birth_certificate")
    assert not journey.asks("children.9.birth_certificate")
    assert journey.asks("children.9.child_born.day")
    assert journey.asks("children")
    assert not journey.asks("children.1.nickname")
    assert {"children", "child_name", "birth_certificate"} <= journey.asked_ids
    alone = walk(raw, {**given_answers, "has_children": False})
    assert not alone.asks("children.1.child_name")
    assert not walk(raw, {**given_answers, "applicant_name": None}).asks("children.1.birth_certificate")


def test_eligibility_is_judged_after_its_page_is_complete(raw: Raw, given_answers: Raw) -> None:
    given_answers["birth_date"] = "2010-01-01"
    assert walk(raw, given_answers).ineligibility().id == "grown"
    assert walk(raw, given_answers).ineligibility("who").id == "grown"
    del given_answers["applicant_name"]
    assert walk(raw, given_answers).ineligibility() is None
    raw["eligibility"][0]["page"] = "stay"
    assert walk(raw, given_answers).ineligibility("who") is None
    assert walk(raw, given_answers).ineligibility("stay").id == "grown"


def test_fees_term_second_officer_and_expiry_follow(raw: Raw, given_answers: Raw) -> None:
    journey = walk(raw, given_answers)
    assert [(fee.id, fee.tariff, fee.amount, fee.currency) for fee in journey.fees_due()] == [
        ("permanent", "permit-permanent", None, None),
        ("each_child", None, 1000, "USD"),
    ]
    term = journey.term()
    assert (term.id, term.length, term.unit, term.starts, term.may_pause) == (
        "long", 20, "working_days", "submitted", False,
    )  # fmt: skip
    assert (term.rolls, term.ends, term.ladder, term.duties) == ("forward", (), (), ())
    assert journey.needs_second_officer() is True
    assert journey.expiry(date(2026, 11, 2)) == date(2028, 11, 2)
    temporary = walk(raw, {**given_answers, "stay_kind": "temporary"})
    assert temporary.needs_second_officer() is False
    assert temporary.expiry(date(2026, 8, 31)) == date(2027, 2, 28)
    assert temporary.term().unit == "calendar_days"


def test_the_term_carries_its_extensions_and_duties(raw: Raw, given_answers: Raw) -> None:
    rung = {"code": "further_study", "length": 1, "unit": "months", "counts_from": "start"}
    duty = {"code": "tell", "starts": "complete", "length": 3, "unit": "hours", "fulfilled_by": ["told"]}
    raw["terms"][0].update(rolls="none", ends=["answered"], ladder=[rung], duties=[duty])
    term = walk(raw, given_answers).term()
    assert (term.rolls, term.ends) == ("none", ("answered",))
    assert ([one.code for one in term.ladder], [one.code for one in term.duties]) == (["further_study"], ["tell"])


def test_conditions_may_ask_for_post_country_and_day(raw: Raw) -> None:
    raw["pages"][3]["show_if"] = "post == 'seoul' && host_country == 'KR' && today < date('2027-01-01')"
    assert walk(raw, {}).pages[-1].id == "promise"
    assert walk(raw, {}, Facts(FACTS.today, "moscow", "RU")).pages[-1].id == "stay"
    assert walk(raw, {}, Facts(date(2027, 1, 1), "seoul", "KR")).pages[-1].id == "stay"


def test_without_a_document_nothing_expires(raw: Raw, given_answers: Raw) -> None:
    del raw["document"]
    assert walk(raw, given_answers).expiry(date(2026, 11, 2)) is None


def test_an_unconfirmed_source_is_known(raw: Raw) -> None:
    assert not single.is_confirmed(parse_definition(raw))
    raw["sources"]["habit"]["state"] = "confirmed"
    assert single.is_confirmed(parse_definition(raw))


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 2), 14, date(2028, 1, 2)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day: date, months: int, end: date) -> None:
    assert add_months(day, months) == end


def test_single_questions_give_what_the_journey_gives(raw: Raw, given_answers: Raw) -> None:
    definition = parse_definition(raw)
    journey = Journey(definition, given_answers, FACTS)
    asked = (definition, given_answers, FACTS)
    page = definition.page("family")
    assert single.visible_pages(*asked) == journey.pages
    assert single.visible_fields(definition, page, given_answers, FACTS) == journey.fields(page)
    assert single.next_page(*asked, "who") == journey.next_page("who")
    assert single.page_problems(definition, page, given_answers, FACTS) == journey.page_problems(page)
    assert single.problems(*asked) == journey.problems()
    assert single.ineligibility(*asked) == journey.ineligibility()
    assert single.relevant_answers(*asked) == journey.relevant_answers()
    assert single.required_evidence(*asked) == journey.required_evidence()
    assert single.fees_due(*asked) == journey.fees_due()
    assert single.term_for(*asked) == journey.term()
    assert single.needs_second_officer(*asked) == journey.needs_second_officer()
    assert single.expiry_of(*asked, FACTS.today) == journey.expiry(FACTS.today)


@settings(max_examples=60, deadline=None)
@given(raw_definitions(), facts(), st.data())
def test_relevant_answers_are_some_of_the_answers_and_change_nothing(
    raw: Raw, known: Facts, data: st.DataObject
) -> None:
    definition = parse_definition(raw)
    stored = data.draw(answers(definition))
    journey = Journey(definition, stored, known)
    relevant = journey.relevant_answers()
    assert relevant.keys() <= stored.keys()
    assert all(journey.shows(name) for name in relevant)
    again = Journey(definition, relevant, known)
    assert again.pages == journey.pages
    assert again.relevant_answers() == relevant
    assert again.problems() == journey.problems()


@settings(max_examples=60, deadline=None)
@given(raw_definitions(), st.data())
def test_what_is_missing_is_asked(raw: Raw, data: st.DataObject) -> None:
    """Every fault is at a field that is asked, and a journey without faults has every required answer."""
    definition = parse_definition(raw)
    stored = data.draw(answers(definition))
    journey = Journey(definition, stored, FACTS)
    problems = journey.problems()
    assert all(journey.shows(name) for page in problems.values() for name in page)
    for page in journey.pages:
        for field in journey.fields(page):
            missing = journey.is_required(field) and not is_answered(field, stored.get(field.id))
            assert not missing or field.id in problems[page.id]
