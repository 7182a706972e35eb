"""What a ledger says: which entries are known, whose clock ran when, and where it stood."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from watandoshlar.foundation.calendars import OfficeCalendar, Override

from .terms import Entry, Term


@dataclass
class Span:
    """One office at work: from the entry that started its clock to the one that stopped it."""

    office: str
    begun: Entry
    stopped: Entry | None = None

    @property
    def concerns_all(self) -> tuple[str, str]:
        return "", self.office


@dataclass(frozen=True)
class Pause:
    """The clock stands from `begins` until `ends`; None while it still stands. `why` is what its entry says of that."""

    begins: datetime
    ends: datetime | None = None
    why: str = ""


def known_entries(rule: Term, ledger: Sequence[Entry], as_of: datetime) -> list[Entry]:
    """The entries known at `as_of` in the order of time. At one moment a start comes first, the rest by code, office
    and facts: the order in which they were written down never matters."""
    known = [entry for entry in ledger if entry.at <= as_of and (entry.known_at is None or entry.known_at <= as_of)]

    def order(entry: Entry) -> tuple[datetime, bool, str, str, str]:
        facts = str(sorted(entry.facts.items())) if entry.facts else ""
        return entry.at, entry.code != rule.starts, entry.code, entry.office, facts

    return sorted(known, key=order)


def spans_of(rule: Term, entries: Sequence[Entry]) -> list[Span]:
    """Whose clock ran when. A start at an office whose clock runs is nothing new; at another office, or when no clock
    runs, it starts a clock of its own."""
    spans: list[Span] = []
    for entry in entries:
        if entry.code == rule.starts:
            running = spans[-1] if spans and not spans[-1].stopped else None
            if running is None or entry.office not in running.concerns_all:
                if running:
                    running.stopped = entry
                spans.append(Span(entry.office, entry))
        elif entry.code == "forwarded" or entry.code in rule.ends:
            span = span_of(entry, spans)
            # Forwarded and received in one moment: the forwarding is what stopped the clock.
            if span and span.begun.at <= entry.at and (not span.stopped or _took_over(span.stopped, entry, rule)):
                span.stopped = entry
    return spans


def _took_over(stopped: Entry, entry: Entry, rule: Term) -> bool:
    return stopped.code == rule.starts and stopped.at == entry.at


def span_of(entry: Entry, spans: Sequence[Span]) -> Span | None:
    """The clock that an entry concerns: of the office that it names, else of the one at work just before it. What is
    dated before the start concerns the first clock, so that a corrected start loses nothing."""
    if entry.office:
        own = [span for span in spans if span.office == entry.office]
        begun = [span for span in own if span.begun.at <= entry.at]
    else:
        own = list(spans)
        begun = [span for span in own if span.begun.at < entry.at]
    return begun[-1] if begun else next(iter(own), None)


def pauses_of(entries: Sequence[Entry], span: Span) -> list[Pause]:
    """When the clock of the office stood, in order and apart from each other. Each pause needs its own resumption;
    what stops a clock ends its pauses too."""
    until = span.stopped.at if span.stopped else None
    return [
        pause if until is None or (pause.ends and pause.ends <= until) else replace(pause, ends=until)
        for pause in _standing(entry for entry in entries if entry.office in span.concerns_all)
        if until is None or pause.begins < until
    ]


def _standing(entries: Iterator[Entry]) -> Iterator[Pause]:
    depth, begun = 0, None
    for entry in entries:
        if entry.code == "paused":
            begun = begun or entry
            depth += 1
        elif entry.code == "resumed" and depth:
            depth -= 1
            if not depth and begun:
                # A pause of no length is none.
                if begun.at < entry.at:
                    yield Pause(begun.at, entry.at, _why(begun))
                begun = None
    if begun:
        yield Pause(begun.at, None, _why(begun))


def _why(paused: Entry) -> str:
    return str(paused.facts.get("why", ""))


def calendar_as_known(
    calendar: OfficeCalendar, entries: Sequence[Entry], span: Span, as_of: datetime
) -> OfficeCalendar:
    """The office's calendar by what is known at `as_of`: overrides entered by then, then the days that were changed."""
    changed = tuple(
        _override(entry) for entry in entries if entry.code == "day_changed" and entry.office in span.concerns_all
    )
    entered = tuple(one for one in calendar.overrides if one.entered_at is None or one.entered_at <= as_of)
    if not changed and len(entered) == len(calendar.overrides):
        return calendar
    return replace(calendar, overrides=(*entered, *changed))


def _override(entry: Entry) -> Override:
    day, works, source = (entry.facts.get(key) for key in ("day", "works", "source"))
    if not (isinstance(day, str) and isinstance(works, bool) and isinstance(source, str)):
        raise ValueError(f"a changed day needs day, works and source: {dict(entry.facts)}")
    return Override(date.fromisoformat(day), works, source)
