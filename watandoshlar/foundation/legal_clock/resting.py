"""On which days of a calendar a date rests, so that a change of another day need not be reckoned at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from watandoshlar.foundation.calendars import OfficeCalendar, watched

from .counting import local_day
from .reckoning import due
from .terms import Entry, Term


@dataclass(frozen=True)
class Resting:
    """When a term ends, by the calendar of which office, and the first and last day of it that the reckoning asked for.

    Nothing that happens to a day before `first` or after `last` moves the end. Both are None where no day matters: an
    open pause holds the end back, nothing has started, or hours run by day and night.
    """

    moment: datetime | None
    office: str
    first: date | None = None
    last: date | None = None


def resting(rule: Term, ledger: Sequence[Entry], calendars: Mapping[str, OfficeCalendar], as_of: datetime) -> Resting:
    """What `due` says of the running clock, with the days on which that rests. Raises what `due` raises."""
    asking = {office: watched(calendar) for office, calendar in calendars.items()}
    # Duties are reckoned when they are shown, and move nothing.
    found = due(replace(rule, duties=()), ledger, asking, as_of)
    if not found.clocks:
        return Resting(None, "")
    running = found.clocks[-1]
    if found.moment is None:
        return Resting(None, running.office)
    calendar = asking[running.office] if running.office in asking else next(iter(asking.values()))
    # An office may have had an earlier clock: what that one asked is over.
    begun = local_day(calendar, running.started)
    days = [day for day in calendar.asked if day >= begun]
    return Resting(found.moment, running.office, min(days, default=None), max(days, default=None))
