from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._steps import lock_organisation, need_reason, take_step
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import access_organisation_at_post
from watandoshlar.domains.community.states import REFUSALS_OF_ORGANISATION
from watandoshlar.foundation import clock


@transaction.atomic
def refuse_organisation(*, acting_user: Any, pk: int, reason: str) -> Organisation:
    """The post does not verify it, and says why; it can be corrected and sent again. Raises OrganisationNotFound,
    CommunityReasonNeeded, StepRefused."""
    organisation = lock_organisation(access_organisation_at_post(acting_user, pk).pk)
    organisation.reason = need_reason(reason, REFUSALS_OF_ORGANISATION)
    organisation.changed_at = clock.now()
    take_step(organisation, "refuse", acting_user=acting_user, also_save=("reason", "changed_at"), reason=reason)
    key = f"refused-{organisation.changed_at.isoformat()}"
    tell_representative(organisation, "organisation_refused", acting_user=acting_user, key=key)
    return organisation
