"""Which days count, why, and when they end."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from .holiday_lists import Holiday, holiday_on, is_swapped
from .office import OfficeCalendar

HOME = "UZ"
# No office is closed for longer; a calendar that says so is wrong.
_LONGEST_CLOSURE = 366

DayCode = Literal["working", "swapped", "opened", "closed", "host_holiday", "uzbek_holiday", "weekend"]


class NoWorkingDay(ValueError):
    """The calendar has no working day within a year after the day asked for."""


@dataclass(frozen=True)
class DayExplained:
    """Why a day counts or not: a code, and the facts that a sentence about it needs.

    `opened` and `closed` come from an override (fact `source`); holidays tell `country`, `name`, its
    `language`, and `estimated`.
    """

    code: DayCode
    works: bool
    facts: dict[str, str | bool] = field(default_factory=dict)


def explain_day(calendar: OfficeCalendar, day: date, language: str = "en") -> DayExplained:
    """Why the office works on `day` or does not. Override before holiday, holiday before swapped day and weekend.

    A swapped day is Uzbekistan's alone: the host country's exchange of days does not open the office.
    """
    override = calendar.override_of(day)
    if override:
        return DayExplained("opened" if override.works else "closed", override.works, {"source": override.source})
    if host := holiday_on(day, calendar.host_country, calendar.host_region, language):
        return DayExplained("host_holiday", False, _facts(host))
    if home := holiday_on(day, HOME, language=language):
        return DayExplained("uzbek_holiday", False, _facts(home))
    if day.weekday() in calendar.weekend:
        swapped = is_swapped(day, HOME)
        return DayExplained("swapped" if swapped else "weekend", swapped)
    return DayExplained("working", True)


def is_working_day(calendar: OfficeCalendar, day: date) -> bool:
    """Whether the office works on `day`."""
    return explain_day(calendar, day).works


def first_working_day(calendar: OfficeCalendar, day: date) -> date:
    """`day` itself if the office works then, else the next working day. Raises NoWorkingDay."""
    for later in range(_LONGEST_CLOSURE):
        if is_working_day(calendar, candidate := day + timedelta(days=later)):
            return candidate
    raise NoWorkingDay(day)


def next_working_day(calendar: OfficeCalendar, day: date) -> date:
    """The first working day after `day`. Raises NoWorkingDay."""
    return first_working_day(calendar, day + timedelta(days=1))


def add_working_days(calendar: OfficeCalendar, day: date, count: int) -> date:
    """The `count`-th working day after `day`; with 0 `day` itself. Raises NoWorkingDay, or ValueError below 0."""
    if count < 0:
        raise ValueError("working days are counted forward")
    for _ in range(count):
        day = next_working_day(calendar, day)
    return day


def closing_moment(calendar: OfficeCalendar, day: date) -> datetime:
    """When the office closes on `day`, in UTC: for a term, the end of that day."""
    return datetime.combine(day, calendar.closes, calendar.timezone).astimezone(UTC)


def next_open_moment(calendar: OfficeCalendar, moment: datetime) -> datetime:
    """`moment` itself if the office is open then, else when it next opens. In UTC. Raises NoWorkingDay."""
    local = moment.astimezone(calendar.timezone)
    day = local.date() if local.time() <= calendar.closes else local.date() + timedelta(days=1)
    first = first_working_day(calendar, day)
    return max(datetime.combine(first, calendar.opens, calendar.timezone).astimezone(UTC), moment.astimezone(UTC))


def register_day(calendar: OfficeCalendar, moment: datetime) -> date:
    """The day on which the office registers what arrives at `moment`: that day if it works and the register is still
    open, else the next working day (ZRU-445, article 23). Raises NoWorkingDay."""
    local = moment.astimezone(calendar.timezone)
    day = local.date() if local.time() < calendar.closes else local.date() + timedelta(days=1)
    return first_working_day(calendar, day)


def _facts(holiday: Holiday) -> dict[str, str | bool]:
    return {
        "country": holiday.country,
        "name": holiday.name,
        "estimated": holiday.estimated,
        "language": holiday.language,
    }
