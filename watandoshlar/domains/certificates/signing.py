"""The signers of this installation: one for each kind of document, and for what else it signs.

A kind is a document type, "status-lists", "pdf", "log" or "wallets" (what we say about ourselves to wallets). Which of
the keys in their place signs is said by the register of keys; every signature is counted there.
"""

from base64 import b64decode
from contextlib import suppress
from functools import lru_cache

from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db.models import Q

from watandoshlar.domains.certificates.demonstration import trust_new_key
from watandoshlar.domains.certificates.errors import SealKeyNotTrusted
from watandoshlar.domains.certificates.metering import count_signature
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.domains.certificates.places import key_place
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import Signer

UNCOUNTED = frozenset({"wallets"})
"""Whoever asks gets these signatures, pages that only read give them, and no document comes of them."""


class CountedSigner:
    """A signer whose every signature is counted, and refused past the quota of its key."""

    def __init__(self, signer: Signer, key: SigningKey) -> None:
        self._signer = signer
        self.key = key

    def __repr__(self) -> str:
        return f"<CountedSigner {self.key.key_id}>"

    @property
    def key_id(self) -> bytes:
        return self._signer.key_id

    @property
    def algorithm(self) -> int:
        return self._signer.algorithm

    @property
    def public_key(self) -> ec.EllipticCurvePublicKey:
        return self._signer.public_key

    def chain(self, profile: str) -> tuple[bytes, ...]:
        """What `chain_for` answers, of this very key."""
        if profile not in self.key.chain:
            raise ValueError(f"{self.key} has no certificate for {profile!r}")
        return tuple(b64decode(der) for der in self.key.chain[profile])

    def sign(self, message: bytes) -> bytes:
        """Raises KeyQuotaReached, and DeviceUnavailable where keys live on a device."""
        if self.key.kind not in UNCOUNTED:
            count_signature(self.key)
        return self._signer.sign(message)


def signer_for(kind: str) -> CountedSigner:
    """The signer that signs what is made from now on. Raises SealKeyNotTrusted where the root has listed none.

    In a demonstration a missing key is made and listed at once.
    """
    for key in _keys_that_sign(kind):
        with suppress(LookupError):
            return CountedSigner(_signer_here(settings.SIGNING_KEYS, kind, key.key_id), key)
    if not settings.DEMONSTRATION:
        # With legal force, a key is trusted by a decision of the operator before it signs, not by being used.
        raise SealKeyNotTrusted(document_type=kind)
    signer, key = trust_new_key(kind)
    return CountedSigner(signer, key)


def chain_for(kind: str, profile: str) -> tuple[bytes, ...]:
    """The certificates of this signer for a way of checking it, DER, its own first, without a root that readers pin.

    Raises SealKeyNotTrusted, and ValueError for a profile that a key of this kind is not certified for.
    """
    return signer_for(kind).chain(profile)


def _keys_that_sign(kind: str) -> list[SigningKey]:
    """The keys that may sign now, the youngest first: a successor takes over as soon as it may."""
    now = clock.now()
    keys = SigningKey.objects.filter(kind=kind, revoked_at=None, listed_at__isnull=False, not_before__lte=now)
    return list(keys.filter(Q(sign_until=None) | Q(sign_until__gte=now)).order_by("-not_before", "key_id"))


@lru_cache(maxsize=256)
def _signer_here(address: str, kind: str, key_id: str) -> Signer:
    """Raises LookupError for a key that is not in this place, which is then looked for again the next time."""
    return {signer.key_id.hex(): signer for signer in key_place().signers(kind)}[key_id]
