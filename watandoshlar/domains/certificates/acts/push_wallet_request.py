from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._wallets import new_secret, spend
from watandoshlar.domains.certificates.models import WalletRequest
from watandoshlar.domains.certificates.rules.wallets.challenges import is_challenge, may_return_to
from watandoshlar.domains.certificates.rules.wallets.configurations import one_document
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import REQUEST_URI, mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.domains.certificates.wallet_queries import wallet_documents
from watandoshlar.foundation import clock

REQUEST_LIFE = timedelta(minutes=10)
"""Long enough to log in with a code that comes by e-mail."""


@dataclass(frozen=True)
class WalletAsks:
    """The parameters of a pushed authorization request."""

    scopes: Sequence[str]
    return_to: str
    challenge: str
    state: str = ""


@transaction.atomic
def push_wallet_request(*, acting_user: ActingUser | System, sender: Sender, asks: WalletAsks) -> tuple[str, int]:
    """Keep what an attested wallet asks of a holder; the request_uri and for how many seconds it counts.

    Raises Refusal with the codes of RFC 6749.
    """
    spend(sender.spent, "invalid_request")
    known = wallet_documents()
    # A scope that nobody knows is no fault (OpenID4VCI 1.0, 5.1.2); one that is known has to be asked for.
    wanted = sorted({scope for scope in asks.scopes if scope.rpartition(".")[0] in known})
    one_document(wanted)
    if not may_return_to(asks.return_to):
        raise Refusal("invalid_request", "The redirect_uri must be https or the own scheme of an app.")
    if not is_challenge(asks.challenge) or len(asks.state) > 500:
        raise Refusal("invalid_request", "A code_challenge by S256 is asked for.")
    secret = new_secret()
    WalletRequest.objects.create(
        mark=mark_of(secret),
        wallet=sender.wallet,
        wallet_name=sender.name,
        sender_key=sender.key,
        return_to=asks.return_to,
        state=asks.state,
        configurations=wanted,
        challenge=asks.challenge,
        ends_at=clock.now() + REQUEST_LIFE,
    )
    append_entry(acting_user=acting_user, act="push_wallet_request", chain="wallets", facts={"wallet": sender.wallet})
    return REQUEST_URI + secret, int(REQUEST_LIFE.total_seconds())
