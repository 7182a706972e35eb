from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._wallets import locked_grant, new_secret, spend
from watandoshlar.domains.certificates.acts.issue_copy import issue_copy
from watandoshlar.domains.certificates.errors import CertificateNotFound, DocumentDoesNotCount
from watandoshlar.domains.certificates.models import Certificate, Copy, Delivery, WalletGrant
from watandoshlar.domains.certificates.queries import newest_version
from watandoshlar.domains.certificates.rules.wallets.configurations import FORMATS, configuration_id
from watandoshlar.domains.certificates.rules.wallets.nonces import is_in_force
from watandoshlar.domains.certificates.rules.wallets.proofs import Proven
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.rules.wallets.senders import Sender
from watandoshlar.domains.certificates.rules.wallets.signed_texts import thumbprint
from watandoshlar.domains.certificates.states import Status
from watandoshlar.domains.certificates.wallet_queries import access_held_certificate
from watandoshlar.domains.certificates.wallet_trust import nonce_key
from watandoshlar.foundation import clock

MOST_COPIES_A_DAY = 60
"""Of one document. Ten at once, renewed some times a day, and lost answers asked for again."""
DENIED = "credential_request_denied"


@dataclass(frozen=True)
class HandedOver:
    """Copies as they go to the wallet, and the id by which it says what became of them."""

    copies: tuple[bytes, ...]
    notification_id: str


@transaction.atomic
def hand_over_copies(
    *, acting_user: ActingUser | System, grant: WalletGrant, configuration: str, proven: Proven, sender: Sender
) -> HandedOver:
    """Make one copy for each proven key, of the newest version of the document that the grant is about.

    All of it is committed before the wallet gets an answer, or nothing is. Raises Refusal with the codes of the
    credential endpoint.
    """
    spend(sender.spent, "invalid_dpop_proof")
    if not all(is_in_force(nonce, nonce_key(), clock.now()) for nonce in proven.nonces):
        raise Refusal("invalid_nonce", "The nonce is none of ours, or too old.")
    spend([f"nonce:{nonce}" for nonce in proven.nonces], "invalid_nonce")
    grant = locked_grant(grant.pk)
    certificate = _to_be_copied(grant)
    form = _form_asked(grant, certificate, configuration)
    since = clock.now() - timedelta(days=1)
    made = Copy.objects.filter(certificate=certificate, form__in=FORMATS, made_at__gt=since).count()
    if made + len(proven.keys) > MOST_COPIES_A_DAY:
        raise Refusal(DENIED, "So many copies of one document are not made in a day.")
    secret = new_secret()
    delivery = Delivery.objects.create(
        mark=mark_of(secret),
        grant=grant,
        certificate=certificate,
        account_id=grant.account_id,
        form=form,
        wallet_name=grant.wallet_name,
    )
    copies = tuple(_copy_for(key, acting_user, delivery) for key in proven.keys)
    append_entry(
        acting_user=acting_user,
        act="hand_over_copies",
        chain=f"certificate:{certificate.number}",
        facts={"form": form, "copies": len(copies), "wallet": grant.wallet},
    )
    return HandedOver(copies, secret)


def _to_be_copied(grant: WalletGrant) -> Certificate:
    """The newest version, if it counts and the account still acts for its person."""
    account = Account.objects.filter(pk=grant.account_id, is_active=True).first()
    certificate = newest_version(grant.certificate)
    try:
        if account is None:
            raise CertificateNotFound
        access_held_certificate(account, certificate.number)
    except CertificateNotFound:
        raise Refusal(DENIED, "The holder may not fetch copies of this document any more.") from None
    if certificate.status != Status.VALID:
        raise Refusal(DENIED, "The document does not count now.")
    return certificate


def _form_asked(grant: WalletGrant, certificate: Certificate, configuration: str) -> str:
    for form in grant.forms:
        if configuration_id(certificate.document_type, form) == configuration:
            return form
    raise Refusal("unknown_credential_configuration", "The access token does not lead to this configuration.")


def _copy_for(key: Mapping[str, str], acting_user: ActingUser | System, delivery: Delivery) -> bytes:
    number = delivery.certificate_id
    try:
        made = issue_copy(acting_user=acting_user, number=number, form=delivery.form, holder_key=dict(key))
    except DocumentDoesNotCount:
        raise Refusal(DENIED, "The document does not count now.") from None
    copies = Copy.objects.filter(certificate=number, form=delivery.form, deliveries=None)
    delivery.copies.add(copies.get(holder_key=thumbprint(key)))
    return made.content
