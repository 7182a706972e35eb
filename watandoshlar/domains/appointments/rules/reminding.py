"""When somebody is asked whether they still come: 30, 7 and 3 days before, unless they have just said so."""

from datetime import datetime, timedelta

DAYS_BEFORE = (30, 7, 3)
FRESH = timedelta(days=2)
"""Who has booked or confirmed so shortly before the day of a reminder is not asked again."""

LATEST = timedelta(hours=36)
"""Nobody is asked later than this: the answer, due a day before, would come too late for somebody else."""


def reminder_due(starts_at: datetime, confirmed_at: datetime, reminded: int | None, now: datetime) -> int | None:
    """The reminder that is due now, by its days; None when none is. `reminded` is the last one that was sent.

    Of several that were missed only the latest is sent.
    """
    passed = [days for days in DAYS_BEFORE if now >= starts_at - timedelta(days=days)]
    if not passed or now > starts_at - LATEST:
        return None
    days = min(passed)
    if reminded is not None and reminded <= days:
        return None
    return days if confirmed_at < starts_at - timedelta(days=days) - FRESH else None


def answer_by(now: datetime, answer: timedelta, starts_at: datetime) -> datetime:
    """Until when the reminder is to be answered: somebody else must still have a day to come instead."""
    return min(now + answer, starts_at - timedelta(days=1))
