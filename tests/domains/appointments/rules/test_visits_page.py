"""Every row of docs/rules/visits.md, and what holds of the rules in general."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worked_examples import RULES, examples
from watandoshlar.domains.appointments import states
from watandoshlar.domains.appointments.rules.caps import Open, cap_reached
from watandoshlar.domains.appointments.rules.draw import (
    Entry,
    drawn,
    key_of,
    list_hash,
    opening_moment,
    seed_hash,
)
from watandoshlar.domains.appointments.rules.places import Day, Place, minutes_of
from watandoshlar.domains.appointments.rules.plan import Plan, common, without
from watandoshlar.domains.appointments.rules.reminding import answer_by, reminder_due
from watandoshlar.foundation.calendars import OfficeCalendar
from watandoshlar.foundation.steps import Step

PAGE = "visits.md"
MONDAY = date(2026, 11, 2)
CALENDAR = OfficeCalendar(zone="UTC", host_country="KR")
NONE = "–"


def spans(written: str) -> tuple[tuple[time, time], ...]:
    pairs = (span.split("-") for span in written.split(", ") if span and span != NONE)
    return tuple((time.fromisoformat(first), time.fromisoformat(last)) for first, last in pairs)


def moment(written: str) -> datetime:
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def plan(**more) -> Plan:
    usual = {
        "windows": 1,
        "slot": timedelta(minutes=10),
        "hours": {0: spans("10:00-11:00, 14:00-15:00")},
        "staff": {},
        "opening_day": 0,
        "opening_hours": (time(18), time(20)),
        "ahead": 60,
        "hold": timedelta(minutes=15),
        "offer": timedelta(hours=24),
        "answer": timedelta(hours=48),
        "cap_of_person": 2,
        "cap_of_family": 4,
        "courtesy_share": 0,
        "courtesy_days": 3,
        "walk_in": {},
        "tickets": 0,
        "services": {},
    }
    return Plan(**{**usual, **more})


@pytest.mark.parametrize(
    ("heading", "steps"),
    [("Steps of a visit", states.VISIT_STEPS), ("Steps of a wish", states.WISH_STEPS)],
)
def test_steps(heading: str, steps: Iterable[Step]) -> None:
    assert examples(PAGE, heading) == [(step.name, step.source, step.target, step.who) for step in steps]


@pytest.mark.parametrize("row", examples(PAGE, "Times of a weekday"), ids=" ".join)
def test_times(row: tuple[str, ...]) -> None:
    hours, pause, walk_in, of_service, appointments = row
    times = without(spans(hours), (*spans(pause), *spans(walk_in)))
    assert (common(times, spans(of_service)) if of_service else times) == spans(appointments)


@pytest.mark.parametrize("row", examples(PAGE, "How long a party needs"), ids=" ".join)
def test_lengths(row: tuple[str, ...]) -> None:
    minutes, each, people, needs, slots = map(int, row)
    assert minutes_of(minutes, each, people) == needs
    (first, *_rest) = Day(plan(), CALENDAR, MONDAY).places("", needs, courtesy=True)
    assert first.ends_at - first.starts_at == slots * timedelta(minutes=10)


@pytest.mark.parametrize("row", examples(PAGE, "Free times of a day"), ids=" ".join)
def test_free_times(row: tuple[str, ...]) -> None:
    taken, minutes, share, who, expected = row
    places = [
        Place(datetime.combine(MONDAY, first, UTC), 1, datetime.combine(MONDAY, last, UTC))
        for first, last in spans(taken)
    ]
    day = Day(plan(courtesy_share=int(share)), CALENDAR, MONDAY, places)
    free = day.places("", int(minutes), courtesy=who == "courtesy")
    assert (", ".join(f"{place.starts_at:%H:%M}" for place in free[:3]) or NONE) == expected


@pytest.mark.parametrize("row", examples(PAGE, "Caps"), ids=" ".join)
def test_caps(row: tuple[str, ...]) -> None:
    open_now, one_more, of_person, of_family, reached = row

    def read(written: str) -> tuple[int, list[str]]:
        account, _, people = written.partition(": ")
        return int(account), people.split()

    known = [Open(account, frozenset(people)) for account, people in map(read, filter(None, open_now.split(", ")))]
    account, people = read(one_more)
    found = cap_reached(account, [{each} for each in people], known, int(of_person), int(of_family))
    assert (found or NONE) == reached


@pytest.mark.parametrize("row", examples(PAGE, "Who is reminded when"), ids=" ".join)
def test_reminders(row: tuple[str, ...]) -> None:
    visit, confirmed, reminded, now, reminder, until = row
    last = None if reminded == NONE else int(reminded)
    found = reminder_due(moment(visit), moment(confirmed), last, moment(now))
    assert (str(found) if found else NONE) == reminder
    if found:
        assert answer_by(moment(now), timedelta(hours=48), moment(visit)) == moment(until)


def test_the_draw() -> None:
    text = Path(RULES / PAGE).read_text(encoding="utf-8").partition("\n## The draw\n")[2]
    seed_written, promised, closed, opens_at = re.findall(r"`([0-9a-f:]{8,64})`", text)
    seed = bytes.fromhex(seed_written)
    rows = examples(PAGE, "The draw")
    entries = [Entry(UUID(number), lane, int(lost)) for number, lane, lost, _key, _place in rows]
    assert (seed_hash(seed), list_hash(entry.wish for entry in entries)) == (promised, closed)
    assert [key_of(seed, closed, entry.wish)[:8] for entry in entries] == [row[3] for row in rows]
    order = drawn(seed, entries)
    assert [order.index(entry) + 1 for entry in entries] == [int(row[4]) for row in rows]
    begins, ends = (datetime(2026, 11, 9, hour, tzinfo=UTC) for hour in (18, 20))
    assert f"{opening_moment(seed, begins, ends):%H:%M:%S}" == opens_at


SEEDS = st.binary(min_size=32, max_size=32)
ENTRIES = st.lists(
    st.builds(Entry, st.uuids(), st.sampled_from(states.LANES), st.integers(0, 3)),
    max_size=30,
    unique_by=lambda entry: entry.wish,
)


@given(SEEDS, ENTRIES, st.randoms())
def test_the_order_does_not_depend_on_who_came_first(seed: bytes, entries: list[Entry], random) -> None:
    shuffled = random.sample(entries, len(entries))
    assert drawn(seed, shuffled) == drawn(seed, entries)


@given(SEEDS, ENTRIES)
def test_a_better_lane_and_a_longer_wait_come_first(seed: bytes, entries: list[Entry]) -> None:
    ranks = [(states.LANES.index(entry.lane), -entry.lost) for entry in drawn(seed, entries)]
    assert ranks == sorted(ranks)


@given(SEEDS)
def test_the_moment_lies_in_the_window(seed: bytes) -> None:
    begins, ends = (datetime(2026, 11, 9, hour, tzinfo=UTC) for hour in (18, 20))
    assert begins <= opening_moment(seed, begins, ends) < ends


MINUTES = st.integers(1, 90)
TAKEN = st.lists(
    st.builds(
        lambda window, begin, length: Place(
            datetime.combine(MONDAY, time(10), UTC) + timedelta(minutes=begin),
            window,
            datetime.combine(MONDAY, time(10), UTC) + timedelta(minutes=begin + length),
        ),
        st.integers(1, 3),
        st.integers(0, 290),
        st.integers(1, 60),
    ),
    max_size=12,
)


@given(TAKEN, MINUTES, st.booleans(), st.integers(0, 100))
def test_what_is_free_overlaps_nothing_and_is_long_enough(taken, minutes, courtesy, share) -> None:
    day = Day(plan(windows=3, courtesy_share=share), CALENDAR, MONDAY, taken)
    for place in day.places("", minutes, courtesy=courtesy):
        assert not any(place.overlaps(other) for other in taken)
        assert timedelta(minutes=minutes) <= place.ends_at - place.starts_at < timedelta(minutes=minutes + 10)
        assert day.fits(place, "")


@given(TAKEN, MINUTES, st.integers(0, 100))
def test_the_courtesy_lane_has_everything_that_others_have(taken, minutes, share) -> None:
    day = Day(plan(windows=3, courtesy_share=share), CALENDAR, MONDAY, taken)
    ordinary = day.places("", minutes, courtesy=False)
    assert set(ordinary) <= set(day.places("", minutes, courtesy=True))


def test_a_closed_day_has_no_times() -> None:
    sunday = MONDAY - timedelta(days=1)
    assert Day(plan(hours={6: spans("10:00-11:00")}), CALENDAR, sunday).places("", 10, courtesy=True) == []


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=st.just(UTC)),
    st.timedeltas(timedelta(), timedelta(days=80)),
    st.timedeltas(timedelta(days=-1), timedelta(days=35)),
)
def test_a_reminder_comes_once_and_can_be_answered(starts_at: datetime, before: timedelta, left: timedelta) -> None:
    confirmed, now = starts_at - before, starts_at - min(left, before)
    days = reminder_due(starts_at, confirmed, None, now)
    if days is not None:
        assert reminder_due(starts_at, confirmed, days, now) is None
        assert now < answer_by(now, timedelta(hours=48), starts_at) < starts_at
