from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.foundation.legal_clock.ledgers import pause, reckon
from watandoshlar.foundation.calendars import OfficeCalendar, Override, is_working_day
from watandoshlar.foundation.legal_clock import Duty, Entry, Rung, Term, due

START = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
SEOUL = OfficeCalendar(zone="Asia/Seoul", host_country="KR")
BERLIN = OfficeCalendar(zone="Europe/Berlin", host_country="DE")
ARIZA = Term(
    "ariza",
    15,
    "calendar_days",
    "article 28",
    ends=("answered",),
    ladder=(Rung("further_study", 1, "months", by=("officer", "head"), source="article 28, part two"),),
)
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
    return pause(start + min(one, other), start + max(one, other))


pauses = st.lists(st.tuples(near, near), max_size=3)


@given(terms, moments, calendars, pauses)
def test_a_longer_term_never_ends_earlier(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    longer = replace(term, length=term.length + 1)
    assert reckon(longer, start, calendar, stops).moment >= reckon(term, start, calendar, stops).moment


@given(terms, moments, calendars, pauses, near, near)
def test_one_more_pause_never_ends_earlier(term, start, calendar, spans, one, other):
    stops = [pause_between(start, *span) for span in spans]
    more = [*stops, pause_between(start, one, other)]
    assert reckon(term, start, calendar, more).moment >= reckon(term, start, calendar, stops).moment


@given(terms, moments, calendars, pauses, st.dates(date(2025, 1, 1), date(2028, 12, 31)), st.integers(0, 40))
def test_a_late_holiday_never_ends_a_term_earlier(term, start, calendar, spans, any_day, after):
    stops = [pause_between(start, *span) for span in spans]
    before = reckon(term, start, calendar, stops).moment
    for day in (any_day, start.date() + timedelta(days=after), before.date()):
        late = replace(calendar, overrides=(Override(day, False, "late decree"),))
        assert reckon(term, start, late, stops).moment >= before


@given(terms, moments, calendars, pauses)
def test_a_rolling_term_ends_while_the_office_works(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    rolling = replace(term, rolls="forward")
    end = reckon(rolling, start, calendar, stops).moment.astimezone(calendar.timezone)
    assert is_working_day(calendar, end.date())
    assert end.time() == calendar.closes or (rolling.unit == "hours" and calendar.opens <= end.time() < calendar.closes)


@given(terms, moments, calendars, st.timedeltas(timedelta(0), timedelta(days=60)))
def test_an_open_pause_holds_the_end_back_or_came_too_late(term, start, calendar, after):
    free = reckon(replace(term, rolls="none"), start, calendar).moment
    held = reckon(replace(term, rolls="none"), start, calendar, [pause(start + after)])
    if held.moment is None:
        assert held.steps[-1].code == "waiting"
        assert start + after < free
    else:
        assert held.moment == free


@given(terms, moments, calendars, pauses)
def test_a_term_that_may_not_pause_does_not(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    firm = replace(term, may_pause=False)
    assert reckon(firm, start, calendar, stops).moment == reckon(firm, start, calendar).moment
    said = [step.code for step in reckon(firm, start, calendar, stops).steps if step.code == "pause_not_allowed"]
    assert said == (["pause_not_allowed"] if any(one != other for one, other in spans) else [])


@given(terms, moments, calendars, pauses)
def test_counted_paused_and_closed_days_fill_the_time_exactly(term, start, calendar, spans):
    stops = [pause_between(start, *span) for span in spans]
    days = replace(term, unit="working_days", rolls="none")
    end = reckon(days, start, calendar, stops)
    passed = (end.moment.astimezone(calendar.timezone).date() - start.astimezone(calendar.timezone).date()).days
    paused = sum(step.facts["days"] for step in end.steps if step.code == "paused")
    skipped = sum(step.code == "skipped" for step in end.steps)
    assert passed == days.length + paused + skipped


def test_the_steps_tell_why():
    constitution_day_in_the_way = Term("forwarding", 3, "working_days", "article 25", may_pause=True)
    start = datetime(2026, 12, 4, 1, 0, tzinfo=UTC)
    stop = pause(datetime(2026, 12, 9, 3, 0, tzinfo=UTC), datetime(2026, 12, 10, 3, 0, tzinfo=UTC))
    steps = reckon(constitution_day_in_the_way, start, SEOUL, [stop]).steps
    assert [
        (step.code, step.facts.get("day") or step.facts.get("first"), step.facts.get("reason")) for step in steps
    ] == [
        ("start", "2026-12-04", None),
        ("paused", "2026-12-10", None),
        ("skipped", "2026-12-05", "weekend"),
        ("skipped", "2026-12-06", "weekend"),
        ("skipped", "2026-12-08", "uzbek_holiday"),
        ("counted", "2026-12-11", None),
        ("ends", "2026-12-11", None),
    ]


def test_rolling_is_told_with_its_reason():
    term = Term("decision", 15, "calendar_days", "article 28")
    rolled = [step for step in reckon(term, START + timedelta(days=4), SEOUL).steps if step.code == "rolled"]
    assert [step.facts for step in rolled] == [{"from": "2026-11-21", "to": "2026-11-23", "reason": "weekend"}]


def test_hours_that_end_at_night_are_told_apart_from_hours_that_end_on_a_day_off():
    night = reckon(Term("t", 12, "hours", "article"), datetime(2026, 11, 3, 6, 0, tzinfo=UTC), SEOUL)
    day_off = reckon(Term("t", 24, "hours", "article"), datetime(2026, 11, 6, 6, 0, tzinfo=UTC), SEOUL)
    assert [step.facts["reason"] for step in night.steps if step.code == "rolled"] == ["closed_hours"]
    assert [step.facts["reason"] for step in day_off.steps if step.code == "rolled"] == ["weekend"]


def test_naive_moments_are_refused():
    naive = datetime(2026, 11, 2, 10, 0)
    with pytest.raises(ValueError, match="aware"):
        Entry("received", naive)
    with pytest.raises(ValueError, match="aware"):
        Entry("received", START, known_at=naive)
    with pytest.raises(ValueError, match="aware"):
        due(ARIZA, [Entry("received", START)], {"": SEOUL}, naive)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"length": -1}, "negative"),
        ({"ladder": (Rung("more", -1, "months"),)}, "negative"),
        ({"duties": (Duty("tell", "received", -1, "hours", ("told",)),)}, "negative"),
        ({"ladder": (Rung("more", 1, "hours"),)}, "mixes"),
        ({"unit": "hours", "ladder": (Rung("more", 1, "months"),)}, "mixes"),
        ({"ladder": (Rung("more", 1, "months"), Rung("more", 2, "months"))}, "two rungs"),
    ],
)
def test_rules_that_make_no_sense_are_refused(wrong, message):
    with pytest.raises(ValueError, match=message):
        replace(ARIZA, **wrong)


@pytest.mark.parametrize("paused", [(25, 28), (28, 30), (30, 31), (29, 33), (31, 40)])
def test_a_month_that_began_later_does_not_end_earlier_for_being_paused(paused):
    term = replace(ARIZA, length=1, unit="months", may_pause=True, rolls="none")
    noon = datetime(2027, 1, 1, 3, 0, tzinfo=UTC)
    stop = pause(*(noon + timedelta(days=day - 1) for day in paused))
    ends = [reckon(term, noon + timedelta(days=day - 1), SEOUL, [stop]).moment for day in range(20, 45)]
    assert ends == sorted(ends)


def test_nothing_has_started_before_the_first_receipt():
    early = due(ARIZA, [Entry("received", START + timedelta(days=1))], {"": SEOUL}, START)
    assert (early.moment, early.earliest, early.clocks, early.duties) == (None, None, (), ())
    assert [step.code for step in early.steps] == ["not_started"]


def test_an_office_needs_a_calendar_unless_there_is_one_only():
    received = [Entry("received", START, "seoul")]
    with pytest.raises(ValueError, match="no calendar of the office 'seoul'"):
        due(ARIZA, received, {"berlin": SEOUL}, START)
    with pytest.raises(ValueError, match="no calendar of the office ''"):
        due(ARIZA, [Entry("received", START)], {"seoul": SEOUL, "berlin": SEOUL}, START)
    assert due(ARIZA, [Entry("received", START)], {"seoul": SEOUL}, START).moment


def test_a_changed_day_needs_its_facts():
    with pytest.raises(ValueError, match="day, works and source"):
        due(ARIZA, [Entry("received", START), Entry("day_changed", START, facts={"day": 7})], {"": SEOUL}, START)


def test_an_override_counts_from_when_it_was_entered():
    entered = START + timedelta(days=3)
    decree = replace(SEOUL, overrides=(Override(date(2026, 11, 17), False, "late decree", entered),))
    before, after = (due(ARIZA, [Entry("received", START)], {"": decree}, as_of).moment for as_of in (START, entered))
    assert after - before == timedelta(days=1)


def test_forwarding_keeps_the_clock_of_the_first_office_in_view():
    ledger = [
        Entry("received", START, "seoul"),
        Entry("forwarded", START + timedelta(days=4), "seoul", {"to": "berlin"}),
        Entry("received", START + timedelta(days=5), "berlin"),
    ]
    found = due(ARIZA, ledger, {"seoul": SEOUL, "berlin": BERLIN}, START + timedelta(days=17))
    first, second = found.clocks
    assert (first.office, first.started, first.stopped) == ("seoul", START, START + timedelta(days=4))
    assert (first.stopped_by, first.is_late) == ("forwarded", False)
    assert first.moment == datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert first.steps[-1].facts["to"] == "berlin"
    assert (second.office, second.stopped, second.moment) == ("berlin", None, found.moment)
    assert found.steps == second.steps


def test_forwarded_and_received_in_one_moment():
    later = START + timedelta(days=4)
    for office in ("seoul", ""):
        ledger = [
            Entry("received", later, "berlin"),
            Entry("forwarded", later, office, {"to": "berlin"}),
            Entry("received", START, "seoul"),
        ]
        found = due(ARIZA, ledger, {"seoul": SEOUL, "berlin": BERLIN}, later)
        assert [(clock.office, clock.stopped_by) for clock in found.clocks] == [("seoul", "forwarded"), ("berlin", "")]


def test_an_office_that_took_too_long_is_late():
    answered = Entry("answered", START + timedelta(days=20))
    found = due(ARIZA, [Entry("received", START), answered], {"": SEOUL}, START + timedelta(days=40))
    assert (found.clocks[0].is_late, found.clocks[0].stopped_by) == (True, "answered")
    in_time = replace(answered, at=START + timedelta(days=2))
    found = due(ARIZA, [Entry("received", START), in_time], {"": SEOUL}, START + timedelta(days=40))
    assert not found.clocks[0].is_late


def test_a_duty_may_start_with_an_extension_that_counts_only():
    rule = replace(ARIZA, duties=(Duty("tell", "extended", 3, "calendar_days", ("told",), tells=("applicant",)),))
    extensions = [
        Entry("extended", START + timedelta(days=number), facts={"rung": "further_study", "by": by})
        for number, by in enumerate(("stranger", "officer"))
    ]
    ledger = [Entry("received", START), *extensions, Entry("told", START + timedelta(days=2))]
    [owed] = due(rule, ledger, {"": SEOUL}, START + timedelta(days=9)).duties
    assert (owed.started, owed.fulfilled_at) == (extensions[1].at, START + timedelta(days=2))
    assert owed.tells == ("applicant",)


def test_what_an_extension_says():
    ledger = [Entry("received", START), Entry("extended", START, facts={"rung": "further_study", "by": "officer"})]
    [step] = [one for one in due(ARIZA, ledger, {"": SEOUL}, START).steps if one.code == "extended"]
    assert step.facts == {
        "rung": "further_study",
        "by": "officer",
        "at": "2026-11-02T01:00:00+00:00",
        "length": 1,
        "unit": "months",
        "counts_from": "start",
        "day": "2026-12-02",
        "source": "article 28, part two",
    }
