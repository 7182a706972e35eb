"""What this installation holds for wallets: whom it trusts to attest them, and keys that need no keeping.

The keys follow from the key-encryption keys: every web process has the same, and they change when those do.
"""

from base64 import b64encode
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from joserfc.jwk import ECKey

from watandoshlar.capabilities.people.api import key_ring
from watandoshlar.domains.certificates.signing import chain_for, signer_for
from watandoshlar.foundation.credentials.jose import sign_jws

METADATA_SIGNER = "wallets"
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def wallet_anchors() -> tuple[x509.Certificate, ...]:
    """The roots under which wallet providers attest; none where the operator trusts none yet."""
    path = settings.WALLET_ANCHORS_FILE
    return _anchors(Path(path), Path(path).stat().st_mtime_ns) if path else ()


@lru_cache(maxsize=4)
def _anchors(path: Path, _changed: int) -> tuple[x509.Certificate, ...]:
    return tuple(x509.load_pem_x509_certificates(path.read_bytes()))


def nonce_key() -> bytes:
    """By this key a nonce shows that it is ours."""
    ring = key_ring()
    return _derived(ring.keys[ring.current], "wallet nonces", 32)


def request_keys() -> dict[str, ECKey]:
    """The private keys for which wallets encrypt their requests, by id, the current one first."""
    ring = key_ring()
    order = [ring.current, *(name for name in ring.keys if name != ring.current)]
    return {key.thumbprint(): key for key in (_request_key(ring.keys[name]) for name in order)}


@lru_cache(maxsize=8)
def _request_key(secret: bytes) -> ECKey:
    # 48 bytes, so that the remainder favours no number (FIPS 186-5, A.2.1).
    number = int.from_bytes(_derived(secret, "wallet requests", 48), "big") % (_ORDER - 1) + 1
    return ECKey.import_key(ec.derive_private_key(number, ec.SECP256R1()))


def _derived(secret: bytes, use: str, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=use.encode()).derive(secret)


def signed_metadata(claims: Mapping[str, Any]) -> str:
    """What we say about ourselves, signed by the signer for it, whose certificates go with it where there are some."""
    signer = signer_for(METADATA_SIGNER)
    chain = [b64encode(certificate).decode() for certificate in chain_for(METADATA_SIGNER, "sd_jwt")]
    header = {"typ": "openidvci-issuer-metadata+jwt", **({"x5c": chain} if chain else {"kid": signer.key_id.hex()})}
    return sign_jws(header, claims, signer)[0]
