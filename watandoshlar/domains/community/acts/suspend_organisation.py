from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._search import organisation_changed
from watandoshlar.domains.community.acts._steps import lock_organisation, need_reason, take_step
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import access_organisation_at_post
from watandoshlar.domains.community.states import SUSPENSIONS
from watandoshlar.foundation import clock


@transaction.atomic
def suspend_organisation(*, acting_user: Any, pk: int, reason: str) -> Organisation:
    """It leaves the register at once, with its contact and events, until the post takes it in again. Raises
    OrganisationNotFound, CommunityReasonNeeded, StepRefused."""
    organisation = lock_organisation(access_organisation_at_post(acting_user, pk).pk)
    organisation.reason = need_reason(reason, SUSPENSIONS)
    organisation.changed_at = clock.now()
    take_step(organisation, "suspend", acting_user=acting_user, also_save=("reason", "changed_at"), reason=reason)
    organisation_changed()
    key = f"suspended-{organisation.changed_at.isoformat()}"
    tell_representative(organisation, "organisation_suspended", acting_user=acting_user, key=key)
    return organisation
