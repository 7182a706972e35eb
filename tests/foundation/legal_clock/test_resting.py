"""On which days a date rests: a change of any other day moves nothing, whatever happened."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.foundation.legal_clock.ledgers import CALENDARS, MUCH_LATER, START, matters, pause
from watandoshlar.foundation.calendars import Override
from watandoshlar.foundation.legal_clock import Entry, Term, due, resting

DAYS = st.integers(-10, 100).map(lambda days: START.date() + timedelta(days=days))
TEN_DAYS = Term("term", 10, "calendar_days", "article 28", may_pause=True)


def changed(office: str, day: date, works: bool) -> dict:
    """The calendars after a late decree."""
    calendar = CALENDARS[office]
    return {**CALENDARS, office: replace(calendar, overrides=(Override(day, works, "decree", MUCH_LATER),))}


@settings(max_examples=1000, deadline=None)
@given(matters(), DAYS, st.booleans())
@example((TEN_DAYS, [Entry("received", START, "seoul")]), date(2026, 12, 10), False)
def test_a_day_outside_moves_nothing(matter, day, works):
    rule, ledger = matter
    found = resting(rule, ledger, CALENDARS, MUCH_LATER)
    reckoned = due(rule, ledger, CALENDARS, MUCH_LATER)
    assert (found.moment, found.office) == (reckoned.moment, reckoned.clocks[-1].office)
    moved = due(rule, ledger, changed(found.office, day, works), MUCH_LATER).moment != found.moment
    assert not moved or found.first <= day <= found.last
    for office in CALENDARS.keys() - {found.office}:
        assert due(rule, ledger, changed(office, day, works), MUCH_LATER).moment == found.moment


@pytest.mark.parametrize(
    ("unit", "first", "last"),
    [
        # From a Monday: days of the calendar ask for the last one only, and roll from it if it is closed.
        ("calendar_days", date(2026, 12, 10), date(2026, 12, 10)),
        # The Saturday before works in exchange for another day.
        ("working_days", date(2026, 12, 1), date(2026, 12, 14)),
        ("hours", None, None),
    ],
)
def test_what_each_unit_asks_for(unit, first, last):
    rule = Term("term", 10, unit, "article 28", rolls="none" if unit == "hours" else "forward")
    found = resting(rule, [Entry("received", START, "seoul")], CALENDARS, MUCH_LATER)
    assert (found.first, found.last) == (first, last)


def test_nothing_rests_on_a_day_while_the_clock_stands():
    ledger = [Entry("received", START, "seoul"), *pause(datetime(2026, 12, 1, tzinfo=UTC))]
    found = resting(TEN_DAYS, ledger, CALENDARS, MUCH_LATER)
    assert (found.moment, found.office, found.first) == (None, "seoul", None)


def test_nothing_has_started():
    assert resting(TEN_DAYS, [], CALENDARS, MUCH_LATER).moment is None
