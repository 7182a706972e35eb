from datetime import timedelta

from django.db import transaction
from django.db.models import F

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import paper_of
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import lock_case
from watandoshlar.domains.cases.mandates import mandates_for
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.states import OPEN_STATES

REMIND_DAYS = 14
"""Time enough for a notary, a visit to the post, and a weekend."""


def remind_of_mandates(*, acting_user) -> None:
    """Write to accounts whose paper of authority ends soon, once for each paper and case. Only the platform does this.

    Each letter is its own transaction: a killed run goes on where it stopped.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    acted_for = Case.objects.open().exclude(about=F("applicant")).exclude(account=None)
    for reference in list(acted_for.order_by("pk").values_list("reference", flat=True)):
        _remind(reference, acting_user=acting_user)


@transaction.atomic
def _remind(reference: str, *, acting_user) -> None:
    case = lock_case(reference)
    today = today_at(case.post)
    good = [mandate for mandate in mandates_for(case) if paper_of(mandate).is_good_on(today)]
    if case.state not in OPEN_STATES or not good:
        return
    last = max(good, key=lambda mandate: mandate.valid_until)
    if last.valid_until - timedelta(days=REMIND_DAYS) > today:
        return
    write_to_applicant(
        case,
        "mandate_ends",
        acting_user=acting_user,
        occasion=f"mandate-{last.pk}",
        until=last.valid_until.isoformat(),
    )
