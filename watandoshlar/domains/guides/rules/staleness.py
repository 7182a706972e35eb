"""How fresh a source is. Somebody looks at every source again by a day; editors are told before, readers after it."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

FRESH, DUE, STALE, OFF = "fresh", "due", "stale", "off"
ORDER = (FRESH, DUE, STALE, OFF)
TOLD_BEFORE = timedelta(days=30)
SHOWN_AFTER = timedelta(days=60)
# Where no day of review is named, a source is looked at again after a year.
LOOKED_AT_AFTER = timedelta(days=365)


class Reviewed(Protocol):
    """A source of whatever room; in definitions of services days are written as text."""

    @property
    def as_of(self) -> date | str | None: ...

    @property
    def review_by(self) -> date | str | None: ...


def review_day(as_of: date, review_by: date | None) -> date:
    """The last day on which a source counts as looked at."""
    return review_by or as_of + LOOKED_AT_AFTER


def freshness(as_of: date, review_by: date | None, today: date) -> str:
    """`fresh`; `due` for review within 30 days; `stale` once the day has passed, with a banner; `off` 60 days later."""
    last = review_day(as_of, review_by)
    if today > last + SHOWN_AFTER:
        return OFF
    if today > last:
        return STALE
    return DUE if today >= last - TOLD_BEFORE else FRESH


def first_review_day(sources: Iterable[Reviewed]) -> date | None:
    """The earliest of the days by which somebody has to look at the sources again; None for no sources."""
    days = ((_day(one.as_of), _day(one.review_by)) for one in sources)
    return min((review_day(as_of, review_by) for as_of, review_by in days if as_of), default=None)


def review_passed(sources: Iterable[Reviewed], today: date) -> date | None:
    """That day, once it has passed: until then nothing is said. The page says it and stays, where people need it."""
    last = first_review_day(sources)
    return last if last and today > last else None


def _day(said: date | str | None) -> date | None:
    return (date.fromisoformat(said) if said else None) if isinstance(said, str) else said
