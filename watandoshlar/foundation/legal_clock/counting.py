"""The reckoning itself."""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta

from watandoshlar.foundation.calendars import (
    OfficeCalendar,
    closing_moment,
    explain_day,
    first_working_day,
    is_working_day,
    next_open_moment,
)

from .terms import DueDate, Fact, Pause, Step, Term


def due(term: Term, start: datetime, calendar: OfficeCalendar, pauses: Sequence[Pause] = ()) -> DueDate:
    """When `term`, running from `start`, ends for the office of `calendar`, and the steps of the reckoning.

    Pauses may come in any order and overlap; on a term that may not pause they count for nothing, and a step says so.
    Raises ValueError for a naive start, NoWorkingDay for a calendar without working days.
    """
    if start.utcoffset() is None:
        raise ValueError("a term starts at an aware moment")
    start_day = start.astimezone(calendar.timezone).date()
    steps = [Step("start", {"moment": start.astimezone(UTC).isoformat(), "day": start_day.isoformat()})]
    if pauses and not term.may_pause:
        steps.append(Step("pause_not_allowed", {"source": term.source}))
        pauses = ()
    moment = _due_hours(term, start, calendar, pauses, steps) if term.unit == "hours" else None
    if term.unit != "hours":
        last_day = _last_day(term, start_day, calendar, pauses, steps)
        moment = closing_moment(calendar, _rolled(term, last_day, calendar, steps)) if last_day else None
    steps.append(Step("ends", {"moment": moment.isoformat()}) if moment else Step("waiting"))
    return DueDate(moment, tuple(steps))


def _last_day(
    term: Term, start: date, calendar: OfficeCalendar, pauses: Sequence[Pause], steps: list[Step]
) -> date | None:
    """The day on which the count is full, before any rolling; None if an open pause holds it back."""
    count = (_months_later(start, term.length) - start).days if term.unit == "months" else term.length
    paused_days: list[date] = []
    closed_days: list[date] = []
    day = start
    while count:
        day += timedelta(days=1)
        if _stands_for_good(day, calendar, pauses):
            _tell_days(paused_days, closed_days, calendar, steps)
            return None
        if _is_paused(day, calendar, pauses):
            paused_days.append(day)
        elif term.unit == "working_days" and not is_working_day(calendar, day):
            closed_days.append(day)
        else:
            count -= 1
    _tell_days(paused_days, closed_days, calendar, steps)
    steps.append(Step("counted", {"length": term.length, "unit": term.unit, "day": day.isoformat()}))
    return day


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_paused(day: date, calendar: OfficeCalendar, pauses: Sequence[Pause]) -> bool:
    """Whether the clock stood when `day` began: the days after the one on which a pause began, up to its last."""
    return any(
        _local_day(pause.begins, calendar) < day <= _local_day(pause.ends, calendar) for pause in pauses if pause.ends
    )


def _stands_for_good(day: date, calendar: OfficeCalendar, pauses: Sequence[Pause]) -> bool:
    return any(_local_day(pause.begins, calendar) < day for pause in pauses if not pause.ends)


def _local_day(moment: datetime, calendar: OfficeCalendar) -> date:
    return moment.astimezone(calendar.timezone).date()


def _tell_days(paused: Sequence[date], closed: Sequence[date], calendar: OfficeCalendar, steps: list[Step]) -> None:
    steps.extend(
        Step("paused", {"first": first.isoformat(), "last": last.isoformat(), "days": (last - first).days + 1})
        for first, last in _runs(paused)
    )
    steps.extend(_closed_day(day, calendar) for day in closed)


def _closed_day(day: date, calendar: OfficeCalendar) -> Step:
    explained = explain_day(calendar, day)
    return Step("skipped", {"day": day.isoformat(), "reason": explained.code, **explained.facts})


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    """Neighbouring days joined: first and last of each run."""
    first = last = None
    for day in days:
        if first and last and day - last > timedelta(days=1):
            yield first, last
            first = None
        first, last = first or day, day
    if first and last:
        yield first, last


def _rolled(term: Term, day: date, calendar: OfficeCalendar, steps: list[Step]) -> date:
    """The day itself, or the next working day if the term rolls and the office is closed on it."""
    if term.rolls == "none" or is_working_day(calendar, day):
        return day
    rolled = first_working_day(calendar, day)
    reason = explain_day(calendar, day)
    span = {"from": day.isoformat(), "to": rolled.isoformat()}
    steps.append(Step("rolled", {**span, "reason": reason.code, **reason.facts}))
    return rolled


def _due_hours(
    term: Term, start: datetime, calendar: OfficeCalendar, pauses: Sequence[Pause], steps: list[Step]
) -> datetime | None:
    """Hours run by day and night; a pause stops them to the second."""
    end: datetime | None = start.astimezone(UTC) + timedelta(hours=term.length)
    # Where two pauses overlap, only the time after the earlier one's end still stands.
    stood_until = start.astimezone(UTC)
    for pause in sorted(pauses, key=lambda one: one.begins):
        begins = max(pause.begins.astimezone(UTC), stood_until)
        if end is None or begins >= end or (pause.ends and pause.ends <= begins):
            continue
        facts: dict[str, Fact] = {"first": begins.isoformat()}
        if pause.ends:
            stood_until = pause.ends.astimezone(UTC)
            facts["last"] = stood_until.isoformat()
        steps.append(Step("paused", facts))
        end = end + (stood_until - begins) if pause.ends else None
    if end is None:
        return None
    steps.append(Step("counted", {"length": term.length, "unit": term.unit, "moment": end.isoformat()}))
    return _rolled_to_opening(term, end, calendar, steps)


def _rolled_to_opening(term: Term, end: datetime, calendar: OfficeCalendar, steps: list[Step]) -> datetime:
    """The moment itself, or the next opening if the term rolls and the office is closed at that moment."""
    opening = end if term.rolls == "none" else next_open_moment(calendar, end)
    if opening == end:
        return end
    reason = explain_day(calendar, _local_day(end, calendar))
    span = {"from": end.isoformat(), "to": opening.isoformat()}
    steps.append(Step("rolled", {**span, "reason": "closed_hours" if reason.works else reason.code, **reason.facts}))
    return opening
