from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.calendars import OfficeCalendar, Override, is_working_day
from watandoshlar.foundation.legal_clock import Pause, Term, due

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SEOUL = OfficeCalendar(zone="Asia/Seoul", host_country="KR")
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))
near = st.timedeltas(timedelta(days=-10), timedelta(days=40))
calendars = st.builds(
    OfficeCalendar,
    zone=st.sampled_from(["Asia/Seoul", "Europe/Berlin", "America/New_York"]),
    host_country=st.sampled_from(["KR", "DE", "US", "RU"]),
)
units = st.sampled_from(["hours", "calendar_days", "working_days", "months"])
terms = st.builds(
    Term,
    id=st.just("term"),
    length=st.integers(0, 20),
    unit=units,
    source=st.just("article 28"),
    rolls=st.sampled_from(["forward", "none"]),
    may_pause=st.just(True),
)


def pause_between(start, one, other):
    return Pause(start + min(one, other), start + max(one, other))


pauses = st.lists(st.tuples(near, near), max_size=3)


@given(terms, moments, calendars, pauses)
def test_a_longer_term_never_ends_earlier(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    longer = replace(term, length=term.length + 1)
    assert due(longer, start, calendar, stops).moment >= due(term, start, calendar, stops).moment


@given(terms, moments, calendars, st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_later_start_never_ends_earlier(term, start, calendar, later):
    assert due(term, start + later, calendar).moment >= due(term, start, calendar).moment


@given(terms, moments, calendars, pauses, near, near)
def test_one_more_pause_never_ends_earlier(term, start, calendar, spans, one, other):
    stops = [pause_between(start, *span) for span in spans]
    more = [*stops, pause_between(start, one, other)]
    assert due(term, start, calendar, more).moment >= due(term, start, calendar, stops).moment


@given(terms, moments, calendars, pauses, near)
def test_a_pause_of_no_length_changes_nothing(term, start, calendar, spans, at):
    stops = [pause_between(start, *span) for span in spans]
    more = [*stops, Pause(start + at, start + at)]
    assert due(term, start, calendar, more) == due(term, start, calendar, stops)


@given(terms, moments, calendars, st.lists(near, min_size=3, max_size=3).map(sorted))
def test_a_split_pause_equals_the_whole(term, start, calendar, cuts):
    first, middle, last = (start + cut for cut in cuts)
    whole = due(term, start, calendar, [Pause(first, last)])
    split = due(term, start, calendar, [Pause(middle, last), Pause(first, middle)])
    assert split.moment == whole.moment


@given(terms, moments, calendars, pauses, st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(0, 40))
def test_a_late_holiday_never_ends_a_term_earlier(term, start, calendar, spans, any_day, after):
    stops = [pause_between(start, *span) for span in spans]
    before = due(term, start, calendar, stops).moment
    for day in (any_day, start.date() + timedelta(days=after), before.date()):
        late = replace(calendar, overrides=(Override(day, False, "late decree"),))
        assert due(term, start, late, stops).moment >= before


@given(terms, moments, calendars, pauses)
def test_a_rolling_term_ends_while_the_office_works(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    rolling = replace(term, rolls="forward")
    end = due(rolling, start, calendar, stops).moment.astimezone(calendar.timezone)
    assert is_working_day(calendar, end.date())
    assert end.time() == calendar.closes or (rolling.unit == "hours" and calendar.opens <= end.time() < calendar.closes)


@given(terms, moments, calendars, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_an_open_pause_holds_the_end_back_or_came_too_late(term, start, calendar, after):
    free = due(replace(term, rolls="none"), start, calendar).moment
    held = due(replace(term, rolls="none"), start, calendar, [Pause(start + after)])
    if held.moment is None:
        assert held.steps[-1].code == "waiting"
        assert start + after < free
    else:
        assert held.moment == free


@given(terms, moments, calendars, pauses)
def test_a_term_that_may_not_pause_does_not(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    firm = replace(term, may_pause=False)
    assert due(firm, start, calendar, stops).moment == due(firm, start, calendar).moment
    said = [step.code for step in due(firm, start, calendar, stops).steps if step.code == "pause_not_allowed"]
    assert said == (["pause_not_allowed"] if stops else [])


@given(terms, moments, calendars, pauses)
def test_counted_paused_and_closed_days_fill_the_time_exactly(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    days = replace(term, unit="working_days", rolls="none")
    end = due(days, start, calendar, stops)
    passed = (end.moment.astimezone(calendar.timezone).date() - start.astimezone(calendar.timezone).date()).days
    paused = sum(step.facts["days"] for step in end.steps if step.code == "paused")
    skipped = sum(step.code == "skipped" for step in end.steps)
    assert passed == days.length + paused + skipped


def test_the_steps_tell_why():
    constitution_day_in_the_way = Term("forwarding", 3, "working_days", "article 25", may_pause=True)
    start = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)
    stop = Pause(datetime(2026, 12, 9, 3, 0, tzinfo=UTC), datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    steps = due(constitution_day_in_the_way, start, SEOUL, [stop]).steps
    assert [
        (step.code, step.facts.get("day") or step.facts.get("first"), step.facts.get("reason")) for step in steps
    ] == [
        ("start", "2026-12-04", None),
        ("paused", "2026-12-10", None),
        ("skipped", "2026-12-05", "weekend"),
        ("skipped", "2026-12-06", "weekend"),
        ("skipped", "2026-12-08", "uzbek_holiday"),
        ("counted", "2026-12-11", None),
        ("ends", None, None),
    ]


def test_rolling_is_told_with_its_reason():
    term = Term("decision", 15, "calendar_days", "article 28")
    rolled = [step for step in due(term, START + timedelta(days=4), SEOUL).steps if step.code == "rolled"]
    assert [step.facts for step in rolled] == [{"from": "2026-11-21", "to": "2026-11-23", "reason": "weekend"}]


def test_hours_that_end_at_night_are_told_apart_from_hours_that_end_on_a_day_off():
    night = due(Term("t", 12, "hours", "article"), datetime(2026, 11, 3, 6, 0, tzinfo=UTC), SEOUL)
    day_off = due(Term("t", 24, "hours", "article"), datetime(2026, 11, 6, 6, 0, tzinfo=UTC), SEOUL)
    assert [step.facts["reason"] for step in night.steps if step.code == "rolled"] == ["closed_hours"]
    assert [step.facts["reason"] for step in day_off.steps if step.code == "rolled"] == ["weekend"]


def test_naive_moments_are_refused():
    naive = datetime(2026, 11, 2, 10, 0)
    with pytest.raises(ValueError, match="aware"):
        due(Term("t", 1, "hours", "article"), naive, SEOUL)
    with pytest.raises(ValueError, match="aware"):
        Pause(naive)
    with pytest.raises(ValueError, match="aware"):
        Pause(START, naive)


def test_values_that_make_no_sense_are_refused():
    with pytest.raises(ValueError, match="before"):
        Pause(START, START - timedelta(seconds=1))
    with pytest.raises(ValueError, match="negative"):
        Term("t", -1, "hours", "article")
