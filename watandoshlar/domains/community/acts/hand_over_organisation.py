from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from watandoshlar.capabilities.access.api import Account, create_account, is_officer_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._invitations import open_invitation
from watandoshlar.domains.community.acts._letters import tell_invited, tell_representative
from watandoshlar.domains.community.acts._steps import leave_trace, lock_organisation
from watandoshlar.domains.community.models import Invitation, Organisation
from watandoshlar.domains.community.queries import access_to_hand_over
from watandoshlar.domains.community.rules.days import INVITED_FOR, invitation_days
from watandoshlar.domains.community.states import STATES
from watandoshlar.foundation import clock

MOST_INVITATIONS = 5
"""Within the days of one invitation: nobody's letters are spread through an organisation."""


@transaction.atomic
def hand_over_organisation(*, acting_user: Any, pk: int, email: str) -> Invitation:
    """Invite somebody by letter to speak for an organisation: who speaks for it now, or an officer of its post. Nothing
    changes before the invited person accepts, signed in by that address.

    Where an officer invites over the head of who speaks for it, that person hears of it at once and can object for two
    weeks. An organisation that no post has ever verified is not handed over by who entered it.

    Raises OrganisationNotFound, StepRefused, InvitationOpen, TooManyInvitations, InvitedNotPossible.
    """
    organisation = lock_organisation(access_to_hand_over(acting_user, pk).pk)
    is_own = organisation.represented_by_id == acting_user.pk
    if organisation.state == "withdrawn" or (is_own and not organisation.verifications.exists()):
        label = STATES["organisation"][organisation.state].label
        raise errors.StepRefused(state=organisation.state, state_label=label)
    if open_invitation(organisation) is not None:
        raise errors.InvitationOpen
    if _lately(organisation) >= MOST_INVITATIONS:
        raise errors.TooManyInvitations
    over_somebody = organisation.represented_by is not None and not is_own
    open_from, until = invitation_days(clock.now(), over_somebody=over_somebody)
    invitation = Invitation(
        organisation=organisation,
        invited=_invited(acting_user, organisation, email),
        invited_by=acting_user,
        given_by=organisation.represented_by,
        open_from=open_from,
        until=until,
    )
    invitation.save(force_insert=True)
    leave_trace(invitation, "hand_over_organisation", acting_user=acting_user, invited=invitation.invited_id)
    tell_invited(invitation, acting_user=acting_user)
    if over_somebody:
        facts = {"open_from": open_from.date().isoformat()}
        tell_representative(
            organisation, "invited_over_you", acting_user=acting_user, key=f"invited-{invitation.pk}", **facts
        )
    return invitation


def _lately(organisation: Organisation) -> int:
    since: timedelta = INVITED_FOR
    return Invitation.objects.filter(organisation=organisation, invited_at__gt=clock.now() - since).count()


def _invited(acting_user: Any, organisation: Organisation, email: str) -> Account:
    """The account of the address, made where there is none: it opens by a letter to that address alone."""
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError as error:
        raise errors.InvitedNotPossible from error
    known = Account.objects.with_email(email).first()
    if known is None:
        language = (organisation.represented_by or acting_user).language
        return create_account(acting_user=SYSTEM, email=email, language=language)
    is_somebody_else = known.pk not in (acting_user.pk, organisation.represented_by_id) and known.is_active
    if not is_somebody_else or is_officer_of(known, organisation.post):
        raise errors.InvitedNotPossible
    return known
