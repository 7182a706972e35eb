"""A definition is tried out before it is published: all is reachable, no condition fails, everybody has a term."""

from typing import Any

import pytest

from tests.strategies import FACTS
from watandoshlar.domains.catalogue.rules.faults import Problem
from watandoshlar.domains.catalogue.rules.parsing import parse_definition
from watandoshlar.domains.catalogue.rules.trying import failing_conditions, reach_problems, term_problems

Raw = dict[str, Any]


def places(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.path, problem.code) for problem in problems]


def test_a_right_definition_can_be_walked_to_its_last_question(raw: Raw) -> None:
    definition = parse_definition(raw)
    assert reach_problems(definition, FACTS) == []
    assert failing_conditions(definition, FACTS) == []
    assert term_problems(definition, FACTS) == []


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


@pytest.mark.parametrize("condition", ["1 / (children - 2) == 1", "birth_date < date('2026-02-30')"])
def test_a_condition_that_can_fail_is_found(raw: Raw, condition: str) -> None:
    raw["fees"][0]["when"] = condition
    found = failing_conditions(parse_definition(raw), FACTS)
    assert [problem.code for problem in found] == ["evaluation_failed"]
    assert condition in found[0].facts["detail"]


def test_somebody_without_a_term_is_found(raw: Raw) -> None:
    raw["terms"][1]["when"] = "stay_kind == 'temporary'"
    assert places(term_problems(parse_definition(raw), FACTS)) == [("terms", "no_term")]
