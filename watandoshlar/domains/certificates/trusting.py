"""How a key comes to count: it is made where keys live, proposed, signed for offline by the root, and published.

The acts of this room are the doors; a demonstration takes the same steps by itself (`demonstration.py`).
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection

from watandoshlar.domains.certificates.errors import RootNotConfirmed, TrustListNotAccepted
from watandoshlar.domains.certificates.models import PublishedTrustList, SigningKey
from watandoshlar.domains.certificates.queries import newest_trust_list
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Signer
from watandoshlar.foundation.crypto.authority import chain_of
from watandoshlar.foundation.crypto.ceremony import (
    Answer,
    ProposalRefused,
    ProposedKey,
    fingerprint_of,
    proof_for,
    read_answer,
    write_proposal,
)
from watandoshlar.foundation.crypto.trust_list import TrustList, TrustListRefused, read_trust_list

OVERLAP = timedelta(days=1)
"""For so long the key before goes on signing: processes are not started anew in one moment."""
_ONE_AT_A_TIME = 0x77640001


def content_of(published: PublishedTrustList) -> TrustList:
    """What a published list says."""
    root = x509.load_der_x509_certificate(bytes(published.root)).public_key()
    assert isinstance(root, ec.EllipticCurvePublicKey)
    return read_trust_list(published.text, root)


def trust_list_authorities(published: PublishedTrustList) -> Mapping[str, bytes]:
    """The certificates of the authorities that the list names, DER."""
    return content_of(published).authorities


def take_turn() -> None:
    """Hold every other transaction that would change what is trusted until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])


def enter_key(signer: Signer, kind: str, not_before: datetime) -> SigningKey:
    """The row of a key that asks to be trusted. It counts for nothing until it is listed."""
    der = signer.public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    key = SigningKey(
        key_id=signer.key_id.hex(),
        algorithm=signer.algorithm,
        public_key=der,
        kind=kind,
        document_types=[kind],
        # A seal says when it was made in whole seconds: within its first second a key must not look younger.
        not_before=not_before.replace(microsecond=0),
    )
    # Whoever is second takes the row of the first.
    SigningKey.objects.bulk_create([key], ignore_conflicts=True)
    return SigningKey.objects.get(pk=key.pk)


def compose_proposal(signers: Iterable[Signer]) -> str:
    """What the root is asked to sign next: every key, and for those not listed yet the proof that it is here.

    `signers` are those that are here; a new key without one is left out. A key that has a successor ends with it.
    """
    here = {signer.key_id.hex(): signer for signer in signers}
    held = newest_trust_list()
    keys = list(SigningKey.objects.order_by("kind", "not_before", "key_id"))
    proposed = []
    for key in keys:
        signer = here.get(key.key_id)
        if key.listed_at is None and signer is None:
            continue
        proof = proof_for(key.kind, signer) if signer and not key.chain else b""
        key.sign_until = _end_of(key, keys)
        proposed.append(ProposedKey(key.kind, key.as_trusted(), proof))
    return write_proposal(held.text if held else "", proposed)


def believe(text: str, fingerprint: str = "") -> PublishedTrustList:
    """Take over what the root has signed. `fingerprint` is that of the root, compared before it is first believed.

    Raises TrustListNotAccepted, RootNotConfirmed.
    """
    take_turn()
    held = newest_trust_list()
    answer, content = _checked(text, held)
    if held is None and "".join(fingerprint.split()).lower() != "".join(fingerprint_of(answer.root).split()):
        raise RootNotConfirmed(fingerprint=fingerprint_of(answer.root))
    published = PublishedTrustList(
        version=content.version,
        text=answer.trust_list,
        root=_der(answer.root),
        documents=_der(answer.documents),
        withdrawals={name: b64encode(der).decode() for name, der in answer.withdrawals.items()},
        published_at=clock.now(),
    )
    published.save(force_insert=True)
    for key in SigningKey.objects.select_for_update().filter(key_id__in=[kid.hex() for kid in content.keys]):
        _take_over(key, content, answer)
    return published


def _checked(text: str, held: PublishedTrustList | None) -> tuple[Answer, TrustList]:
    try:
        answer = read_answer(text)
        root = answer.root.public_key()
        if not isinstance(root, ec.EllipticCurvePublicKey) or (held and bytes(held.root) != _der(answer.root)):
            raise TrustListNotAccepted(code="other_root")
        content = read_trust_list(answer.trust_list, root, held.text if held else "")
    except (ProposalRefused, TrustListRefused) as refusal:
        raise TrustListNotAccepted(code=refusal.code) from refusal
    if held is not None and answer.trust_list == held.text:
        raise TrustListNotAccepted(code="published_already")
    return answer, content


def _take_over(key: SigningKey, content: TrustList, answer: Answer) -> None:
    listed = content.keys[bytes.fromhex(key.key_id)]
    key.listed_at = key.listed_at or clock.now()
    key.sign_until = listed.sign_until
    # A key that was withdrawn here while the list was on its way stays withdrawn.
    key.revoked_at = key.revoked_at or listed.revoked_at
    for profile, certificate in answer.certificates.get(key.key_id, {}).items():
        chain = chain_of(certificate, profile, answer.documents)
        key.chain[profile] = [b64encode(der).decode() for der in chain]
    key.save(update_fields=["listed_at", "sign_until", "revoked_at", "chain"])


def _end_of(key: SigningKey, keys: Iterable[SigningKey]) -> datetime | None:
    """When the key stops signing: when it was told to, or soon after the next of its kind begins."""
    if not key.kind:
        return key.sign_until
    begins = [other.not_before for other in keys if other.kind == key.kind and other.not_before > key.not_before]
    ends = [begin + OVERLAP for begin in begins] + ([key.sign_until] if key.sign_until else [])
    return min(ends, default=None)


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.DER)
