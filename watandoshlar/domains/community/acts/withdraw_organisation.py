from typing import Any

from django.db import transaction

from watandoshlar.capabilities.access.api import is_officer_of
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._invitations import end_open_invitation
from watandoshlar.domains.community.acts._search import organisation_changed
from watandoshlar.domains.community.acts._steps import lock_organisation, take_step
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import access_own_organisation
from watandoshlar.foundation import clock


@transaction.atomic
def withdraw_organisation(*, acting_user: Any, pk: int) -> Organisation:
    """It leaves the register for good: by its representative; where there is none, by an officer of its post who was
    asked to. Raises OrganisationNotFound, StepRefused."""
    found = Organisation.objects.select_related("post").filter(pk=pk, represented_by__isnull=True).first()
    if found is None:
        found = access_own_organisation(acting_user, pk)
    elif not is_officer_of(acting_user, found.post):
        raise errors.OrganisationNotFound
    organisation = lock_organisation(found.pk)
    organisation.reason, organisation.changed_at = "", clock.now()
    take_step(organisation, "withdraw", acting_user=acting_user, also_save=("reason", "changed_at"))
    end_open_invitation(organisation, acting_user=acting_user)
    organisation_changed()
    return organisation
