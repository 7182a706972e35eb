from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._search import organisation_changed
from watandoshlar.domains.community.acts._steps import lock_organisation, take_step
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import access_organisation_at_post
from watandoshlar.foundation import clock


@transaction.atomic
def reinstate_organisation(*, acting_user: Any, pk: int) -> Organisation:
    """The reason for its suspension is gone: it is in the register again, until the day of its verification. Raises
    OrganisationNotFound, StepRefused."""
    organisation = lock_organisation(access_organisation_at_post(acting_user, pk).pk)
    organisation.reason, organisation.changed_at = "", clock.now()
    take_step(organisation, "reinstate", acting_user=acting_user, also_save=("reason", "changed_at"))
    organisation_changed()
    key, days = f"reinstated-{organisation.changed_at.isoformat()}", {"until": organisation.verified_until.isoformat()}
    tell_representative(organisation, "organisation_verified", acting_user=acting_user, key=key, **days)
    return organisation
