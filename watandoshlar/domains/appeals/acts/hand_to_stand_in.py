from django.db import transaction

from watandoshlar.capabilities.access.api import errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import posts_for, today_at
from watandoshlar.domains.appeals.acts._appeals import lock_appeal
from watandoshlar.domains.appeals.acts._forwards import hand_over
from watandoshlar.domains.appeals.bodies import may_forward_to
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.cases.api import Case, service_of


def hand_to_stand_in(*, acting_user) -> list[str]:
    """Give the open appeals of posts that are closed today to the post that serves their place now or stands in.

    Run by the worker (SYSTEM). Terms run on: a closed post costs the applicant no day. Returns the references that
    moved; where nobody stands in, or only whom the appeal may not reach, it stays, and its alerts reach the ministry.
    """
    if acting_user is not SYSTEM:
        raise errors.RoleMissing(role="platform")
    open_ones = Appeal.objects.filter(case__in=Case.objects.open()).select_related("case__post").order_by("pk")
    closed = [appeal for appeal in open_ones if not appeal.case.post.is_active(today_at(appeal.case.post))]
    return [appeal.case.reference for appeal in closed if _hand_over(appeal.case.reference, acting_user=acting_user)]


@transaction.atomic
def _hand_over(reference: str, *, acting_user) -> bool:
    appeal = lock_appeal(reference)
    case = appeal.case
    today = today_at(case.post)
    if case.post.is_active(today):
        return False
    successors = posts_for(case.country, case.region, service_of(case).slug, today)
    allowed = [post for post in successors if may_forward_to(appeal, post.code)]
    if not allowed:
        return False
    hand_over(appeal, allowed[0], acting_user=acting_user)
    return True
