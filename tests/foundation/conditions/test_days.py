"""Counting full years, months and days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.conditions import days_between, months_between, years_between

DAYS = st.dates(date(1900, 1, 1), date(2200, 1, 1))


@pytest.mark.parametrize(
    ("start", "end", "years", "months"),
    [
        (date(2008, 11, 2), date(2026, 11, 2), 18, 216),
        (date(2008, 11, 3), date(2026, 11, 2), 17, 215),
        (date(2008, 2, 29), date(2026, 2, 27), 17, 215),
        (date(2008, 2, 29), date(2026, 2, 28), 18, 216),
        (date(2026, 1, 31), date(2026, 2, 28), 0, 1),
        (date(2026, 5, 17), date(2026, 5, 17), 0, 0),
        (date(2026, 11, 2), date(2008, 11, 3), -17, -215),
    ],
)
def test_years_and_months_count_full_ones_only(start: date, end: date, years: int, months: int) -> None:
    assert years_between(start, end) == years
    assert months_between(start, end) == months


@given(DAYS, DAYS)
def test_both_directions_agree(start: date, end: date) -> None:
    assert years_between(start, end) == -years_between(end, start)
    assert months_between(start, end) == -months_between(end, start)
    assert days_between(start, end) == -days_between(end, start)


@given(DAYS, DAYS)
def test_a_later_end_never_counts_less(start: date, end: date) -> None:
    assert years_between(start, end) <= years_between(start, end + timedelta(days=1))
    assert months_between(start, end) <= months_between(start, end + timedelta(days=1))


@given(DAYS, DAYS)
def test_years_are_twelve_months(start: date, end: date) -> None:
    assert years_between(start, end) == int(months_between(start, end) / 12)
