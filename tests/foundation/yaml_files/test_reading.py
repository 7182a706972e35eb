"""Values of a file with their places; what the rooms that read files have in common."""

import pytest

from watandoshlar.foundation.yaml_files import read_yaml


def codes(text: str) -> list[str]:
    whole = read_yaml(text, "tables", "days.yaml")
    whole.parts(["day"])["day"].day()
    return [str(problem) for problem in whole.problems]


def test_a_day_has_one_form() -> None:
    assert codes("day: 2026-11-30") == []


@pytest.mark.parametrize("written", ["20261130", "2026-W49-1", "2026-11-31", "30.11.2026", "2026-11-30T00:00"])
def test_other_forms_are_refused_with_their_place(written: str) -> None:
    assert codes(f"\nday: {written}") == [f"tables/days.yaml:2 day bad_day value={written!r}"]


def test_what_is_missing_is_told_once() -> None:
    assert codes("other: 1") == [
        "tables/days.yaml:1  missing_key key='day'",
        "tables/days.yaml:1 other unknown_key key='other' known='day'",
    ]


def test_what_is_no_yaml_is_one_problem() -> None:
    assert read_yaml("a: [", "tables", "days.yaml").problems[0].code == "not_yaml"
