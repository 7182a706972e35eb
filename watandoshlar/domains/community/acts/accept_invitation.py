from typing import Any

from django.db import transaction

from watandoshlar.capabilities.access.api import is_officer_of
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._invitations import close_invitation, lock_invitation
from watandoshlar.domains.community.acts._letters import tell_former
from watandoshlar.domains.community.acts._steps import leave_trace
from watandoshlar.domains.community.models import ContactConsent, Invitation, Organisation, OrganisationContact
from watandoshlar.domains.community.queries import access_own_invitation
from watandoshlar.foundation import clock


@transaction.atomic
def accept_invitation(*, acting_user: Any, pk: int) -> Organisation:
    """Whoever was invited speaks for the organisation from now on. It stays in the register as it is.

    The contact of who spoke for it before is theirs: its words are erased, and a consent to show it ends. One that was
    written down at the counter stays. Raises InvitationNotFound, InvitationNotYet, InvitedNotPossible.
    """
    invitation = lock_invitation(access_own_invitation(acting_user, pk))
    organisation = invitation.organisation
    now = clock.now()
    if now < invitation.open_from:
        raise errors.InvitationNotYet
    if now > invitation.until:
        raise errors.InvitationNotFound
    if is_officer_of(acting_user, organisation.post):
        raise errors.InvitedNotPossible
    close_invitation(invitation, "accept", acting_user=acting_user)
    organisation.represented_by, organisation.changed_at = acting_user, now
    organisation.save(update_fields=["represented_by", "changed_at"])
    if invitation.given_by is not None:
        _forget_contact(invitation, acting_user=acting_user)
        tell_former(invitation, acting_user=acting_user)
    return organisation


def _forget_contact(invitation: Invitation, *, acting_user: Any) -> None:
    contact = OrganisationContact.objects.filter(organisation=invitation.organisation).first()
    if contact is None:
        return
    ContactConsent.objects.filter(contact=contact, withdrawn_at__isnull=True).update(withdrawn_at=clock.now())
    contact.words, contact.changed_at = b"", clock.now()
    contact.save(update_fields=["words", "changed_at"])
    leave_trace(invitation.organisation, "forget_contact", acting_user=acting_user)
