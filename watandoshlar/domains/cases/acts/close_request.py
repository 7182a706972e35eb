from django.db import transaction

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_officer_or_for_head, take_step
from watandoshlar.domains.cases.errors import DayNotPassed
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import open_item_request
from watandoshlar.domains.cases.terms import recompute_due
from watandoshlar.foundation import clock


@transaction.atomic
def close_request(*, acting_user, reference: str) -> Case:
    """Go on without what the applicant did not send by the day they were given; the pause of the term ends here.

    Done by the officer of the case, or by the head of the post for an officer who is away.
    Raises DayNotPassed, NotYourCase, WrongState and what `lock_case_at_post` raises.
    """
    case = lock_case_of_officer_or_for_head(acting_user, reference)
    check_step(case, "close_request")
    request = open_item_request(case)
    if today_at(case.post) <= request.due_on:
        raise DayNotPassed(day=request.due_on)
    request.closed_at = clock.now()
    request.save(update_fields=["closed_at"])
    take_step(case, "close_request", acting_user=acting_user, number=request.number)
    recompute_due(case)
    notify(
        acting_user=acting_user,
        account=case.account,
        code="request_closed",
        key=f"{case.reference}:{request.number}",
        facts={"reference": case.reference, "version": case.version_id, "due_on": str(request.due_on)},
    )
    return case
