"""How fresh a source is. Somebody looks at every source again by a day; editors are told before, readers after it."""

from datetime import date, timedelta

FRESH, DUE, STALE, OFF = "fresh", "due", "stale", "off"
ORDER = (FRESH, DUE, STALE, OFF)
TOLD_BEFORE = timedelta(days=30)
SHOWN_AFTER = timedelta(days=60)
# Where no day of review is named, a source is looked at again after a year.
LOOKED_AT_AFTER = timedelta(days=365)


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
