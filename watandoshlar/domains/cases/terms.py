"""When a case is due: reckoned from its term, its facts and the post's calendar, never stored as truth."""

from datetime import datetime

from watandoshlar.capabilities.posts.api import Post, office_calendar
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import TermDue
from watandoshlar.foundation import clock
from watandoshlar.foundation.legal_clock import DueDate, Entry, due


def term_of(case: Case) -> TermDue | None:
    """The term of a case, by its answers as they stand."""
    return journey_of_case(case, answers_of(case)).term()


def due_date(case: Case, term: TermDue | None = None) -> DueDate | None:
    """The day and hour by which the post must decide, with the steps that lead to it; None without a term.

    The moment is None while an open request for items holds the clock. Who knows the `term_of(case)` gives it, and the
    answers are not opened again.
    """
    term = term or term_of(case)
    if term is None:
        return None
    return due(term, ledger_of(case), {case.post.code: office_calendar(case.post)}, clock.now())


def first_due_date(term: TermDue, post: Post, submitted_at: datetime) -> DueDate:
    """The same for a case that is being submitted to the post."""
    return due(term, _beginning(post, submitted_at), {post.code: office_calendar(post)}, submitted_at)


def ledger_of(case: Case) -> list[Entry]:
    """The facts of a case for the legal clock, out of its rows: it came, and items were asked for and answered."""
    ledger = _beginning(case.post, case.submitted_at)
    for row in case.item_requests.order_by("number"):
        ledger.append(Entry("paused", row.asked_at, case.post.code))
        if row.answered_at:
            ledger.append(Entry("resumed", row.answered_at, case.post.code))
    return ledger


def recompute_due(case: Case) -> None:
    """Refresh the index by which queues are ordered. While the clock stands there is no date."""
    computed = due_date(case)
    case.due_at = computed.moment if computed else None
    case.save(update_fields=["due_at"])


def _beginning(post: Post, submitted_at: datetime) -> list[Entry]:
    # Only what is complete can be submitted, and the post has it in that moment.
    return [Entry(code, submitted_at, post.code) for code in ("submitted", "complete", "received")]
