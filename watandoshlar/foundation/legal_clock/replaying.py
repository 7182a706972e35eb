"""The end of a term out of its steps alone: the proof that an explanation explains.

Nothing here asks a calendar or a ledger, and the days are walked one by one.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .counting import months_later
from .terms import Step

_DAY = timedelta(days=1)


def replay(steps: Sequence[Step]) -> datetime | None:
    """The end, in UTC, to which `steps` lead; None if they end waiting or have not started.

    Raises ValueError for steps that contradict each other.
    """
    start = next((step for step in steps if step.code == "start"), None)
    if start is None or any(step.code == "waiting" for step in steps):
        return None
    in_hours = any(step.facts.get("unit") == "hours" for step in steps)
    return _replay_hours(steps, start) if in_hours else _replay_days(steps, start)


def _replay_days(steps: Sequence[Step], start: Step) -> datetime:
    paused = {day for step in steps if step.code == "paused" for day in _days(step)}
    skipped = {_day(step, "day") for step in steps if step.code == "skipped"}
    begins = end = _day(start, "day")
    for step in steps:
        if step.code in ("counted", "extended"):
            end = max(end, _counted(step, end if step.facts.get("counts_from") == "end" else begins, paused, skipped))
            _agree(step, "day", end.isoformat())
        if step.code == "rolled":
            _agree(step, "from", end.isoformat())
            end = _day(step, "to")
    closes = time.fromisoformat(str(start.facts["closes"]))
    return datetime.combine(end, closes, ZoneInfo(str(start.facts["zone"]))).astimezone(UTC)


def _counted(step: Step, since: date, paused: set[date], skipped: set[date]) -> date:
    length, day, stood = int(step.facts["length"]), since, timedelta(0)
    while length:
        day += _DAY
        if day in paused:
            stood += _DAY
        elif step.facts["unit"] == "months":
            length = length if day < months_later(since + stood, length) else 0
        elif step.facts["unit"] == "calendar_days" or day not in skipped:
            length -= 1
    return day


def _replay_hours(steps: Sequence[Step], start: Step) -> datetime:
    paused = sorted((_moment(step, "first"), _moment(step, "last")) for step in steps if step.code == "paused")
    begins = end = _moment(start, "moment")
    for step in steps:
        if step.code in ("counted", "extended"):
            since = end if step.facts.get("counts_from") == "end" else begins
            reached = since + timedelta(hours=int(step.facts["length"]))
            for first, last in paused:
                if since <= first < reached:
                    reached += last - first
            end = max(end, reached)
            _agree(step, "moment", end.isoformat())
        if step.code == "rolled":
            _agree(step, "from", end.isoformat())
            end = _moment(step, "to")
    return end


def _days(step: Step) -> list[date]:
    first, last = _day(step, "first"), _day(step, "last")
    return [first + timedelta(days=later) for later in range((last - first).days + 1)]


def _day(step: Step, key: str) -> date:
    return date.fromisoformat(str(step.facts[key]))


def _moment(step: Step, key: str) -> datetime:
    return datetime.fromisoformat(str(step.facts[key]))


def _agree(step: Step, key: str, found: str) -> None:
    if step.facts[key] != found:
        raise ValueError(f"step {step.code} says {key} {step.facts[key]}, but the steps before it lead to {found}")
