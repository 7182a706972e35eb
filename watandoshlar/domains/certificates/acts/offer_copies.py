import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import fingerprint_for
from watandoshlar.domains.certificates.acts._wallets import new_secret
from watandoshlar.domains.certificates.errors import NotForWallets
from watandoshlar.domains.certificates.models import Certificate, CopyOffer
from watandoshlar.domains.certificates.rules.wallets.secrets import mark_of
from watandoshlar.domains.certificates.states import Status
from watandoshlar.domains.certificates.wallet_queries import access_held_certificate, wallet_forms_of
from watandoshlar.foundation import clock

OFFER_LIFE = timedelta(minutes=5)
TRIES = 5
CODE_LENGTH = 6


@dataclass(frozen=True)
class Offered:
    """An offer as its holder sees it, once: the secret in its address, the code to type into the wallet, its end."""

    secret: str
    transaction_code: str
    until: datetime


@transaction.atomic
def offer_copies(*, acting_user: Account, number: str, forms: Collection[str]) -> Offered:
    """Offer copies of a document to the wallet that is shown the offer within five minutes and given its code.

    For whoever acts for the person of the document. An earlier offer of the document that nobody has taken is over.
    Raises CertificateNotFound, NotForWallets.
    """
    held = access_held_certificate(acting_user, number)
    # Not so that a row that points here must wait: whoever redeems an offer holds the offer and adds such a row.
    certificate = Certificate.objects.select_for_update(no_key=True).get(pk=held.pk)
    if certificate.status != Status.VALID or not forms or not set(forms) <= set(wallet_forms_of(certificate)):
        raise NotForWallets
    now = clock.now()
    CopyOffer.objects.filter(certificate=certificate, redeemed_at=None, ends_at__gt=now).update(ends_at=now)
    secret = new_secret()
    offer = CopyOffer(
        certificate=certificate,
        account_id=acting_user.pk,
        forms=sorted(forms),
        mark=mark_of(secret),
        tries_left=TRIES,
        ends_at=now + OFFER_LIFE,
    )
    code = "".join(secrets.choice("0123456789") for _ in range(CODE_LENGTH))
    offer.code_print = fingerprint_for(held.person, f"transaction-code:{offer.pk}:{code}")
    offer.save(force_insert=True)
    append_entry(
        acting_user=acting_user, act="offer_copies", chain=f"certificate:{number}", facts={"forms": sorted(forms)}
    )
    return Offered(secret, code, offer.ends_at)
