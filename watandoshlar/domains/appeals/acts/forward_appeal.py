from django.db import transaction

from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer
from watandoshlar.domains.appeals.acts._forwards import send_on
from watandoshlar.domains.appeals.bodies import is_body, may_forward_to
from watandoshlar.domains.appeals.models import Forward
from watandoshlar.domains.cases.api import check_step


@transaction.atomic
def forward_appeal(*, acting_user, reference: str, to_body: str, why: str) -> Forward:
    """Send the appeal with its file to the competent body and tell the applicant (ZRU-445, art. 25: within five days).

    The term of that body begins; the earlier one stays in view. A post on the platform gets the appeal into its queue,
    a body outside a letter with a link. `why` is for the applicant. Raises UnknownBody, WhyNeeded,
    NotToTheOneComplainedOf, WrongState and what `lock_case_of_officer` raises.
    """
    appeal = lock_appeal_of_officer(acting_user, reference)
    check_step(appeal.case, "forward")
    if not is_body(to_body) or to_body == appeal.case.post.code:
        raise errors.UnknownBody
    if not may_forward_to(appeal, to_body):
        raise errors.NotToTheOneComplainedOf
    if not why.strip():
        raise errors.WhyNeeded
    return send_on(appeal, to_body, why.strip(), acting_user=acting_user)
