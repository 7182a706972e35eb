"""The reckoning itself."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from watandoshlar.foundation.calendars import OfficeCalendar

from .counting import Count, Days, Hours, Point, local_day
from .ledger import Pause, Span, calendar_as_known, known_entries, pauses_of, span_of, spans_of
from .terms import DueDate, DutyDue, Entry, Fact, OfficeClock, Rung, Step, StepCode, Term


def due(rule: Term, ledger: Sequence[Entry], calendars: Mapping[str, OfficeCalendar], as_of: datetime) -> DueDate:
    """When the term of `rule` ends by the facts of `ledger` that are known at `as_of`, and the steps of the reckoning.

    `calendars` are those of the offices by code; where there is one only, entries need not name their office. Entries
    may come in any order. Raises ValueError for a naive moment, a changed day without its facts or an office without a
    calendar, NoWorkingDay for a calendar without working days.
    """
    if as_of.utcoffset() is None:
        raise ValueError("a term is reckoned as of an aware moment")
    entries = known_entries(rule, ledger, as_of)
    spans = spans_of(rule, entries)
    if not spans:
        return DueDate(None, None, (Step("not_started"),))
    clocks: list[OfficeClock] = []
    duties: list[DutyDue] = []
    for span in spans:
        calendar = calendar_as_known(_calendar_of(span.office, calendars), entries, span, as_of)
        own = [entry for entry in entries if span_of(entry, spans) is span]
        clock, refused = _clock(rule, span, calendar, pauses_of(entries, span), own, as_of)
        clocks.append(clock)
        counted = [entry for entry in own if not any(entry is one for one in refused)]
        duties += _duties(rule, span, calendar, counted, as_of)
    running = clocks[-1]
    return DueDate(running.moment, running.earliest, running.steps, tuple(duties), tuple(clocks))


def _calendar_of(office: str, calendars: Mapping[str, OfficeCalendar]) -> OfficeCalendar:
    if office in calendars:
        return calendars[office]
    if not office and len(calendars) == 1:
        return next(iter(calendars.values()))
    raise ValueError(f"no calendar of the office {office!r}")


# --- one clock ------------------------------------------------------------------------------------------------------


@dataclass
class _Course:
    """Where a clock ends (None: held back), the steps to it, and the extensions that did not count."""

    moment: datetime | None
    steps: list[Step]
    refused: list[Entry]


def _clock(
    rule: Term, span: Span, calendar: OfficeCalendar, pauses: list[Pause], own: Sequence[Entry], as_of: datetime
) -> tuple[OfficeClock, list[Entry]]:
    steps = [_start_step(rule, span, calendar)]
    if pauses and not rule.may_pause:
        steps.append(Step("pause_not_allowed", {"source": rule.source}))
        pauses = []
    course = _reckoned(rule, span, calendar, pauses, own)
    steps += course.steps
    earliest = course.moment
    if earliest is None:
        closed = [pause if pause.ends else replace(pause, ends=as_of) for pause in pauses]
        earliest = _reckoned(rule, span, calendar, closed, own).moment
        standing = pauses[-1]
        why: dict[str, Fact] = {"why": standing.why} if standing.why else {}
        steps.append(Step("waiting", {"since": _written(standing.begins), **why}))
    assert earliest  # only an open pause holds an end back
    if span.stopped:
        steps.append(_stopped_step(rule, span.stopped))
    stopped = span.stopped.at.astimezone(UTC) if span.stopped else None
    clock = OfficeClock(
        office=span.office,
        started=span.begun.at.astimezone(UTC),
        stopped=stopped,
        stopped_by=span.stopped.code if span.stopped else "",
        moment=course.moment,
        earliest=earliest,
        is_late=course.moment is not None and (stopped or as_of) > course.moment,
        steps=tuple(steps),
    )
    return clock, course.refused


def _reckoned(
    rule: Term, span: Span, calendar: OfficeCalendar, pauses: Sequence[Pause], own: Sequence[Entry]
) -> _Course:
    if rule.unit == "hours":
        return _course(rule, span, Hours(calendar, span.begun.at, pauses), own)
    return _course(rule, span, Days(calendar, span.begun.at, pauses), own)


def _course(rule: Term, span: Span, count: Count[Point], own: Sequence[Entry]) -> _Course:
    """The term itself and then its extensions, each judged by the end that was reached before it."""
    end = count.reached(count.start, rule.length, rule.unit)
    steps = [*count.told(count.start, end, rule.unit)]
    if end:
        steps.append(Step("counted", {**_length(rule), **count.fact(end), "source": rule.source}))
    rungs, refused = list(rule.ladder), []
    for entry in _extensions(rule, own):
        refusal = _refusal(rule, span, rungs, entry, count.ends(end, rule.rolls) if end else None)
        if refusal:
            steps.append(refusal)
            refused.append(entry)
            continue
        rung = rungs.pop(0)
        since = count.start if rung.counts_from == "start" else end
        reached = count.reached(since, rung.length, rung.unit) if since and end else None
        end = max(end, reached) if end and reached else None
        steps += count.told(since or count.start, end, rung.unit)
        steps.append(_extended_step(rung, entry, count.fact(end) if end else {}))
    steps += count.told_end(end, rule.rolls) if end else ()
    return _Course(count.ends(end, rule.rolls) if end else None, steps, refused)


def _extensions(rule: Term, own: Sequence[Entry]) -> list[Entry]:
    # Entered in one moment, they go by the ladder.
    order = {rung.code: number for number, rung in enumerate(rule.ladder)}
    extensions = [entry for entry in own if entry.code == "extended"]
    return sorted(extensions, key=lambda entry: (entry.at, order.get(str(entry.facts.get("rung")), -1)))


def _refusal(rule: Term, span: Span, rungs: Sequence[Rung], entry: Entry, end: datetime | None) -> Step | None:
    """Why an extension does not count: not this rung's turn, not by this person, or too late. None if it counts."""
    code: StepCode
    rung = next((rung for rung in rule.ladder if rung.code == entry.facts.get("rung")), None)
    facts = {**_extension(entry), "source": rung.source if rung else rule.source}
    until = min(filter(None, [end, span.stopped.at if span.stopped else None]), default=None)
    if rung is None or (rung.by and entry.facts.get("by") not in rung.by):
        code = "extension_not_allowed"
    elif rung not in rungs[:1]:
        code = "extension_out_of_order"
    elif until and entry.at > until:
        code = "extension_late"
        facts["ended"] = _written(until)
    else:
        return None
    return Step(code, facts)


# --- duties ---------------------------------------------------------------------------------------------------------


def _duties(
    rule: Term, span: Span, calendar: OfficeCalendar, own: Sequence[Entry], as_of: datetime
) -> Iterator[DutyDue]:
    """The duties of one office, each as often as something started it."""
    stopped = span.stopped.at if span.stopped else None
    for duty in rule.duties:
        term = Term(duty.code, duty.length, duty.unit, duty.source, duty.rolls)
        for begun in [span.begun] if duty.starts == rule.starts else [one for one in own if one.code == duty.starts]:
            fulfilled = next((one.at for one in own if one.code in duty.fulfilled_by and one.at >= begun.at), None)
            course = _reckoned(term, Span(span.office, begun), calendar, (), ())
            moment = course.moment
            assert moment  # nothing pauses a duty
            # What began with the forwarding or the answer, such as telling the applicant of it, is still owed.
            lapsed = stopped if stopped and not fulfilled and begun.at < stopped <= moment else None
            yield DutyDue(
                code=duty.code,
                office=span.office,
                started=begun.at.astimezone(UTC),
                moment=moment,
                fulfilled_at=fulfilled.astimezone(UTC) if fulfilled else None,
                lapsed_at=lapsed.astimezone(UTC) if lapsed else None,
                is_late=(fulfilled or lapsed or as_of) > moment,
                who=duty.who,
                tells=duty.tells,
                source=duty.source,
                steps=(_start_step(term, Span(span.office, begun), calendar), *course.steps),
            )


# --- steps ----------------------------------------------------------------------------------------------------------


def _start_step(rule: Term, span: Span, calendar: OfficeCalendar) -> Step:
    return Step(
        "start",
        {
            "moment": _written(span.begun.at),
            "day": local_day(calendar, span.begun.at).isoformat(),
            "zone": calendar.zone,
            "closes": calendar.closes.isoformat(),
            "office": span.office,
            "source": rule.source,
        },
    )


def _extended_step(rung: Rung, entry: Entry, point: dict[str, Fact]) -> Step:
    return Step(
        "extended",
        {
            **_extension(entry),
            **_length(rung),
            "counts_from": rung.counts_from,
            **point,
            "source": rung.source,
        },
    )


def _extension(entry: Entry) -> dict[str, Fact]:
    named = {key: entry.facts.get(key, "") for key in ("rung", "by")}
    return {**named, "at": _written(entry.at)}


def _stopped_step(rule: Term, entry: Entry) -> Step:
    to = entry.office if entry.code == rule.starts else entry.facts.get("to")
    return Step("stopped", {"by": entry.code, "moment": _written(entry.at), **({"to": to} if to else {})})


def _length(part: Term | Rung) -> dict[str, Fact]:
    return {"length": part.length, "unit": part.unit}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
