"""Where a visit can be on a day: windows and times, in whole slots."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from watandoshlar.foundation.calendars import OfficeCalendar, is_working_day

from .plan import Plan, Span


@dataclass(frozen=True, order=True)
class Place:
    """A window from one moment to another, in UTC; ordered by time, then by window."""

    starts_at: datetime
    window: int
    ends_at: datetime

    def overlaps(self, other: "Place") -> bool:
        return self.window == other.window and self.starts_at < other.ends_at and other.starts_at < self.ends_at


def minutes_of(minutes: int, per_person: int, people: int) -> int:
    """How long a party needs: the first person whole, each further one the additional minutes."""
    return minutes + per_person * (people - 1)


def slots_on(plan: Plan, calendar: OfficeCalendar, day: date, service: str = "") -> list[Place]:
    """Every slot of the day, by time and window; none where the post is closed."""
    if not is_working_day(calendar, day):
        return []
    spans, windows = plan.hours_on(day.weekday(), service), plan.windows_on(day.weekday(), service)
    return sorted(
        Place(begin, window, begin + plan.slot)
        for span in spans
        for begin in _beginnings(plan, calendar, day, span)
        for window in windows
    )


def _beginnings(plan: Plan, calendar: OfficeCalendar, day: date, span: Span) -> Iterator[datetime]:
    begin = datetime.combine(day, span[0], calendar.timezone).astimezone(UTC)
    end = datetime.combine(day, span[1], calendar.timezone).astimezone(UTC)
    while begin + plan.slot <= end:
        yield begin
        begin += plan.slot


def courtesy_slots(plan: Plan, calendar: OfficeCalendar, day: date) -> list[Place]:
    """The slots kept for the courtesy lane: the first ones of the day, as many as its share says, rounded up."""
    slots = slots_on(plan, calendar, day)
    return slots[: -(-len(slots) * plan.courtesy_share // 100)]


@dataclass(frozen=True)
class Day:
    """One day of a post, with what is taken on it."""

    plan: Plan
    calendar: OfficeCalendar
    date: date
    taken: Collection[Place] = ()

    def places(self, service: str, minutes: int, *, courtesy: bool) -> list[Place]:
        """Free places that are long enough, by time and window; `courtesy`: also in the slots of that lane."""
        kept = set() if courtesy else set(courtesy_slots(self.plan, self.calendar, self.date))
        taken, rows = _by_window(self.taken), _by_window(slots_on(self.plan, self.calendar, self.date, service))
        count = -(-timedelta(minutes=minutes) // self.plan.slot)
        places: list[Place] = []
        for window, row in rows.items():
            there = taken.get(window, ())
            closed = {slot for slot in row if slot in kept or any(slot.overlaps(one) for one in there)}
            places += _runs(row, closed, count)
        return sorted(places)

    def fits(self, place: Place, service: str) -> bool:
        """Whether the post receives people at the place at all, taken or not."""
        slots = [slot for slot in slots_on(self.plan, self.calendar, self.date, service) if slot.overlaps(place)]
        covered = sum((slot.ends_at - slot.starts_at for slot in slots), timedelta())
        return covered == place.ends_at - place.starts_at


def _by_window(places: Iterable[Place]) -> dict[int, list[Place]]:
    rows: dict[int, list[Place]] = {}
    for place in places:
        rows.setdefault(place.window, []).append(place)
    return rows


def _runs(row: Sequence[Place], closed: Collection[Place], count: int) -> Iterator[Place]:
    """Places of `count` slots of one window that follow each other without a gap."""
    for index in range(len(row) - count + 1):
        run = row[index : index + count]
        is_whole = run[-1].ends_at - run[0].starts_at == count * (row[0].ends_at - row[0].starts_at)
        if is_whole and not closed.intersection(run):
            yield Place(run[0].starts_at, run[0].window, run[-1].ends_at)
