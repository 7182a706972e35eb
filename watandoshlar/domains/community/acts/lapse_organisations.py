from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._search import organisation_changed
from watandoshlar.domains.community.acts._steps import for_the_platform, leave_trace, lock_organisation, take_step
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import today
from watandoshlar.domains.community.rules.days import WARNED_BEFORE, counts_on
from watandoshlar.foundation import clock


def lapse_organisations(*, acting_user: Any) -> int:
    """Warn who speaks for organisations whose verification ends within thirty days, and note those that have ended:
    they left the register with their day, whether this runs or not. Returns how many lapsed. Only the platform does
    this; each organisation is its own transaction."""
    for_the_platform(acting_user)
    ending = Organisation.objects.filter(state="verified", verified_until__lte=today() + WARNED_BEFORE)
    return sum(_look_at(pk, acting_user=acting_user) for pk in list(ending.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _look_at(pk: int, *, acting_user: Any) -> bool:
    organisation = lock_organisation(pk)
    if organisation.state != "verified" or organisation.verified_until > today() + WARNED_BEFORE:
        return False
    until = organisation.verified_until.isoformat()
    if counts_on(organisation.verified_until, today()):
        leave_trace(organisation, "warn_organisation", acting_user=acting_user, until=until)
        key = f"lapses-{until}"
        tell_representative(organisation, "organisation_lapses", acting_user=acting_user, key=key, until=until)
        return False
    organisation.changed_at = clock.now()
    take_step(organisation, "lapse", acting_user=acting_user, also_save=("changed_at",), until=until)
    organisation_changed()
    key = f"lapsed-{until}"
    tell_representative(organisation, "organisation_lapsed", acting_user=acting_user, key=key, until=until)
    return True
