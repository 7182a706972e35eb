"""What the acts for wallets share: secrets of which only a hash is kept, tokens, and marks that are used once."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from watandoshlar.domains.certificates.models import SpentMark, WalletGrant, WalletToken
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.foundation import clock

ACCESS_LIFE = timedelta(minutes=10)
GRANT_LIFE = timedelta(days=365)
"""How long a wallet may come back for a newer version without the holder (HAIP 1.0, 4.4: not beyond a year)."""
SPENT_LIFE = timedelta(minutes=15)
"""Longer than any nonce or proof counts."""


@dataclass(frozen=True)
class Tokens:
    """What the token endpoint gives: `refresh` is "" for a wallet whose requests nothing proves."""

    access: str
    refresh: str
    seconds: int
    grant: WalletGrant


def new_secret() -> str:
    return secrets.token_urlsafe(32)


def spend(marks: Iterable[str], code: str) -> None:
    """Use up what counts once; refuses with `code` what was used before, also by a request of the same moment."""
    ends_at = clock.now() + SPENT_LIFE
    # In one order, so that two requests with the same marks wait for each other and never in a circle.
    rows = [SpentMark(mark=mark, ends_at=ends_at) for mark in sorted({mark_of(mark) for mark in marks})]
    try:
        with transaction.atomic():
            SpentMark.objects.bulk_create(rows)
    except IntegrityError:
        raise Refusal(code, "It was used before.") from None


def new_tokens(grant: WalletGrant, *, refresh: bool) -> Tokens:
    """Tokens of the grant; the access tokens that it had end, so that one counts at a time."""
    grant.tokens.filter(use="access").delete()
    access, now = new_secret(), clock.now()
    ends_at = min(now + ACCESS_LIFE, grant.ends_at)
    tokens = [WalletToken(mark=mark_of(access), grant=grant, use="access", ends_at=ends_at)]
    again = new_secret() if refresh and grant.sender_key else ""
    if again:
        grant.tokens.filter(use="refresh").delete()
        tokens.append(WalletToken(mark=mark_of(again), grant=grant, use="refresh", ends_at=grant.ends_at))
    WalletToken.objects.bulk_create(tokens)
    return Tokens(access, again, int((ends_at - now).total_seconds()), grant)


def locked_grant(grant_id: UUID) -> WalletGrant:
    """The grant, which nobody else uses or ends meanwhile; refuses one that has ended."""
    rows = WalletGrant.objects.select_for_update(of=("self",)).select_related("certificate")
    grant = rows.filter(pk=grant_id, ends_at__gt=clock.now()).first()
    if grant is None:
        raise Refusal("invalid_token", "The holder has ended this access.", 401)
    return grant


def require_same_sender(grant: WalletGrant, sender: Sender) -> None:
    """Refuses everybody but the wallet that got the grant, by its key and by its name."""
    if (grant.wallet, grant.sender_key) != (sender.wallet, sender.key):
        raise Refusal("invalid_grant", "It belongs to another wallet.")
