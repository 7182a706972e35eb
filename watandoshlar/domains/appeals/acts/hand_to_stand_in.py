from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import posts_for, today_at
from watandoshlar.domains.appeals.acts._appeals import lock_appeal
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.cases.api import Case, note_event, recompute_due, service_of, take_step
from watandoshlar.foundation.errors import Refused


def hand_to_stand_in(*, acting_user) -> list[str]:
    """Give the open appeals of posts that are closed today to the post that serves their place now or stands in.

    Run by the worker (SYSTEM). Terms run on: a closed post costs the applicant no day. Returns the references that
    moved; where nobody stands in the appeal stays, and its alerts reach the ministry.
    """
    if acting_user is not SYSTEM:
        raise Refused
    open_ones = Appeal.objects.filter(case__in=Case.objects.open()).select_related("case__post").order_by("pk")
    closed = [appeal for appeal in open_ones if not appeal.case.post.is_active(today_at(appeal.case.post))]
    return [appeal.case.reference for appeal in closed if _hand_over(appeal.case.reference, acting_user=acting_user)]


@transaction.atomic
def _hand_over(reference: str, *, acting_user) -> bool:
    appeal = lock_appeal(reference)
    case = appeal.case
    today = today_at(case.post)
    slug = service_of(case).slug
    successors = [post for post in posts_for(case.country, case.region, slug, today) if post != case.post]
    allowed = [post for post in successors if post.code != appeal.against_body]
    if not allowed or case.post.is_active(today):
        return False
    former, case.post, case.officer = case.post, allowed[0], None
    if case.state == "in_review":
        take_step(case, "release", acting_user=acting_user, also_save=("post", "officer"), is_public=False)
    else:
        case.save(update_fields=["post", "officer"])
    # The calendar of the office that goes on is another one.
    recompute_due(case)
    note_event(case, "hand_over", acting_user=acting_user, former=former.code, post=case.post.code)
    return True
