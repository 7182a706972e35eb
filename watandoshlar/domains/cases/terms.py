"""When a case is due: computed from its term, its pauses and the post's calendar, never stored as truth."""

from watandoshlar.capabilities.posts.api import office_calendar
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of
from watandoshlar.domains.catalogue.api import Journey, TermDue
from watandoshlar.foundation.legal_clock import DueDate, Pause, Term, due


def legal_term(journey: Journey) -> Term | None:
    """The term of the definition that holds for these answers, for the legal clock; None where none is given."""
    found = journey.term()
    if found is None:
        return None
    return Term(id=found.id, length=found.length, unit=found.unit, source=found.source or "", may_pause=found.may_pause)


def term_of(case: Case) -> TermDue | None:
    """The term of a case, by its answers as they stand."""
    return journey_of_case(case, answers_of(case)).term()


def due_date(case: Case) -> DueDate | None:
    """The day and hour by which the post must decide, with the steps that lead to it; None without a term.

    The moment is None while an open request for items holds the clock.
    """
    term = legal_term(journey_of_case(case, answers_of(case)))
    if term is None:
        return None
    pauses = [Pause(begins=row.asked_at, ends=row.answered_at) for row in case.item_requests.order_by("number")]
    return due(term, case.submitted_at, office_calendar(case.post), pauses)


def recompute_due(case: Case) -> None:
    """Refresh the index by which queues are ordered. While the clock stands there is no date."""
    computed = due_date(case)
    case.due_at = computed.moment if computed else None
    case.save(update_fields=["due_at"])
