"""The one place that knows what time it is.

Every room asks this door; nobody calls `datetime.now`. Moments are aware and in UTC; a date is always the date
somewhere, so `today` wants a time zone. Tests, and replays of a case, fix the moment with `fixed`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, tzinfo
from zoneinfo import ZoneInfo

__all__ = ["HOME_ZONE", "fixed", "now", "today"]

# Where no post is asked, the day is that of the ministry.
HOME_ZONE = "Asia/Tashkent"

_fixed_moment: ContextVar[datetime | None] = ContextVar("fixed_moment", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    moment = _fixed_moment.get()
    return datetime.now(UTC) if moment is None else moment


def today(zone: str | tzinfo) -> date:
    """The date it is now in `zone`: an IANA name such as "Asia/Tashkent", or a tzinfo."""
    return now().astimezone(ZoneInfo(zone) if isinstance(zone, str) else zone).date()


@contextmanager
def fixed(moment: datetime) -> Iterator[datetime]:
    """Within the block `now()` is `moment`. Blocks nest; the outer moment returns at the end of the inner one.

    Raises ValueError for a naive moment: a moment without a zone is not a moment.
    """
    if moment.utcoffset() is None:
        raise ValueError("a fixed moment must be aware")
    token = _fixed_moment.set(moment.astimezone(UTC))
    try:
        yield moment
    finally:
        _fixed_moment.reset(token)
