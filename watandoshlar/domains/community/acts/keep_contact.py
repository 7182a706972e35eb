from typing import Any

from django.db import transaction

from watandoshlar.capabilities.people.api import Person, encrypt_json_for, enter_person, register_person
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import for_its_own, leave_trace, lock_organisation
from watandoshlar.domains.community.models import ContactConsent, Organisation, OrganisationContact
from watandoshlar.domains.community.queries import access_contact
from watandoshlar.domains.community.rules.facts import Contact, fault_of_contact
from watandoshlar.foundation import clock


@transaction.atomic
def keep_contact(*, acting_user: Any, pk: int, contact: Contact) -> OrganisationContact:
    """Whom one asks for in the organisation; encrypted under that person's key. Nobody else reads it before a consent.

    Who agreed to publish other words has not agreed to these: a consent in force ends with a change. Raises
    OrganisationNotFound, ContactNeeded.
    """
    errors.refuse_fault(fault_of_contact(contact))
    organisation = Organisation.objects.select_related("post").filter(pk=pk).first()
    if organisation is None:
        raise errors.OrganisationNotFound
    before = access_contact(acting_user, organisation)
    for_its_own(acting_user, organisation)
    organisation = lock_organisation(pk)
    row = OrganisationContact.objects.select_related("person").filter(organisation=organisation).first()
    if row is not None and before == contact:
        return row
    if row is None:
        row = OrganisationContact(organisation=organisation)
    if not row.words:
        # Nobody's yet, or erased when somebody else came to speak for it.
        row.person = _person(acting_user, organisation)
    row.words = encrypt_json_for(row.person, vars(contact), row.context)
    row.changed_at = clock.now()
    row.save()
    ended = ContactConsent.objects.filter(contact=row, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    leave_trace(organisation, "keep_contact", acting_user=acting_user, consents_ended=ended)
    return row


def _person(acting_user: Any, organisation: Organisation) -> Person:
    """The representative as a person; at the counter somebody of whom the officer writes this down."""
    if organisation.represented_by_id == acting_user.pk:
        return register_person(acting_user=acting_user, relation="myself")
    return enter_person(acting_user=acting_user)
