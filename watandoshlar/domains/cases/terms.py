"""When a case is due: computed from its term, its pauses and the post's calendar, never stored as truth."""

from watandoshlar.capabilities.posts.api import office_calendar
from watandoshlar.domains.cases.content import facts_at_submission
from watandoshlar.domains.cases.models import AnswerSet, Case
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.catalogue.api import term_for
from watandoshlar.foundation.legal_clock import DueDate, Pause, due


def term_of(case: Case, answers: dict):
    """The term of the definition that applies to these answers, or None where the service promises none."""
    return term_for(service_of(case).definition, answers, facts_at_submission(case))


def due_date(case: Case, answers: dict | None = None) -> DueDate | None:
    """The day and hour by which the post must decide, with the steps that lead to it."""
    term = term_of(case, answers if answers is not None else answers_of(case))
    if term is None:
        return None
    pauses = [Pause(start=row.asked_at, end=row.answered_at) for row in case.item_requests.order_by("number")]
    return due(term, case.submitted_at, office_calendar(case.post), pauses if term.may_pause else ())


def recompute_due(case: Case) -> None:
    """Refresh the index by which queues are ordered. An open pause leaves the day of an unpaused case."""
    computed = due_date(case)
    case.due_at = computed.moment if computed else None
    case.save(update_fields=["due_at"])


def answer_history(case: Case) -> list[AnswerSet]:
    return list(AnswerSet.objects.filter(case=case).defer("answers").select_related("made_by").order_by("number"))
