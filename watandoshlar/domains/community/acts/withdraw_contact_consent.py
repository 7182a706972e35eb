from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, lock_organisation
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import access_contact, consent_of
from watandoshlar.foundation import clock


@transaction.atomic
def withdraw_contact_consent(*, acting_user: Any, pk: int) -> bool:
    """The consent ends now: with this transaction the contact is gone from the page; it never was among what is
    found. Whether there was one. In every state of the organisation; an officer does it at the counter.

    Raises OrganisationNotFound.
    """
    organisation = Organisation.objects.select_related("post").filter(pk=pk).first()
    if organisation is None:
        raise errors.OrganisationNotFound
    access_contact(acting_user, organisation)
    organisation = lock_organisation(pk)
    consent = consent_of(organisation)
    if consent is None:
        return False
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    leave_trace(organisation, "withdraw_contact_consent", acting_user=acting_user, consent=consent.pk)
    return True
