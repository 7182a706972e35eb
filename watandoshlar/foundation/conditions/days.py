"""Counting full days, months and years between two days, as people count ages and periods of stay."""

from calendar import monthrange
from datetime import UTC, date, datetime

# The first day that the CEL runtime can hold: it takes 0001-01-01 for the infinite past and refuses it.
NO_DAY = datetime(1, 1, 2, tzinfo=UTC)


def as_timestamp(day: date) -> datetime:
    """The day as CEL sees it: midnight UTC. Days before `NO_DAY` become `NO_DAY`."""
    return max(datetime(day.year, day.month, day.day, tzinfo=UTC), NO_DAY)


def days_between(start: date, end: date) -> int:
    """Days from `start` to `end`; negative when `end` is earlier. The hour of a timestamp does not count."""
    return end.toordinal() - start.toordinal()


def months_between(start: date, end: date) -> int:
    """Full months from `start` to `end`; negative when `end` is earlier.

    A month that lacks the day ends on its last day: from 31 January to 28 February is one full month, and who was
    born on 29 February comes of age on 28 February of a common year.
    """
    if end.toordinal() < start.toordinal():
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    anniversary = min(start.day, monthrange(end.year, end.month)[1])
    return months if end.day >= anniversary else months - 1


def years_between(start: date, end: date) -> int:
    """Full years from `start` to `end`, by the same count as months; negative when `end` is earlier."""
    months = months_between(start, end)
    return months // 12 if months >= 0 else -(-months // 12)
