from collections.abc import Iterable
from datetime import datetime

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.errors import SealKeyNotFound, SealKeyNotTrusted
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import key_id_of


@transaction.atomic
def trust_signing_key(
    *,
    acting_user: ActingUser | System,
    public_key: ec.EllipticCurvePublicKey,
    document_types: Iterable[str],
    since: datetime | None = None,
) -> SigningKey:
    """Let seals of this key count for these kinds of document, besides those it already counts for, from now on or
    `since` a moment.

    Called by the operator of the installation only; no web page leads here. Raises SealKeyNotTrusted for a key that was
    withdrawn: it never comes back.
    """
    der = public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    key_id = key_id_of(public_key).hex()
    # A seal says when it was made in whole seconds: within its first second a key must not look younger than its seal.
    not_before = (since or clock.now()).replace(microsecond=0)
    SigningKey.objects.bulk_create(
        [SigningKey(key_id=key_id, public_key=der, not_before=not_before)], ignore_conflicts=True
    )
    key = SigningKey.objects.select_for_update().get(key_id=key_id)
    added = sorted(set(document_types) - set(key.document_types))
    if key.revoked_at is not None:
        raise SealKeyNotTrusted(document_type=", ".join(added))
    if added:
        key.document_types = sorted({*key.document_types, *added})
        key.save(update_fields=["document_types"])
        facts = {"key": key_id, "document_types": added}
        append_entry(acting_user=acting_user, act="trust_signing_key", chain="keys", facts=facts)
    return key


@transaction.atomic
def revoke_signing_key(*, acting_user: ActingUser | System, key_id: str) -> SigningKey:
    """Withdraw a key: from now on no seal of it counts, older ones included, because a thief can write any date.

    Called by the operator of the installation only. Raises SealKeyNotFound.
    """
    key = SigningKey.objects.select_for_update().filter(key_id=key_id).first()
    if key is None:
        raise SealKeyNotFound(key=key_id)
    if key.revoked_at is None:
        key.revoked_at = clock.now()
        key.save(update_fields=["revoked_at"])
        append_entry(acting_user=acting_user, act="revoke_signing_key", chain="keys", facts={"key": key_id})
    return key
