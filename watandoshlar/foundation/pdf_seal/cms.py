"""The signature inside the seal: CAdES (ETSI EN 319 122-1) in a CMS SignedData (RFC 5652) without its content.

Signed are the type of the content, its digest, and which certificates stand behind it, the signer's first (ESS
signing-certificate-v2, RFC 5035). The moment is said by the signature dictionary, not here (EN 319 142-1, 6.3).
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.serialization import load_der_public_key

from watandoshlar.foundation.crypto import Signer
from watandoshlar.foundation.crypto.signer import verify_signature

from .der import (
    CONTEXT_0,
    OCTETS,
    SEQUENCE,
    SET,
    NotDer,
    Part,
    first_of,
    parts_of,
    write,
    write_number,
    write_object_id,
    write_set,
)

_DATA = write_object_id("1.2.840.113549.1.7.1")
_SIGNED_DATA = write_object_id("1.2.840.113549.1.7.2")
_CONTENT_TYPE = write_object_id("1.2.840.113549.1.9.3")
_MESSAGE_DIGEST = write_object_id("1.2.840.113549.1.9.4")
_SIGNING_CERTIFICATE_V2 = write_object_id("1.2.840.113549.1.9.16.2.47")
_SHA_256 = write(SEQUENCE, write_object_id("2.16.840.1.101.3.4.2.1"))
_ECDSA_WITH_SHA_256 = write(SEQUENCE, write_object_id("1.2.840.10045.4.3.2"))
_LONGEST_SIGNATURE = bytes(72)
"""Two numbers of up to 33 bytes with their heads."""


class ChainOfAnotherKey(ValueError):
    """The first certificate of the chain is not that of the key that signs."""

    code = "chain_of_another_key"


def make_signature(digest: bytes, signer: Signer, chain: Sequence[bytes]) -> bytes:
    """The CMS over content with this SHA-256, chain included. Raises ChainOfAnotherKey."""
    if _public_key(chain[0]) != signer.public_key:
        raise ChainOfAnotherKey
    raw = signer.sign(write(SET, _signed_attributes(digest, chain)))
    return _assembled(digest, chain, _to_der(raw))


def length_of_signature(chain: Sequence[bytes]) -> int:
    """The most bytes that a CMS with this chain takes."""
    return len(_assembled(bytes(32), chain, _LONGEST_SIGNATURE))


def signer_of(cms: bytes, digest: bytes) -> ec.EllipticCurvePublicKey | None:
    """The key of the certificate that signed content with this digest; None for anything else than its good signature.

    Whatever was read is written anew and compared, so nothing but our own spelling is accepted.
    """
    try:
        chain, signature = _read(cms)
        if _assembled(digest, chain, signature) != cms:
            return None
        key = _public_key(chain[0])
        raw = _to_raw(signature)
    except (ValueError, IndexError, OverflowError, TypeError):
        return None
    is_good = verify_signature(key, raw, write(SET, _signed_attributes(digest, chain)))
    return key if is_good else None


def _read(cms: bytes) -> tuple[Sequence[bytes], bytes]:
    """The chain with the signer's certificate first, and the signature. Raises ValueError or IndexError."""
    content = parts_of(parts_of(first_of(cms).value)[1].value)[0]
    _version, _digests, _content, certificates, signers = parts_of(content.value)
    signature = parts_of(first_of(signers.value).value)[-1].value
    chain = [certificate.whole for certificate in parts_of(certificates.value)]
    signed = first_of(signers.value).whole
    # The order is that in which the signature names them; one that it does not name, `_assembled` shows.
    return sorted(chain, key=lambda certificate: signed.find(hashlib.sha256(certificate).digest())), signature


def _assembled(digest: bytes, chain: Sequence[bytes], signature: bytes) -> bytes:
    signer_information = write(
        SEQUENCE,
        write_number(1),
        _issuer_and_serial(chain[0]),
        _SHA_256,
        write(CONTEXT_0, _signed_attributes(digest, chain)),
        _ECDSA_WITH_SHA_256,
        write(OCTETS, signature),
    )
    signed_data = write(
        SEQUENCE,
        write_number(1),
        write(SET, _SHA_256),
        write(SEQUENCE, _DATA),
        write_set(list(chain), tag=CONTEXT_0),
        write(SET, signer_information),
    )
    return write(SEQUENCE, _SIGNED_DATA, write(CONTEXT_0, signed_data))


def _signed_attributes(digest: bytes, chain: Sequence[bytes]) -> bytes:
    """The members of the SET; what is signed has its ordinary tag, what is stored another one (RFC 5652, 5.4)."""
    # SHA-256 is the default of ESSCertIDv2 and therefore not named.
    hashes = [write(SEQUENCE, write(OCTETS, hashlib.sha256(certificate).digest())) for certificate in chain]
    certificates = write(SEQUENCE, write(SEQUENCE, *hashes))
    attributes = [
        write(SEQUENCE, _CONTENT_TYPE, write(SET, _DATA)),
        write(SEQUENCE, _MESSAGE_DIGEST, write(SET, write(OCTETS, digest))),
        write(SEQUENCE, _SIGNING_CERTIFICATE_V2, write(SET, certificates)),
    ]
    return b"".join(sorted(attributes))


@lru_cache(maxsize=64)
def _issuer_and_serial(leaf: bytes) -> bytes:
    _version, serial, _algorithm, issuer, *_rest = _fields(leaf)
    return write(SEQUENCE, issuer.whole, serial.whole)


@lru_cache(maxsize=64)
def _public_key(leaf: bytes) -> ec.EllipticCurvePublicKey:
    try:
        key = load_der_public_key(_fields(leaf)[6].whole)
    except UnsupportedAlgorithm as error:
        raise NotDer from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or key.curve.name != "secp256r1":
        raise NotDer
    return key


def _fields(certificate: bytes) -> list[Part]:
    """The fields of a certificate of version 3 (RFC 5280, 4.1), which nobody vouches for yet: no more of it is read."""
    return parts_of(first_of(first_of(certificate).value).value)


def _to_der(raw: bytes) -> bytes:
    return encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))


def _to_raw(der: bytes) -> bytes:
    r, s = decode_dss_signature(der)
    return r.to_bytes(32, "big") + s.to_bytes(32, "big")
