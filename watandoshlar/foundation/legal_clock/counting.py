"""Counting days and hours over pauses and closed days.

A clock that counts days knows the point that it has reached as a day, one that counts hours as a moment. Both count
monotonously: a later start, one more pause or a longer term never gives an earlier end.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple, Protocol, TypeVar

from watandoshlar.foundation.calendars import (
    DayExplained,
    OfficeCalendar,
    closing_moment,
    explain_day,
    first_working_day,
    is_working_day,
    next_open_moment,
)

from .ledger import Pause
from .terms import Fact, Rolls, Step, StepCode, Unit

Point = TypeVar("Point", bound=date)
FOREVER = date.max
_DAY = timedelta(days=1)


class Run(NamedTuple):
    """Paused days, and why they are."""

    first: date
    last: date
    why: str = ""


NO_RUN = Run(FOREVER, FOREVER)


class Count(Protocol[Point]):
    """What counting days and counting hours have in common. What was told in a step is not told again."""

    start: Point

    def reached(self, since: Point, length: int, unit: Unit) -> Point | None:
        """The point at which the count is full, before any rolling; None if an open pause holds it back."""

    def told(self, since: Point, end: Point | None, unit: Unit) -> Iterator[Step]:
        """What the count since `since` met on its way to `end`, or to the open pause that holds it back."""

    def ends(self, point: Point, rolls: Rolls) -> datetime:
        """When a term ends, in UTC, that has counted up to `point`."""

    def told_end(self, point: Point, rolls: Rolls) -> Iterator[Step]:
        """Whether it rolled, and its end."""

    def fact(self, point: Point) -> dict[str, Fact]:
        """The point as a fact of a step."""


class Days:
    """Counts days from the day of `start`. A day is paused if its midnight falls into a pause; it ends as the office
    closes. Rolling leads to the next working day."""

    def __init__(self, calendar: OfficeCalendar, start: datetime, pauses: Sequence[Pause]) -> None:
        self.calendar = calendar
        self.start = local_day(calendar, start)
        self._runs = [run for pause in pauses if (run := _paused_days(calendar, pause)) and run.last > self.start]
        self._told_until = self.start
        self._told_of: set[date] = set()

    def reached(self, since: date, length: int, unit: Unit) -> date | None:
        if unit == "working_days":
            return self._working_day(since, length)
        paused = timedelta(0)
        end = _later(since, length, unit)
        for first, last, _why in self._runs_after(since):
            if first > end:
                break
            if last == FOREVER:
                return None
            paused += last - first + _DAY
            # A month is counted as if it had started later by the paused days: months differ in length, and only so
            # does a later start never gain on an earlier one.
            end = max(_later(since + paused, length, unit), last + _DAY)
        return end

    def _working_day(self, since: date, length: int) -> date | None:
        day, runs = since, self._runs_after(since)
        first, last, _why = next(runs, NO_RUN)
        while length:
            day += _DAY
            if day >= first:
                if last == FOREVER:
                    return None
                day = last
                first, last, _why = next(runs, NO_RUN)
            elif is_working_day(self.calendar, day):
                length -= 1
        return day

    def _runs_after(self, since: date) -> Iterator[Run]:
        until = since
        for run in self._runs:
            if run.last > until:
                yield run._replace(first=max(run.first, until + _DAY))
                until = run.last

    def told(self, since: date, end: date | None, unit: Unit) -> Iterator[Step]:
        # The paused days; of working days also the closed ones and those that work against their kind.
        told, until = self._told_until, end or next(run.first - _DAY for run in self._runs if run.last == FOREVER)
        for first, last, why in self._runs_after(told):
            if first <= until:
                days = {**_span("first", first, "last", last), "days": (last - first).days + 1}
                yield Step("paused", {**days, **_reason(why)})
        if unit == "working_days":
            yield from self._told_days(since, until)
        self._told_until = max(told, until)

    def _told_days(self, since: date, until: date) -> Iterator[Step]:
        paused = [run for run in self._runs_after(since) if run.first <= until]
        for later in range(1, (until - since).days + 1):
            day = since + timedelta(days=later)
            if not any(run.first <= day <= run.last for run in paused):
                yield from self._told_day(day)

    def _told_day(self, day: date) -> Iterator[Step]:
        explained = explain_day(self.calendar, day)
        if explained.code != "working" and day not in self._told_of:
            self._told_of.add(day)
            code: StepCode = "worked" if explained.works else "skipped"
            yield Step(code, {"day": day.isoformat(), "reason": explained.code, **explained.facts})

    def ends(self, point: date, rolls: Rolls) -> datetime:
        return closing_moment(self.calendar, self._rolled(point, rolls))

    def told_end(self, point: date, rolls: Rolls) -> Iterator[Step]:
        day = self._rolled(point, rolls)
        if rolls == "forward":
            yield from self._told_day(day)
        if day != point:
            yield _rolled_step(point.isoformat(), day.isoformat(), explain_day(self.calendar, point))
        yield Step("ends", {"moment": closing_moment(self.calendar, day).isoformat(), "day": day.isoformat()})

    def _rolled(self, point: date, rolls: Rolls) -> date:
        return point if rolls == "none" else first_working_day(self.calendar, point)

    @staticmethod
    def fact(point: date) -> dict[str, Fact]:
        return {"day": point.isoformat()}


class Hours:
    """Counts hours from `start`, by day and night; a pause stops them to the second. Rolling leads to the next
    opening."""

    def __init__(self, calendar: OfficeCalendar, start: datetime, pauses: Sequence[Pause]) -> None:
        self.calendar = calendar
        self.start = start.astimezone(UTC)
        self._pauses = pauses
        self._told_until = self.start
        self._told_of: set[date] = set()

    def reached(self, since: datetime, length: int, unit: Unit) -> datetime | None:
        end = since + timedelta(hours=length)
        for pause in self._stood_after(since):
            if pause.begins >= end:
                break
            if pause.ends is None:
                return None
            end += pause.ends - pause.begins
        return end

    def _stood_after(self, since: datetime) -> Iterator[Pause]:
        for pause in self._pauses:
            begins = max(pause.begins.astimezone(UTC), since)
            ends = pause.ends.astimezone(UTC) if pause.ends else None
            if ends is None or ends > begins:
                yield Pause(begins, ends, pause.why)

    def told(self, since: datetime, end: datetime | None, unit: Unit) -> Iterator[Step]:
        for pause in self._stood_after(self._told_until):
            if pause.ends and (end is None or pause.begins < end):
                moments = {"first": pause.begins.isoformat(), "last": pause.ends.isoformat()}
                yield Step("paused", {**moments, **_reason(pause.why)})
        self._told_until = max(self._told_until, end or self._told_until)

    def ends(self, point: datetime, rolls: Rolls) -> datetime:
        return point if rolls == "none" else next_open_moment(self.calendar, point)

    def told_end(self, point: datetime, rolls: Rolls) -> Iterator[Step]:
        moment = self.ends(point, rolls)
        if moment != point:
            explained = explain_day(self.calendar, local_day(self.calendar, point))
            yield _rolled_step(
                point.isoformat(), moment.isoformat(), explained, "closed_hours" if explained.works else None
            )
        day = local_day(self.calendar, moment)
        yield Step("ends", {"moment": moment.isoformat(), "day": day.isoformat()})

    @staticmethod
    def fact(point: datetime) -> dict[str, Fact]:
        return {"moment": point.isoformat()}


def months_later(day: date, months: int) -> date:
    """The same day number so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def local_day(calendar: OfficeCalendar, moment: datetime) -> date:
    """The day at the office."""
    return moment.astimezone(calendar.timezone).date()


def _later(day: date, length: int, unit: Unit) -> date:
    return months_later(day, length) if unit == "months" else day + timedelta(days=length)


def _paused_days(calendar: OfficeCalendar, pause: Pause) -> Run | None:
    """The days whose midnight falls into the pause: those after the one on which it began, up to its last."""
    first = local_day(calendar, pause.begins) + _DAY
    last = local_day(calendar, pause.ends) if pause.ends else FOREVER
    return Run(first, last, pause.why) if first <= last else None


def _reason(why: str) -> dict[str, Fact]:
    return {"why": why} if why else {}


def _span(begins: str, first: date, ends: str, last: date) -> dict[str, Fact]:
    return {begins: first.isoformat(), ends: last.isoformat()}


def _rolled_step(point: str, to: str, explained: DayExplained, reason: str | None = None) -> Step:
    return Step("rolled", {"from": point, "to": to, "reason": reason or explained.code, **explained.facts})
