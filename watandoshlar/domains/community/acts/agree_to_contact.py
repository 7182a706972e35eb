from typing import Any

from django.db import transaction

from watandoshlar.domains.community import consent_text, errors
from watandoshlar.domains.community.acts._steps import for_its_own, leave_trace, lock_organisation
from watandoshlar.domains.community.models import ContactConsent, Organisation, OrganisationContact
from watandoshlar.domains.community.queries import access_contact, consent_of


@transaction.atomic
def agree_to_contact(*, acting_user: Any, pk: int, text_version: str, language: str) -> ContactConsent:
    """The contact person agrees that their contact is published; at the counter on paper, which the officer has seen.

    Bound to the text that was read: another one has to be read first. Raises OrganisationNotFound, ContactNeeded,
    ConsentTextOld.
    """
    organisation = Organisation.objects.select_related("post").filter(pk=pk).first()
    if organisation is None:
        raise errors.OrganisationNotFound
    contact = access_contact(acting_user, organisation)
    for_its_own(acting_user, organisation)
    if contact is None:
        raise errors.ContactNeeded
    if text_version != consent_text.VERSION:
        raise errors.ConsentTextOld
    organisation = lock_organisation(pk)
    if (given := consent_of(organisation)) is not None:
        return given
    is_own = organisation.represented_by_id == acting_user.pk
    consent = ContactConsent(
        contact=OrganisationContact.objects.get(organisation=organisation),
        text_version=text_version,
        language=language,
        how="online" if is_own else "paper",
        noted_by=acting_user,
    )
    consent.save(force_insert=True)
    leave_trace(
        organisation,
        "agree_to_contact",
        acting_user=acting_user,
        consent=consent.pk,
        text=text_version,
        how=consent.how,
    )
    return consent
