"""COSE_Sign1 (RFC 9052) as others' formats use it: key and certificates may stand in the unprotected header.

The seal has a stricter reader of its own (`crypto/seal.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.credentials.jose import key_of_point
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.crypto import strict_cbor
from watandoshlar.foundation.crypto.signer import ES256, Signer
from watandoshlar.foundation.crypto.strict_cbor import Dialect, NotDeterministic

SIGN1 = 18
_ALGORITHM, _CRITICAL, _KEY_ID, _CHAIN = 1, 2, 4, 33
# COSE_Key (RFC 9053, 7.1): type EC2, curve P-256, coordinates; a private key would be under -4.
_KEY_TYPE, _CURVE, _X, _Y, _PRIVATE = 1, -1, -2, -3, -4
_EC2, _P256 = 2, 1


@dataclass(frozen=True)
class Sign1:
    """A signature, taken apart and not yet checked. `payload` is None when it travels apart (it is detached)."""

    protected: bytes
    payload: bytes | None
    signature: bytes
    key_id: bytes
    chain: Sequence[bytes]

    def signed(self, payload: bytes | None = None) -> bytes:
        """The bytes under the signature; a detached payload is given."""
        return to_be_signed(self.protected, self.payload if payload is None else payload)


def to_be_signed(protected: bytes, payload: bytes | None) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    return strict_cbor.encode(["Signature1", protected, b"", payload])


def sign1(payload: bytes, signer: Signer, chain: Sequence[bytes] = (), *, detached: bool = False) -> list[Any]:
    """The four parts of a COSE_Sign1, without its tag, as mdocs carry it.

    A payload that travels along names its key: by certificates, or where there are none by its id.
    """
    protected = strict_cbor.encode({_ALGORITHM: signer.algorithm})
    unprotected: dict[int, Any] = {}
    if chain:
        unprotected[_CHAIN] = chain[0] if len(chain) == 1 else list(chain)
    elif not detached:
        unprotected[_KEY_ID] = signer.key_id
    signature = signer.sign(to_be_signed(protected, payload))
    return [protected, unprotected, None if detached else payload, signature]


def read_sign1(message: Any) -> Sign1:
    """The parts of a decoded COSE_Sign1, with or without its tag. Raises Refused: FORMAT or ALG."""
    if isinstance(message, cbor2.CBORTag) and message.tag == SIGN1:
        message = message.value
    if not isinstance(message, list) or len(message) != 4:
        raise Refused(Refusal.FORMAT)
    protected, unprotected, payload, signature = message
    if not isinstance(unprotected, dict) or type(payload) not in (bytes, type(None)) or type(signature) is not bytes:
        raise Refused(Refusal.FORMAT)
    header = decoded(protected)
    if not isinstance(header, dict) or _CRITICAL in header or header.keys() & unprotected.keys():
        raise Refused(Refusal.FORMAT)
    # The algorithm counts only where it is signed (RFC 9052, 3.1).
    if header.get(_ALGORITHM) != ES256:
        raise Refused(Refusal.ALG)
    both = unprotected | header
    key_id = both.get(_KEY_ID, b"")
    if type(key_id) is not bytes:
        raise Refused(Refusal.FORMAT)
    return Sign1(protected, payload, signature, key_id, _chain(both.get(_CHAIN, [])))


def decoded(content: Any, dialect: Dialect = Dialect(any_order=True)) -> Any:  # noqa: B008  (frozen)
    """The value of CBOR bytes in this dialect. Raises Refused: FORMAT."""
    if type(content) is not bytes:
        raise Refused(Refusal.FORMAT)
    try:
        return strict_cbor.decode(content, dialect)
    except NotDeterministic as error:
        raise Refused(Refusal.FORMAT) from error


def cose_key(key: ec.EllipticCurvePublicKey) -> dict[int, Any]:
    numbers = key.public_numbers()
    return {
        _KEY_TYPE: _EC2,
        _CURVE: _P256,
        _X: numbers.x.to_bytes(32, "big"),
        _Y: numbers.y.to_bytes(32, "big"),
    }


def key_of_cose(key: Any) -> ec.EllipticCurvePublicKey:
    """The P-256 key of a COSE_Key. Raises Refused: HOLDER when it is of another kind, no point, or private."""
    if not isinstance(key, Mapping) or key.get(_KEY_TYPE) != _EC2 or key.get(_CURVE) != _P256 or _PRIVATE in key:
        raise Refused(Refusal.HOLDER)
    x, y = key.get(_X), key.get(_Y)
    if type(x) is not bytes or type(y) is not bytes:
        raise Refused(Refusal.HOLDER)
    return key_of_point(x, y)


def _chain(certificates: Any) -> Sequence[bytes]:
    chain = [certificates] if type(certificates) is bytes else certificates
    if not isinstance(chain, list) or not all(type(certificate) is bytes for certificate in chain):
        raise Refused(Refusal.FORMAT)
    return chain
