from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._steps import lock_case
from watandoshlar.domains.cases.models import ItemRequest
from watandoshlar.domains.cases.queries import open_item_request
from watandoshlar.foundation import clock

REMIND_DAYS = 3
"""A weekend is not enough to get a paper: with three days before the last one, a working day is among them."""
ACROSS_ZONES = timedelta(days=1)


def remind_applicants(*, acting_user) -> None:
    """Write to applicants whose day to answer is near, once for each request. Only the platform itself does this.

    A request that gave so few days itself is fresh enough. Each letter is its own transaction: a killed run goes on
    where it stopped.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    today = clock.now().date()
    near = ItemRequest.objects.waiting_for_answer().filter(
        due_on__gte=today - ACROSS_ZONES, due_on__lte=today + timedelta(days=REMIND_DAYS) + ACROSS_ZONES
    )
    for reference in near.values_list("case__reference", flat=True):
        _remind(reference, acting_user=acting_user)


@transaction.atomic
def _remind(reference: str, *, acting_user) -> None:
    case = lock_case(reference)
    request = open_item_request(case)
    if request is None or not _is_near(request, today_at(case.post), today_at(case.post, request.asked_at)):
        return
    notify(
        acting_user=acting_user,
        account=case.account,
        code="items_reminder",
        key=f"{case.reference}:{request.number}",
        facts={
            "reference": case.reference,
            "version": case.version_id,
            "items": request.items,
            "due_on": str(request.due_on),
        },
    )


def _is_near(request: ItemRequest, today, asked_on) -> bool:
    reminded_on = request.due_on - timedelta(days=REMIND_DAYS)
    return asked_on < reminded_on <= today <= request.due_on
