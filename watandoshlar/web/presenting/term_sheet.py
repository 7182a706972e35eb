"""The sheet “Why this date?”: each step of the legal clock in one sentence, with the article that says so."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from watandoshlar.domains.appeals.api import body_name
from watandoshlar.domains.cases.api import Case, due_date, service_of
from watandoshlar.domains.catalogue.api import Definition, Source
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import holiday_on
from watandoshlar.foundation.legal_clock import DueDate, DutyDue, OfficeClock, Step


@dataclass(frozen=True)
class Line:
    """One sentence of the sheet; `source` is the legal source it rests on, if it names one."""

    text: str
    source: Source | None = None


@dataclass(frozen=True)
class Sheet:
    """The clock of one office: its name, its sentences, and whether it is the running one."""

    office: str
    lines: Sequence[Line]
    is_running: bool


@dataclass(frozen=True)
class DutyLine:
    """What the office owes on the way if the case arises: its sentence, state (done · late · open · over), source."""

    text: str
    state: str
    source: Source | None


def term_sheet(case: Case) -> dict:
    """The sheet of a case: `sheets` and `duties`, both empty for a service without a term."""
    due = due_date(case)
    definition = service_of(case).definition
    return {
        "sheets": sheets_of(due, definition) if due else [],
        "duties": duties_of(due, definition) if due else [],
    }


def sheets_of(due: DueDate, definition: Definition) -> list[Sheet]:
    """The clocks of all offices in their order; the last is the one that counts."""
    last = len(due.clocks) - 1
    return [
        Sheet(body_name(clock.office, get_language()), _lines(clock, definition), number == last)
        for number, clock in enumerate(due.clocks)
    ]


def duties_of(due: DueDate, definition: Definition) -> list[DutyLine]:
    """The duties on the way, with whether and when each was done."""
    return [
        DutyLine(DUTIES[duty.code](duty), _duty_state(duty), definition.sources.get(duty.source))
        for duty in due.duties
        if duty.code in DUTIES
    ]


def _lines(clock: OfficeClock, definition: Definition) -> list[Line]:
    zone = ZoneInfo(str(clock.steps[0].facts.get("zone", "UTC")))
    return [
        Line(SENTENCES[step.code](step.facts, zone), definition.sources.get(str(step.facts.get("source", ""))))
        for step in _joined(clock.steps)
    ]


def _joined(steps: Sequence[Step]) -> Iterator[Step]:
    """Neighbouring days skipped for one reason are one sentence: the last day of the run is added as `last`."""
    run: Step | None = None
    for step in steps:
        if run and step.code == "skipped" and _follows(run, step):
            run = Step("skipped", {**run.facts, "last": step.facts["day"]})
            continue
        if run:
            yield run
        run = step if step.code == "skipped" else None
        if run is None:
            yield step
    if run:
        yield run


def _follows(run: Step, step: Step) -> bool:
    last = date.fromisoformat(str(run.facts.get("last", run.facts["day"])))
    same = {name: run.facts.get(name) == step.facts.get(name) for name in ("reason", "name", "source")}
    return all(same.values()) and (date.fromisoformat(str(step.facts["day"])) - last).days == 1


# --- words ----------------------------------------------------------------------------------------------------------

Facts = Mapping[str, str | int | bool]


def _day(value: object) -> str:
    return date_format(date.fromisoformat(str(value)), "DATE_FORMAT")


def _moment(value: object, zone: ZoneInfo) -> str:
    """By the clock on the wall of the office."""
    local = datetime.fromisoformat(str(value)).astimezone(zone).replace(tzinfo=None)
    return date_format(local, "DATETIME_FORMAT")


def reason_of_day(facts: Facts) -> str:
    """Why a day is off or works against its kind; the facts are those of a step: `reason`, `day` and its own."""
    match facts.get("reason"):
        case "weekend":
            return _("weekend")
        case "host_holiday" | "uzbek_holiday":
            return _holiday(facts)
        case "closed":
            return _("closed by: %(source)s") % {"source": facts.get("source", "")}
        case "opened":
            return _("opened by: %(source)s") % {"source": facts.get("source", "")}
        case "swapped":
            return _("a working day in exchange for another day off")
        case "closed_hours":
            return _("outside office hours")
    return ""


def _holiday(facts: Facts) -> str:
    day = str(facts.get("day") or facts.get("from"))
    known = holiday_on(date.fromisoformat(day[:10]), str(facts["country"]), language=get_language())
    name = known.name if known else str(facts["name"])
    if facts.get("estimated"):
        return _("public holiday: %(name)s (day not yet announced)") % {"name": name}
    return _("public holiday: %(name)s") % {"name": name}


def _length(facts: Facts) -> str:
    """Fifteen calendar days, one month: the length of the term in words."""
    count = int(facts["length"])
    match facts["unit"]:
        case "months":
            return ngettext("%(count)s month", "%(count)s months", count) % {"count": count}
        case "working_days":
            return ngettext("%(count)s working day", "%(count)s working days", count) % {"count": count}
        case "hours":
            return ngettext("%(count)s hour", "%(count)s hours", count) % {"count": count}
    return ngettext("%(count)s calendar day", "%(count)s calendar days", count) % {"count": count}


def _point(facts: Facts, zone: ZoneInfo) -> str:
    return _day(facts["day"]) if "day" in facts else _moment(facts["moment"], zone)


def _start(facts: Facts, zone: ZoneInfo) -> str:
    return _("It came on %(day)s. The day on which it came is not counted.") % {"day": _day(facts["day"])}


def _paused(facts: Facts, zone: ZoneInfo) -> str:
    asked_elsewhere = facts.get("why") == "referral"
    if "days" not in facts:
        span = {"first": _moment(facts["first"], zone), "last": _moment(facts["last"], zone)}
        if asked_elsewhere:
            return _("From %(first)s to %(last)s the clock stood, because another office was asked.") % span
        return _("From %(first)s to %(last)s the clock stood, because the applicant was asked for something.") % span
    days = int(facts["days"])
    span = {"first": _day(facts["first"]), "last": _day(facts["last"]), "days": days}
    if asked_elsewhere:
        sentence = ngettext(
            "From %(first)s to %(last)s the clock stood for %(days)s day, because another office was asked.",
            "From %(first)s to %(last)s the clock stood for %(days)s days, because another office was asked.",
            days,
        )
        return sentence % span
    sentence = ngettext(
        "From %(first)s to %(last)s the clock stood for %(days)s day, because the applicant was asked something.",
        "From %(first)s to %(last)s the clock stood for %(days)s days, because the applicant was asked something.",
        days,
    )
    return sentence % span


def _skipped(facts: Facts, zone: ZoneInfo) -> str:
    words = {"day": _day(facts["day"]), "reason": reason_of_day(facts)}
    if "last" in facts:
        return _("%(day)s to %(last)s do not count: %(reason)s.") % {**words, "last": _day(facts["last"])}
    return _("%(day)s does not count: %(reason)s.") % words


def _worked(facts: Facts, zone: ZoneInfo) -> str:
    return _("%(day)s counts: %(reason)s.") % {"day": _day(facts["day"]), "reason": reason_of_day(facts)}


def _counted(facts: Facts, zone: ZoneInfo) -> str:
    return _("The law gives %(length)s; they are full on %(point)s.") % {
        "length": _length(facts),
        "point": _point(facts, zone),
    }


def _extended(facts: Facts, zone: ZoneInfo) -> str:
    words = {"at": _moment(facts["at"], zone), "length": _length(facts)}
    if not ("day" in facts or "moment" in facts):
        return _("On %(at)s the term was extended to %(length)s.") % words
    words["point"] = _point(facts, zone)
    if facts["counts_from"] == "start":
        return _("On %(at)s the term was extended to %(length)s from the beginning, which ends on %(point)s.") % words
    return _("On %(at)s the term was extended by %(length)s more, which ends on %(point)s.") % words


def _refused(sentence: Callable[[], str]) -> Callable[[Facts, ZoneInfo], str]:
    return lambda facts, zone: sentence() % {"at": _moment(facts["at"], zone)}


def _rolled(facts: Facts, zone: ZoneInfo) -> str:
    first, then = str(facts["from"]), str(facts["to"])
    # Terms in days roll from a day, those in hours from a moment.
    show = _moment if "T" in first else lambda value, zone: _day(value)
    words = {"day": show(first, zone), "then": show(then, zone), "reason": reason_of_day(facts)}
    return _("%(day)s is closed (%(reason)s), so the term ends when the office next works: %(then)s.") % words


def _waiting(facts: Facts, zone: ZoneInfo) -> str:
    since = _moment(facts["since"], zone)
    if facts.get("why") == "referral":
        return _("Since %(since)s the clock stands, because another office was asked.") % {"since": since}
    return _("Since %(since)s the clock stands, because the applicant was asked for something.") % {"since": since}


def _ends(facts: Facts, zone: ZoneInfo) -> str:
    return _("The term ends on %(moment)s, local time of the office.") % {"moment": _moment(facts["moment"], zone)}


def _stopped(facts: Facts, zone: ZoneInfo) -> str:
    moment = _moment(facts["moment"], zone)
    if facts.get("to"):
        to = body_name(str(facts["to"]), get_language())
        return _("On %(moment)s it was sent on to: %(body)s. This clock stopped.") % {"moment": moment, "body": to}
    return _("On %(moment)s there was an answer. This clock stopped.") % {"moment": moment}


SENTENCES: Mapping[str, Callable[[Facts, ZoneInfo], str]] = {
    "not_started": lambda facts, zone: _("The term has not begun."),
    "start": _start,
    "pause_not_allowed": lambda facts, zone: _("Asking the applicant for something does not stop this term."),
    "paused": _paused,
    "skipped": _skipped,
    "worked": _worked,
    "counted": _counted,
    "extended": _extended,
    "extension_late": _refused(lambda: _("An extension on %(at)s came too late and does not count.")),
    "extension_not_allowed": _refused(lambda: _("An extension on %(at)s was not allowed and does not count.")),
    "extension_out_of_order": _refused(lambda: _("An extension on %(at)s was not the next one and does not count.")),
    "rolled": _rolled,
    "waiting": _waiting,
    "ends": _ends,
    "stopped": _stopped,
}


def _duty(sentence: Callable[[], str]) -> Callable[[DutyDue], str]:
    return lambda duty: sentence() % {"day": date_format(duty.moment, "DATE_FORMAT")}


DUTIES: Mapping[str, Callable[[DutyDue], str]] = {
    "forward": _duty(lambda: _("If another body is competent, the appeal is sent there by %(day)s.")),
    "tell_proposer": _duty(lambda: _("If the proposal needs further study, the proposer is told by %(day)s.")),
}


def _duty_state(duty: DutyDue) -> str:
    """Both duties are owed only if another body is competent or more study is needed: silence is not yet a fault."""
    if duty.fulfilled_at:
        return "late" if duty.is_late else "done"
    return "over" if duty.lapsed_at or duty.moment < clock.now() else "open"
