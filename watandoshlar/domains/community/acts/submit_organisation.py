from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import lock_organisation, take_step
from watandoshlar.domains.community.models import Organisation, OrganisationContact
from watandoshlar.domains.community.queries import access_own_organisation
from watandoshlar.foundation import clock


@transaction.atomic
def submit_organisation(*, acting_user: Any, pk: int) -> Organisation:
    """Send it to the post, for the first time, after a refusal, or when its verification has lapsed. The post must know
    whom to ask. Raises OrganisationNotFound, ContactNeeded, StepRefused."""
    organisation = lock_organisation(access_own_organisation(acting_user, pk).pk)
    if not OrganisationContact.objects.filter(organisation=organisation).exclude(words=b"").exists():
        raise errors.ContactNeeded
    organisation.reason, organisation.changed_at = "", clock.now()
    take_step(organisation, "submit", acting_user=acting_user, also_save=("reason", "changed_at"))
    return organisation
