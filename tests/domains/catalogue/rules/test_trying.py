"""A definition is tried out before it is published: all is reachable, no condition fails, everybody has a term."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.strategies import FACTS
from watandoshlar.domains.catalogue.rules.faults import Problem
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.trying import reach_problems, trial_problems

Raw = dict[str, Any]


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems]


def test_a_right_definition_can_be_walked_to_its_last_question(raw: Raw) -> None:
    definition = parse_definition(raw)
    assert reach_problems(definition, FACTS) == []
    assert trial_problems(definition, FACTS) == []


@pytest.mark.parametrize(
    "show_if",
    [
        "stay_kind == 'transit'",
        "stay_kind == 'permanent' && answered.stay_until",
        "stay_kind == 'permanent' && stay_kind == 'temporary'",
        "applicant == 'another'",
        "!answered.applicant && applicant == 'myself'",
    ],
)
def test_a_page_that_no_choice_opens_is_proven_unreachable(raw: Raw, show_if: str) -> None:
    raw["pages"][1]["fields"][1] = {"id": "stay_until", "kind": "yes_no", "show_if": "stay_kind == 'temporary'"}
    del raw["checks"]
    raw["pages"][2]["show_if"] = show_if
    assert places(reach_problems(parse_definition(raw), FACTS)) == [("pages[2].show_if", "unreachable_page")]


def test_a_field_that_no_choice_opens_is_proven_unreachable(raw: Raw) -> None:
    raw["pages"][3]["show_if"] = "has_children && !answered.children"
    raw["pages"][2]["fields"][1]["show_if"] = "has_children && applicant == 'child'"
    assert places(reach_problems(parse_definition(raw), FACTS)) == [
        ("pages[2].fields[1].show_if", "unreachable_field"),
    ]


def test_where_proof_is_out_of_reach_an_example_must_show_the_way(raw: Raw) -> None:
    raw["pages"][3]["show_if"] = "applicant_name.startsWith('Zulfiqorova')"
    definition = parse_definition(raw)
    assert places(reach_problems(definition, FACTS)) == [("pages[3].show_if", "page_never_reached")]
    assert reach_problems(definition, FACTS, {"promise", "answers_true"}) == []


@pytest.mark.parametrize(
    ("show_if", "code"),
    [
        ("child_abroad && !child_abroad", "unreachable_field"),
        ("child_abroad && !has_children", "unreachable_field"),
        ("child_abroad && applicant == 'child'", "unreachable_field"),
        ("child_name.startsWith('Zulfiqorova')", "field_never_reached"),
    ],
)
def test_a_field_that_no_row_asks_is_found(raw: Raw, show_if: str, code: str) -> None:
    rows = raw["pages"][2]["fields"][1]["fields"]
    rows.insert(1, {"id": "child_abroad", "kind": "yes_no"})
    rows[-1]["show_if"] = show_if
    definition = parse_definition(raw)
    path = "pages[2].fields[1].fields[3].show_if"
    assert places(reach_problems(definition, FACTS)) == [(path, code)]
    assert reach_problems(definition, FACTS, {"birth_certificate"}) == []


def test_a_field_that_some_row_asks_is_reached(raw: Raw) -> None:
    rows = raw["pages"][2]["fields"][1]["fields"]
    rows[:1] = [{"id": f"choice_{number}", "kind": "choice", "choices": ["a", "b", "c"]} for number in range(3)]
    rows[-1]["show_if"] = " && ".join(f"choice_{number} == 'c'" for number in range(3))
    assert reach_problems(parse_definition(raw), FACTS) == []


def set_fee(raw: Raw, condition: str) -> None:
    raw["fees"][0]["when"] = condition


def set_eligibility(raw: Raw, condition: str) -> None:
    raw["eligibility"][0].update(page="family", require=condition)


def set_in_row(raw: Raw, condition: str) -> None:
    raw["pages"][2]["fields"][1]["fields"][2]["show_if"] = condition


@pytest.mark.parametrize(
    ("edit", "path", "condition"),
    [
        (set_fee, "fees[0].when", "1 / (children - 2) == 1"),
        (set_fee, "fees[0].when", "birth_date < date('2026-02-30')"),
        (set_eligibility, "eligibility[0].require", "1 / (children - 2) == 1"),
        (set_in_row, "pages[2].fields[1].fields[2].show_if", "child_name == 'a' && 1 / (size(child_name) - 1) == 0"),
    ],
)
def test_a_condition_that_can_fail_is_found_with_its_place(
    raw: Raw, edit: Callable[[Raw, str], None], path: str, condition: str
) -> None:
    edit(raw, condition)
    found = trial_problems(parse_definition(raw), FACTS)
    assert places(found) == [(path, "evaluation_failed")]
    assert condition in found[0].facts["detail"]


def test_a_validity_beyond_the_calendar_is_found_with_its_place(raw: Raw) -> None:
    raw["document"]["valid_for"] = {"length": "9000", "unit": "years"}
    found = trial_problems(parse_definition(raw), FACTS)
    assert places(found) == [("document.valid_for.length", "evaluation_failed")]


def test_somebody_without_a_term_is_found(raw: Raw) -> None:
    raw["terms"][1]["when"] = "stay_kind == 'temporary'"
    assert places(trial_problems(parse_definition(raw), FACTS)) == [("terms", "no_term")]
