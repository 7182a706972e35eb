from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._wallets import Tokens, locked_grant, new_tokens, require_same_sender, spend
from watandoshlar.domains.certificates.models import WalletToken
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.foundation import clock


@transaction.atomic
def refresh_access(*, acting_user: ActingUser | System, refresh: str, sender: Sender) -> Tokens:
    """A new access token for the wallet that holds this refresh token and the key to which it is bound.

    The refresh token stays: it is worth nothing without the key, and a lost answer would lock the wallet out
    (FAPI 2.0, 5.3.2.1). Raises Refusal.
    """
    spend(sender.spent, "invalid_grant")
    token = WalletToken.objects.filter(mark=mark_of(refresh), use="refresh", ends_at__gt=clock.now()).first()
    if token is None:
        raise Refusal("invalid_grant", "The refresh token is unknown or over.")
    grant = locked_grant(token.grant_id)
    require_same_sender(grant, sender)
    append_entry(acting_user=acting_user, act="refresh_access", chain=f"certificate:{grant.certificate_id}", facts={})
    return new_tokens(grant, refresh=False)
