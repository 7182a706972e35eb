from django.db import transaction
from django.utils.crypto import constant_time_compare

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.capabilities.people.api import fingerprint_for
from watandoshlar.domains.certificates.acts._wallets import (
    GRANT_LIFE,
    Tokens,
    locked_grant,
    new_tokens,
    require_same_sender,
    spend,
)
from watandoshlar.domains.certificates.models import CopyOffer, WalletGrant
from watandoshlar.domains.certificates.rules.wallets.offers import secret_of
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.foundation import clock

GONE = "The code is wrong, was used before, or is over."


def redeem_offer(*, acting_user: ActingUser | System, code: str, transaction_code: str, sender: Sender) -> Tokens:
    """Exchange the pre-authorised code of an offer and its transaction code for tokens, once.

    A wallet that proves a key of its own may ask again with the same key, in case the answer was lost; its first token
    ends then. Raises Refusal with the codes of the token endpoint.
    """
    with transaction.atomic():
        spend(sender.spent, "invalid_grant")
        outcome = _redeemed(code, transaction_code, sender)
        if isinstance(outcome, Tokens):
            append_entry(
                acting_user=acting_user,
                act="redeem_offer",
                chain=f"certificate:{outcome.grant.certificate_id}",
                facts={"forms": outcome.grant.forms, "wallet": sender.wallet},
            )
    # Raised after the commit: a wrong transaction code has cost one of the tries.
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def _redeemed(code: str, transaction_code: str, sender: Sender) -> Tokens | Refusal:
    secret = secret_of(code)
    waiting = CopyOffer.objects.select_for_update(of=("self",)).select_related("certificate__person")
    offer = waiting.filter(mark=mark_of(secret)).first() if secret else None
    now = clock.now()
    if offer is None or offer.ends_at <= now or not offer.tries_left:
        return Refusal("invalid_grant", GONE)
    if not transaction_code:
        return Refusal("invalid_request", "The transaction code is missing.")
    typed = fingerprint_for(offer.certificate.person, f"transaction-code:{offer.pk}:{transaction_code[:20]}")
    if not constant_time_compare(typed, bytes(offer.code_print)):
        offer.tries_left -= 1
        offer.save(update_fields=["tries_left"])
        return Refusal("invalid_grant", "The transaction code is wrong.")
    if offer.redeemed_at:
        return _again(offer, sender)
    grant = WalletGrant.objects.create(
        certificate=offer.certificate,
        account_id=offer.account_id,
        forms=offer.forms,
        wallet=sender.wallet,
        wallet_name=sender.name,
        sender_key=sender.key,
        ends_at=now + GRANT_LIFE,
    )
    offer.redeemed_at, offer.grant = now, grant
    offer.save(update_fields=["redeemed_at", "grant"])
    return new_tokens(grant, refresh=True)


def _again(offer: CopyOffer, sender: Sender) -> Tokens | Refusal:
    """The answer may have been lost; only who proves the key of the first request can be given another one."""
    if offer.grant_id is None or not sender.key:
        return Refusal("invalid_grant", GONE)
    try:
        grant = locked_grant(offer.grant_id)
        require_same_sender(grant, sender)
    except Refusal:
        return Refusal("invalid_grant", GONE)
    return new_tokens(grant, refresh=True)
