"""What acts on invitations share. The organisation is locked before its invitation."""

from typing import Any

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import lock_organisation, take_step
from watandoshlar.domains.community.models import Invitation, Organisation
from watandoshlar.foundation import clock


def lock_invitation(invitation: Invitation) -> Invitation:
    """The invitation as it is now, with its locked organisation. Raises InvitationNotFound for one that has ended."""
    organisation = lock_organisation(invitation.organisation_id)
    found = open_invitation(organisation)
    if found is None or found.pk != invitation.pk:
        raise errors.InvitationNotFound
    return found


def open_invitation(organisation: Organisation) -> Invitation | None:
    """Of a locked organisation."""
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited", "given_by")
    found = rows.filter(organisation=organisation, state="sent").first()
    if found is not None:
        found.organisation = organisation
    return found


def close_invitation(invitation: Invitation, name: str, *, acting_user: Any) -> None:
    invitation.closed_at = clock.now()
    take_step(invitation, name, acting_user=acting_user, also_save=("closed_at",), invited=invitation.invited_id)


def end_open_invitation(organisation: Organisation, *, acting_user: Any) -> None:
    """Nobody is invited any more to speak for what has left the register."""
    invitation = open_invitation(organisation)
    if invitation is not None:
        close_invitation(invitation, "withdraw", acting_user=acting_user)
