"""When a case is due: computed from its term, its pauses and the post's calendar, never stored as truth."""

from watandoshlar.capabilities.posts.api import office_calendar
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import TermDue
from watandoshlar.foundation.legal_clock import DueDate, Pause, due


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
    pauses = [Pause(begins=row.asked_at, ends=row.ended_at) for row in case.item_requests.order_by("number")]
    return due(term, case.submitted_at, office_calendar(case.post), pauses)


def recompute_due(case: Case) -> None:
    """Refresh the index by which queues are ordered. While the clock stands there is no date."""
    computed = due_date(case)
    case.due_at = computed.moment if computed else None
    case.save(update_fields=["due_at"])
