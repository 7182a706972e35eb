"""Letters about what the community publishes. They carry ids, codes and days; nothing personal goes into one."""

from collections.abc import Iterable
from typing import Any

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.community.models import CommunityEvent, Consultation, Invitation, Opportunity, Organisation


def tell_representative(row: Organisation | CommunityEvent, code: str, *, acting_user: Any, key: str, **facts) -> None:
    """Who speaks for the organisation; nobody where an officer entered it alone."""
    organisation = row.organisation if isinstance(row, CommunityEvent) else row
    if organisation.represented_by is None:
        return
    known = {"organisation": organisation.pk, "post": organisation.post.code, "reason": row.reason}
    if isinstance(row, CommunityEvent):
        known["event"] = row.pk
    _write([organisation.represented_by], code, f"{row.chain}:{row.pk}:{key}", known | facts, acting_user=acting_user)


def tell_invited(invitation: Invitation, *, acting_user: Any) -> None:
    """Whoever is asked to speak for the organisation."""
    organisation = invitation.organisation
    facts = {"organisation": organisation.pk, "post": organisation.post.code, "invitation": invitation.pk}
    facts["until"] = invitation.until.date().isoformat()
    _write([invitation.invited], "invited_to_speak", f"invitation-{invitation.pk}", facts, acting_user=acting_user)


def tell_former(invitation: Invitation, *, acting_user: Any) -> None:
    """Who spoke for the organisation until now."""
    _tell_of_invitation(invitation, "organisation_handed_over", acting_user=acting_user)


def tell_who_invited(invitation: Invitation, code: str, *, acting_user: Any) -> None:
    """Nobody where it was an officer: the post sees it on the page of the organisation."""
    if invitation.given_by_id == invitation.invited_by_id:
        _tell_of_invitation(invitation, code, acting_user=acting_user)


def _tell_of_invitation(invitation: Invitation, code: str, *, acting_user: Any) -> None:
    facts = {"organisation": invitation.organisation_id, "post": invitation.organisation.post.code}
    _write([invitation.given_by], code, f"invitation-{invitation.pk}", facts, acting_user=acting_user)


def tell_of_opportunity(opportunity: Opportunity, code: str, *, acting_user: Any) -> None:
    """Who entered and who verified it."""
    accounts = {account.pk: account for account in (opportunity.entered_by, opportunity.verified_by) if account}
    facts = {"opportunity": opportunity.pk, "last_day": opportunity.last_day.isoformat()}
    key = f"{opportunity.chain}:{opportunity.last_day}"
    _write(accounts.values(), code, key, facts, acting_user=acting_user)


def tell_who_answered(
    consultation: Consultation, code: str, *, acting_user: Any, accounts: Iterable[Account], key: str, **facts: object
) -> None:
    """Those who answered a consultation; nobody else learns that they did."""
    _write(accounts, code, key, {"consultation": consultation.pk, **facts}, acting_user=acting_user)


def _write(accounts: Iterable[Account], code: str, key: str, facts: dict[str, object], *, acting_user: Any) -> None:
    for account in accounts:
        notify(acting_user=acting_user, account=account, code=code, key=key, facts=facts)
