"""The calendar of one office, as a value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from . import holiday_lists

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Override:
    """One day that works, or does not, whatever the lists say. `source` names the decree or order.

    `entered_at` is when it became known here, None for always: terms are reckoned by what is known at a moment.
    """

    day: date
    works: bool
    source: str
    entered_at: datetime | None = None


@dataclass(frozen=True)
class OfficeCalendar:
    """When an office works.

    `zone` is an IANA name; `weekend` holds weekdays with Monday = 0; `host_region` is the second half of an
    ISO 3166-2 code and matters where regions have their own holidays; of two overrides for a day the last one holds.
    """

    zone: str
    host_country: str
    host_region: str = ""
    weekend: frozenset[int] = frozenset({5, 6})
    opens: time = time(9)
    closes: time = time(18)
    overrides: tuple[Override, ...] = ()

    @property
    def timezone(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def override_of(self, day: date) -> Override | None:
        """The override that holds on `day`."""
        return next((override for override in reversed(self.overrides) if override.day == day), None)


@dataclass(frozen=True)
class WatchedCalendar(OfficeCalendar):
    """A calendar that keeps the days it was asked about. What was reckoned with it rests on no other day."""

    asked: set[date] = field(default_factory=set, compare=False)

    def override_of(self, day: date) -> Override | None:
        self.asked.add(day)
        return super().override_of(day)


def watched(calendar: OfficeCalendar) -> WatchedCalendar:
    """The same calendar, which from now on keeps what it is asked."""
    return WatchedCalendar(**{one.name: getattr(calendar, one.name) for one in fields(OfficeCalendar)})


class CalendarProblem(ValueError):
    """The data of a calendar cannot be used: `code` names the field, `value` what stood there."""

    def __init__(self, code: str, value: object) -> None:
        super().__init__(f"{code}: {value!r}")
        self.code = code
        self.value = value


def office_calendar(written: Mapping[str, Any]) -> OfficeCalendar:
    """The calendar that a post's data describes.

    Keys: `zone`, `host_country`; optional `host_region`, `weekend` (names of weekdays in English), `opens`, `closes`
    ("09:00"), `overrides` (each with `date`, `works`, `source`, and `entered_at` with its offset if it came late).
    Raises CalendarProblem with the field as its code.
    """
    zone, country = written.get("zone"), written.get("host_country")
    if zone not in _zones():
        raise CalendarProblem("zone", zone)
    if not isinstance(country, str) or not holiday_lists.has_country(country):
        raise CalendarProblem("host_country", country)
    opens, closes = _hour(written, "opens", "09:00"), _hour(written, "closes", "18:00")
    if closes <= opens:
        raise CalendarProblem("closes", written.get("closes"))
    return OfficeCalendar(
        zone=zone,
        host_country=country,
        host_region=written.get("host_region") or "",
        weekend=_weekend(written.get("weekend", ("saturday", "sunday"))),
        opens=opens,
        closes=closes,
        overrides=tuple(_override(one) for one in written.get("overrides") or ()),
    )


@cache
def _zones() -> frozenset[str]:
    # Walks the whole time-zone database on disk: 12 ms, too much for every reckoning of a term.
    return frozenset(available_timezones())


def _hour(written: Mapping[str, Any], key: str, usual: str) -> time:
    value = written.get(key, usual)
    # YAML reads an unquoted 18:00 as the number 1080, which must not pass for an hour.
    if not isinstance(value, str):
        raise CalendarProblem(key, value)
    try:
        return time.fromisoformat(value)
    except ValueError as error:
        raise CalendarProblem(key, value) from error


def _weekend(names: Sequence[str]) -> frozenset[int]:
    if not set(names) < set(WEEKDAYS):
        raise CalendarProblem("weekend", names)
    return frozenset(WEEKDAYS.index(name) for name in names)


def _override(written: Mapping[str, Any]) -> Override:
    day, works, source, entered = (written.get(key) for key in ("date", "works", "source", "entered_at"))
    try:
        day = date.fromisoformat(day) if isinstance(day, str) else day
        entered = datetime.fromisoformat(entered) if isinstance(entered, str) else entered
    except ValueError as error:
        raise CalendarProblem("overrides", written) from error
    if not (isinstance(day, date) and isinstance(works, bool) and isinstance(source, str) and source.strip()):
        raise CalendarProblem("overrides", written)
    if entered is not None and not (isinstance(entered, datetime) and entered.utcoffset() is not None):
        raise CalendarProblem("overrides", written)
    return Override(day, works, source, entered)
