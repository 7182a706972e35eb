from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._invitations import close_invitation, open_invitation
from watandoshlar.domains.community.acts._letters import tell_who_invited
from watandoshlar.domains.community.acts._steps import for_the_platform, lock_organisation
from watandoshlar.domains.community.models import Invitation
from watandoshlar.foundation import clock


def expire_invitations(*, acting_user: Any) -> int:
    """Note the invitations that nobody answered: they opened nothing after their day, whether this runs or not. Returns
    how many. Only the platform does this; each is its own transaction."""
    for_the_platform(acting_user)
    late = Invitation.objects.filter(state="sent", until__lt=clock.now()).order_by("pk")
    return sum(_expire(pk, acting_user=acting_user) for pk in list(late.values_list("organisation_id", flat=True)))


@transaction.atomic
def _expire(organisation: int, *, acting_user: Any) -> bool:
    invitation = open_invitation(lock_organisation(organisation))
    if invitation is None or invitation.until >= clock.now():
        return False
    close_invitation(invitation, "expire", acting_user=acting_user)
    tell_who_invited(invitation, "invitation_expired", acting_user=acting_user)
    return True
