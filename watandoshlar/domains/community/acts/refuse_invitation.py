from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._invitations import close_invitation, lock_invitation
from watandoshlar.domains.community.acts._letters import tell_who_invited
from watandoshlar.domains.community.models import Invitation
from watandoshlar.domains.community.queries import access_own_invitation


@transaction.atomic
def refuse_invitation(*, acting_user: Any, pk: int) -> Invitation:
    """Whoever was invited does not want to speak for it; nothing else changes. Raises InvitationNotFound."""
    invitation = lock_invitation(access_own_invitation(acting_user, pk))
    close_invitation(invitation, "refuse", acting_user=acting_user)
    tell_who_invited(invitation, "invitation_refused", acting_user=acting_user)
    return invitation
