from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_applicant
from watandoshlar.domains.appeals.models import Appeal, DemandAnswer
from watandoshlar.domains.appeals.queries import reopening_until
from watandoshlar.domains.cases.api import bar_officer, check_step, recompute_due, take_step
from watandoshlar.foundation import clock


@transaction.atomic
def reopen_appeal(*, acting_user, reference: str, why: str) -> Appeal:
    """The applicant disputes an answer: the appeal goes back into the queue, to another officer than before.

    A new round with a term of its own begins; earlier answers stay. Raises WrongState before there is an answer,
    ReopeningOver(day), WhyNeeded, CaseNotFound.
    """
    appeal = lock_appeal_of_applicant(acting_user, reference)
    case = appeal.case
    check_step(case, "reopen")
    until = reopening_until(appeal)
    if until < clock.now():
        raise errors.ReopeningOver(day=until.date().isoformat())
    if not why.strip():
        raise errors.WhyNeeded
    for answered in DemandAnswer.objects.filter(appeal=appeal, round=case.round, officer__isnull=False):
        bar_officer(case, answered.officer, acting_user=acting_user, why="answered_before")
    case.officer = None
    case.round += 1
    take_step(case, "reopen", acting_user=acting_user, also_save=("officer", "round"), round=case.round)
    appeal.outcome, appeal.closed_on = "", None
    appeal.reopened_because = encrypt_json_for(case.applicant, why.strip(), f"reopened:{case.reference}:{case.round}")
    appeal.save(update_fields=["outcome", "closed_on", "reopened_because"])
    recompute_due(case)
    return appeal
