from django.db import transaction

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_applicant
from watandoshlar.domains.appeals.acts._forwards import hand_over
from watandoshlar.domains.appeals.bodies import may_forward_to
from watandoshlar.domains.appeals.models import Appeal, DemandAnswer
from watandoshlar.domains.appeals.queries import reopening_until
from watandoshlar.domains.appeals.rules.bodies import MINISTRY
from watandoshlar.domains.cases.api import Case, bar_officer, check_step, recompute_due, take_step
from watandoshlar.foundation import clock


@transaction.atomic
def reopen_appeal(*, acting_user, reference: str, why: str) -> Appeal:
    """The applicant disputes an answer: the appeal goes back into the queue, to another officer than before.

    A new round with a term of its own begins; earlier answers stay. Where every officer of the post has answered it
    before, the ministry goes on. Raises WrongState before there is an answer,
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
    answers = DemandAnswer.objects.filter(appeal=appeal, round=case.round).select_related("officer")
    # The officer of the case may have sent it to the body whose answer is disputed.
    for officer in {case.officer, *(answer.officer for answer in answers)} - {None}:
        bar_officer(case, officer, acting_user=acting_user, why="answered_before")
    case.officer = None
    case.round += 1
    take_step(case, "reopen", acting_user=acting_user, also_save=("officer", "round"), round=case.round)
    appeal.outcome, appeal.closed_on = "", None
    appeal.reopened_because = encrypt_json_for(case.applicant, why.strip(), f"reopened:{case.reference}")
    appeal.save(update_fields=["outcome", "closed_on", "reopened_because"])
    if _nobody_is_left(case) and may_forward_to(appeal, MINISTRY):
        hand_over(appeal, get_post(MINISTRY), acting_user=acting_user)
    recompute_due(case)
    return appeal


def _nobody_is_left(case: Case) -> bool:
    barred = {case.account_id, *case.bars.values_list("account", flat=True)}
    return all(account.pk in barred for account in workers_at(case.post))
