from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._invitations import close_invitation, open_invitation
from watandoshlar.domains.community.acts._steps import lock_organisation
from watandoshlar.domains.community.models import Invitation
from watandoshlar.domains.community.queries import access_to_hand_over


@transaction.atomic
def withdraw_invitation(*, acting_user: Any, organisation: int) -> Invitation:
    """Nobody is invited any more: who speaks for the organisation takes it back or objects, or an officer of its post.
    Raises OrganisationNotFound, InvitationNotFound."""
    invitation = open_invitation(lock_organisation(access_to_hand_over(acting_user, organisation).pk))
    if invitation is None:
        raise errors.InvitationNotFound
    close_invitation(invitation, "withdraw", acting_user=acting_user)
    return invitation
