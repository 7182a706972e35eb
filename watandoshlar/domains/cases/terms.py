"""When a case is due: reckoned from its term, its facts and the calendars of its offices, never stored as truth."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from watandoshlar.capabilities.posts.api import Post, calendars_of, home_calendar, office_calendar
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case, CaseEvent, Referral
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import ReferralRule, TermDue
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import OfficeCalendar
from watandoshlar.foundation.legal_clock import DueDate, Entry, Resting, Term, due, resting

# What an event says to the legal clock; the clock knows no other events.
ENTRIES = {
    "submit": ("submitted", "complete", "received"),
    "reopen": ("submitted", "complete", "received"),
    "request_items": ("paused",),
    "answer_request": ("resumed",),
    "close_request": ("resumed",),
    "refer": ("paused",),
    "report": ("resumed",),
    "recall": ("resumed",),
    "extend": ("extended",),
    "tell_proposer": ("told",),
    "give_answer": ("answered",),
    "not_consider": ("answered",),
    "withdraw": ("withdrawn",),
    "transfer": ("forwarded",),
    "forward": ("forwarded",),
    "come_back": ("forwarded",),
}
MOVES = ("transfer", "hand_over")
"""Events by which a case changes its post: `from` says which one it left."""
# The index by which lists are ordered, and by which a change of the calendar finds the cases that it may move.
DUE_INDEX = ("due_at", "due_office", "due_days")


def term_of(case: Case) -> TermDue | None:
    """The term of a case, by its answers as they stand."""
    return journey_of_case(case, answers_of(case)).term()


def due_date(case: Case, term: TermDue | None = None) -> DueDate | None:
    """The day and hour by which the office in charge must decide, with the steps that lead to it; None without a term.

    The moment is None while an open request for items, or a check by another office, holds the clock. Who knows the
    `term_of(case)` gives it, and the answers are not opened again.
    """
    term = term or term_of(case)
    if term is None:
        return None
    ledger = ledger_of(case)
    at_posts, outside = _calendars(ledger)
    return due(term, ledger, at_posts | outside, clock.now())


def first_due_index(term: TermDue | None, post: Post, submitted_at: datetime) -> dict[str, object]:
    """The index of a case that is being submitted to the post: values by field."""
    if term is None:
        return _index(None, ())
    beginning = [Entry(code, submitted_at, post.code) for code in ENTRIES["submit"]]
    return _index(resting(term, beginning, {post.code: office_calendar(post)}, submitted_at), (post.code,))


def ledger_of(case: Case) -> list[Entry]:
    """The facts of a case for the legal clock, out of its events.

    Who forwards an appeal hands the term on: the clock of the office that receives it starts in that moment. A post
    that stands in for a closed one goes on with the clock of that one. What is disputed goes on at the post, also where
    a body outside had answered.
    """
    events = list(case.events.order_by("pk"))
    office = post = next((event.facts["from"] for event in events if event.name in MOVES), case.post.code)
    ledger: list[Entry] = []
    for event in events:
        if event.name in MOVES:
            post = event.facts["to"]
        if event.name == "reopen":
            office = post
        ledger += (Entry(code, event.at, office, _facts(event)) for code in _entries(event))
        if event.name in ("transfer", "forward", "come_back"):
            office = event.facts["to"]
            ledger.append(Entry("received", event.at, office))
    return ledger


def _entries(event: CaseEvent) -> tuple[str, ...]:
    """What the event says to the clock; a check by another office stands it only where the definition says so."""
    return () if event.facts.get("pauses") is False else ENTRIES.get(event.name, ())


def _facts(event: CaseEvent) -> dict[str, str | int | bool]:
    """Those of which the clock can make use; `why` the clock stands, where that is not said already."""
    facts = {name: value for name, value in event.facts.items() if isinstance(value, str | int)}
    return {**facts, "why": "referral"} if event.name == "refer" else facts


def _calendars(ledger: Iterable[Entry]) -> tuple[dict[str, OfficeCalendar], dict[str, OfficeCalendar]]:
    """By office: those of posts, and those of whoever is outside the platform and works by that of Uzbekistan."""
    offices = {entry.office for entry in ledger}
    at_posts = calendars_of(offices)
    outside = offices - at_posts.keys()
    return at_posts, dict.fromkeys(outside, home_calendar()) if outside else {}


def referral_index(referral: Referral, rule: ReferralRule) -> dict[str, object]:
    """The index of a referral by the calendar of the other office: values by field."""
    found = resting(_referral_term(rule), _sent(referral), _office_of(referral), clock.now())
    return {"due_at": found.moment, "due_days": _days(found)}


def _referral_term(rule: ReferralRule) -> Term:
    return Term(rule.id, rule.length, rule.unit, rule.source or "")


def _sent(referral: Referral) -> list[Entry]:
    return [Entry("received", referral.sent_at, referral.to_post.code)]


def _office_of(referral: Referral) -> dict[str, OfficeCalendar]:
    return {referral.to_post.code: office_calendar(referral.to_post)}


def recompute_due(case: Case) -> None:
    """Refresh the index of the case where it is no longer right. While the clock stands there is no date."""
    term = term_of(case)
    index = _index(None, ())
    if term:
        ledger = ledger_of(case)
        at_posts, outside = _calendars(ledger)
        index = _index(resting(term, ledger, at_posts | outside, clock.now()), at_posts)
    if any(getattr(case, name) != value for name, value in index.items()):
        for name, value in index.items():
            setattr(case, name, value)
        case.save(update_fields=DUE_INDEX)


def _index(found: Resting | None, posts: Iterable[str]) -> dict[str, object]:
    office = found.office if found and found.office in posts else ""
    return dict(zip(DUE_INDEX, (found.moment if found else None, office, _days(found)), strict=True))


def _days(found: Resting | None) -> DateRange | None:
    if found and found.first and found.last:
        # As the database writes it: without the day after.
        return DateRange(found.first, found.last + timedelta(days=1))
    return None
