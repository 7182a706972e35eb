"""Conditions refuse at compile time what is wrong, say where, and evaluate to plain Python values."""

from datetime import UTC, date, datetime

import pytest

from watandoshlar.foundation.conditions import NO_DAY, ConditionError, Environment, names_in

ENVIRONMENT = Environment(
    {
        "stay_kind": "string",
        "answered.stay_kind": "bool",
        "stay_until": "timestamp",
        "answered.stay_until": "bool",
        "papers": "list<string>",
        "children": "int",
        "share": "double",
        "today": "timestamp",
    }
)
VALUES = {
    "stay_kind": "temporary",
    "answered.stay_kind": True,
    "stay_until": NO_DAY,
    "answered.stay_until": False,
    "papers": ["passport"],
    "children": 2,
    "share": 0.5,
    "today": datetime(2026, 11, 2, tzinfo=UTC),
}


@pytest.mark.parametrize(
    ("source", "expect", "value"),
    [
        ("stay_kind == 'temporary' && answered.stay_kind", "bool", True),
        ("answered.stay_until && stay_until < today", "bool", False),
        ("'passport' in papers || children > 5", "bool", True),
        ("papers.exists(paper, paper.startsWith('pass'))", "bool", True),
        ("children * 1000 + 5", "int", 2005),
        ("share * 2.0", "double", 1.0),
        ("years_between(date('2008-11-02'), today)", "int", 18),
        ("years_between(date('2008-11-03'), today)", "int", 17),
        ("papers", "list<string>", ["passport"]),
    ],
)
def test_a_condition_gives_a_plain_value_of_its_type(source: str, expect: str, value: object) -> None:
    condition = ENVIRONMENT.compile(source, expect)
    assert condition.evaluate(ENVIRONMENT.situation(VALUES)) == value
    assert condition.evaluate(VALUES) == value


@pytest.mark.parametrize(
    ("source", "code", "line", "column"),
    [
        ("stay_knd == 'x'", "unknown_name", 1, 1),
        ("answered.nothing", "unknown_name", 1, 9),
        ("true &&\n  stay_kind == 1", "type_error", 2, 13),
        ("stay_kind =", "syntax_error", 1, 11),
        ("", "syntax_error", 1, 1),
        ("children", "wrong_result", 1, 1),
        ("__import__('os')", "unknown_name", 1, 11),
        ("stay_kind.__class__", "type_error", 1, 10),
        ("'" + "x" * 1000 + "' == stay_kind", "too_long", 1, 1000),
    ],
)
def test_a_wrong_expression_is_refused_with_its_place(source: str, code: str, line: int, column: int) -> None:
    with pytest.raises(ConditionError) as refusal:
        ENVIRONMENT.compile(source, "bool")
    assert (refusal.value.code, refusal.value.line, refusal.value.column) == (code, line, column)


@pytest.mark.parametrize("source", ["1 / (children - 2) == 1", "date('2026-02-30') < today"])
def test_a_condition_that_fails_when_run_says_so(source: str) -> None:
    condition = ENVIRONMENT.compile(source, "bool")
    with pytest.raises(ConditionError) as refusal:
        condition.evaluate(ENVIRONMENT.situation(VALUES))
    assert refusal.value.code == "evaluation_failed"


def test_a_missing_value_is_an_error_and_not_a_silent_false() -> None:
    condition = ENVIRONMENT.compile("answered.stay_kind", "bool")
    with pytest.raises(ConditionError):
        condition.evaluate({"stay_kind": ""})


def test_a_situation_of_another_environment_is_refused() -> None:
    condition = ENVIRONMENT.compile("answered.stay_kind", "bool")
    with pytest.raises(ValueError, match="another environment"):
        condition.evaluate(Environment(ENVIRONMENT.variables).situation(VALUES))


def test_equal_sources_make_equal_conditions() -> None:
    other = Environment({"stay_kind": "string"})
    assert other.compile("stay_kind == 'a'", "bool") == ENVIRONMENT.compile("stay_kind == 'a'", "bool")
    assert len({other.compile("true", "bool"), ENVIRONMENT.compile("true", "bool")}) == 1
    assert other.compile("true", "bool") != other.compile("false", "bool")


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("stay_kind == 'children' && answered.share", {"stay_kind", "answered", "answered.share"}),
        ('papers.exists(paper, paper == "it\'s today")', {"papers", "papers.exists", "paper"}),
        (r"'a\'children' == stay_kind", {"stay_kind"}),
    ],
)
def test_names_in_leaves_out_the_words_of_strings(source: str, names: set[str]) -> None:
    assert names_in(source) == names


def test_a_day_before_the_first_one_becomes_the_first_one() -> None:
    assert Environment({}).compile("date('0001-01-01')", "timestamp").evaluate({}) == NO_DAY
    assert NO_DAY.date() > date(1, 1, 1)
