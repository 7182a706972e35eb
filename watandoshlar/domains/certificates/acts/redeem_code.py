from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._wallets import GRANT_LIFE, Tokens, new_tokens, spend
from watandoshlar.domains.certificates.models import WalletGrant, WalletRequest
from watandoshlar.domains.certificates.rules.wallets.challenges import answers
from watandoshlar.domains.certificates.rules.wallets.configurations import one_document
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.foundation import clock

GONE = "The code is wrong, was used before, or is over."


def redeem_code(
    *, acting_user: ActingUser | System, code: str, verifier: str, return_to: str, sender: Sender
) -> Tokens:
    """Exchange the code that the holder's consent gave for tokens, once.

    A code that comes twice was overheard: what its first use gave ends (RFC 6749, 4.1.2). Raises Refusal.
    """
    with transaction.atomic():
        spend(sender.spent, "invalid_grant")
        outcome = _redeemed(code, verifier, return_to, sender)
        if isinstance(outcome, Tokens):
            append_entry(
                acting_user=acting_user,
                act="redeem_code",
                chain=f"certificate:{outcome.grant.certificate_id}",
                facts={"forms": outcome.grant.forms, "wallet": sender.wallet},
            )
    # Raised after the commit: tokens of a code that came twice have ended.
    if isinstance(outcome, Refusal):
        raise outcome
    return outcome


def _redeemed(code: str, verifier: str, return_to: str, sender: Sender) -> Tokens | Refusal:
    rows = WalletRequest.objects.select_for_update(of=("self",)).select_related("certificate", "grant")
    asked = rows.filter(code_mark=mark_of(code)).first()
    if asked is None:
        return Refusal("invalid_grant", GONE)
    if asked.redeemed_at:
        if asked.grant:
            asked.grant.tokens.all().delete()
        return Refusal("invalid_grant", GONE)
    now = clock.now()
    same = asked.wallet == sender.wallet and asked.sender_key in ("", sender.key) and asked.return_to == return_to
    if asked.ends_at <= now or not same or not answers(asked.challenge, verifier):
        return Refusal("invalid_grant", GONE)
    grant = WalletGrant.objects.create(
        certificate=asked.certificate,
        account_id=asked.account_id,
        forms=list(one_document(asked.configurations)[1]),
        wallet=sender.wallet,
        wallet_name=sender.name,
        sender_key=sender.key,
        ends_at=now + GRANT_LIFE,
    )
    asked.redeemed_at, asked.grant = now, grant
    asked.save(update_fields=["redeemed_at", "grant"])
    return new_tokens(grant, refresh=True)
