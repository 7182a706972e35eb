"""Every row of docs/rules/appeal-figures.md."""

from datetime import date

import pytest

from tests.worked_examples import examples
from watandoshlar.insight.reports.rules.quarters import Quarter
from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers

PAGE = "appeal-figures.md"
RULE = SmallNumbers(least=5)


def shown(written: str) -> int | None:
    return None if written == "–" else int(written)


def pairs(written: str, sign: str) -> list[tuple[int, int]]:
    return [(int(one), int(other)) for one, other in (pair.split(sign) for pair in written.split(", "))]


def is_of_shares(row: tuple[str, ...]) -> bool:
    return "/" in row[0]


@pytest.mark.parametrize("row", examples(PAGE, "Quarters"), ids=" ".join)
def test_quarters(row: tuple[str, ...]) -> None:
    code, *days = row
    year, number = map(int, code.split("-"))
    quarter = Quarter(year, number)
    assert quarter.code == code
    assert [quarter.first_day, quarter.last_day, quarter.as_of] == [date.fromisoformat(day) for day in days]


@pytest.mark.parametrize(("number", "figure", "_why"), examples(PAGE, "Counts"))
def test_counts(number: str, figure: str, _why: str) -> None:
    assert RULE.count(int(number)) == shown(figure)


@pytest.mark.parametrize(("part", "base", "figure", "_why"), examples(PAGE, "Shares"))
def test_shares(part: str, base: str, figure: str, _why: str) -> None:
    assert RULE.share(int(part), int(base)) == shown(figure)


@pytest.mark.parametrize(("answers", "median", "slowest", "_why"), examples(PAGE, "Days"))
def test_days(answers: str, median: str, slowest: str, _why: str) -> None:
    days = dict(pairs(answers, " × "))
    assert (RULE.percentile(50, days), RULE.percentile(90, days)) == (shown(median), shown(slowest))


# Two tables stand under one heading; the head of the second is no example.
WHOLES = [row for row in examples(PAGE, "The whole") if row[0][0].isdigit()]


@pytest.mark.parametrize(("parts", "whole", "_why"), [row for row in WHOLES if not is_of_shares(row)])
def test_whole_counts(parts: str, whole: str, _why: str) -> None:
    assert RULE.whole_count([int(part) for part in parts.split(", ")]) == shown(whole)


@pytest.mark.parametrize(("parts", "whole", "_why"), [row for row in WHOLES if is_of_shares(row)])
def test_whole_shares(parts: str, whole: str, _why: str) -> None:
    assert RULE.whole_share(pairs(parts, "/")) == shown(whole)
