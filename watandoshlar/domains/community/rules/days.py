"""What a day does to what is published. Pure; docs/rules/community.md has worked examples."""

from datetime import date, datetime, timedelta

WARNED_BEFORE = timedelta(days=30)
"""How long before its last day the representative hears that a verification lapses."""
EXPIRES_SOON = timedelta(days=14)
"""How long before its last day an opportunity says that it ends, and the ministry is asked to look at it again."""
INVITED_FOR = timedelta(days=30)
"""How long somebody may take to say that they speak for an organisation from now on."""
OBJECTION = timedelta(days=14)
"""How long who speaks for it can object, where the post invites somebody else."""
LONGEST_VERIFICATION = timedelta(days=2 * 366)


def counts_on(until: date | None, day: date) -> bool:
    """Whether what is verified until a day (included) counts on another. Without a day nothing counts."""
    return until is not None and day <= until


def ends_soon(until: date, day: date, warned: timedelta) -> bool:
    return counts_on(until, day) and until - day <= warned


def invitation_days(now: datetime, *, over_somebody: bool) -> tuple[datetime, datetime]:
    """From when and until when an invitation can be accepted; `over_somebody`: it is not from who speaks for it."""
    return now + OBJECTION * over_somebody, now + INVITED_FOR


def phase_of(state: str, first_day: date, last_day: date, reply_by: date, day: date) -> str:
    """Where a consultation is on a day: hidden · ahead · open · closed · late · replied."""
    if state in ("prepared", "dropped"):
        return "hidden"
    if state == "replied":
        return "replied"
    if day < first_day:
        return "ahead"
    if day <= last_day:
        return "open"
    return "closed" if day <= reply_by else "late"


def is_promise_late(state: str, due_on: date, day: date) -> bool:
    return state in ("planned", "in_work") and due_on < day
