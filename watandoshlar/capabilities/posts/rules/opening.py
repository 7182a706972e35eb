"""When a post is open, as a calendar by which terms are reckoned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Protocol

from watandoshlar.foundation.calendars import (
    WEEKDAYS,
    CalendarProblem,
    OfficeCalendar,
    Override,
    is_working_day,
    office_calendar,
)

# No post is closed for longer; one that seems to be has no calendar that could be told.
_LONGEST_LOOK = 60


class PostLike(Protocol):
    """A post as a row or as a file: days are dates, or texts such as "2026-11-30"."""

    country: str
    zone: str
    weekend: Sequence[str]
    hours: Mapping[str, Sequence[str]]
    closed_days: Iterable[date | str]
    open_days: Iterable[date | str]


class DayLike(Protocol):
    """A day that was opened or closed after the file of the post was published."""

    day: date
    works: bool
    source: str
    entered_at: datetime


class NoCalendar(ValueError):
    """No calendar follows from the post; `part` is the part that is wrong: zone, host_country, weekend, hours."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


def calendar_of(post: PostLike) -> OfficeCalendar:
    """Weekend, holidays of the host country and of Uzbekistan, and the post's own closed and open days.

    A day begins when the post opens first in its week and ends when it closes last. Raises NoCalendar.
    """
    times = [span.split("-") for spans in post.hours.values() for span in spans]
    if not times:
        raise NoCalendar("hours")
    days = [(day, False) for day in post.closed_days] + [(day, True) for day in post.open_days]
    try:
        return office_calendar(
            {
                "zone": post.zone,
                "host_country": post.country,
                "weekend": list(post.weekend),
                "opens": min(first for first, _last in times),
                "closes": max(last for _first, last in times),
                "overrides": [{"date": day, "works": works, "source": "post"} for day, works in days],
            }
        )
    except CalendarProblem as problem:
        raise NoCalendar(problem.code) from problem


def with_days(calendar: OfficeCalendar, days: Iterable[DayLike]) -> OfficeCalendar:
    """The calendar with the days that were opened and closed since, in the order in which they were entered."""
    entered = tuple(Override(one.day, one.works, one.source, one.entered_at) for one in days)
    return replace(calendar, overrides=(*calendar.overrides, *entered)) if entered else calendar


@dataclass(frozen=True)
class Standing:
    """Whether a post is open at a moment, and until when it stays so; None when that lies too far ahead to be told."""

    is_open: bool
    until: datetime | None


def spans_on(post: PostLike, calendar: OfficeCalendar, day: date) -> list[tuple[time, time]]:
    """From when until when the post is open on the day. A weekend day that a decree opens has no hours of its own: the
    post then works from the first opening of its week to the last closing."""
    if not is_working_day(calendar, day):
        return []
    spans = post.hours.get(WEEKDAYS[day.weekday()], ())
    edges = [span.split("-") for span in spans]
    read = [(time.fromisoformat(first), time.fromisoformat(last)) for first, last in edges]
    return read or [(calendar.opens, calendar.closes)]


def standing(post: PostLike, calendar: OfficeCalendar, moment: datetime) -> Standing:
    """How the post stands at the moment, by its own clock."""
    local = moment.astimezone(calendar.timezone)
    for later in range(_LONGEST_LOOK):
        day = local.date() + timedelta(days=later)
        for first, last in spans_on(post, calendar, day):
            opens, closes = (datetime.combine(day, edge, calendar.timezone) for edge in (first, last))
            if opens <= local < closes:
                return Standing(True, closes)
            if opens > local:
                return Standing(False, opens)
    return Standing(False, None)
