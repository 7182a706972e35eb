"""JSON that is signed: base64url, JSON with one meaning, public keys and compact signatures (RFC 7515, 7517).

Only ES256 is read and written. What a header may name is compared with that, never obeyed.
"""

import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.crypto import base64url
from watandoshlar.foundation.crypto.signer import Signer

ES256 = "ES256"
_LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON keeps exactly (RFC 8259, 6)."""


@dataclass(frozen=True)
class Jws:
    """A compact signature, taken apart and not yet checked."""

    header: Mapping[str, Any]
    payload: Mapping[str, Any]
    signature: bytes
    signed: bytes


def from_b64url(text: str) -> bytes:
    """The bytes of `text`. Raises Refused."""
    try:
        return base64url.decode(text)
    except base64url.NotBase64Url as error:
        raise Refused(Refusal.FORMAT) from error


def to_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def from_json(content: bytes) -> Any:
    """The value of UTF-8 JSON. Raises Refused on a name that stands twice and on numbers that readers round apart."""
    try:
        return json.loads(
            content.decode(),
            object_pairs_hook=_once,
            parse_int=_exact,
            parse_float=_finite,
            parse_constant=_no_number,
        )
    except (ValueError, RecursionError) as error:
        raise Refused(Refusal.FORMAT) from error


def from_json_object(content: bytes) -> dict[str, Any]:
    value = from_json(content)
    if not isinstance(value, dict):
        raise Refused(Refusal.FORMAT)
    return value


def sign_jws(header: Mapping[str, Any], payload: Mapping[str, Any], signer: Signer) -> tuple[str, bytes]:
    """The compact signature, and the bytes that were signed."""
    signed = f"{base64url.encode(to_json({'alg': ES256, **header}))}.{base64url.encode(to_json(payload))}"
    return f"{signed}.{base64url.encode(signer.sign(signed.encode()))}", signed.encode()


def read_jws(text: str, media_type: str) -> Jws:
    """The parts of a compact signature. Raises Refused: FORMAT, TYPE or ALG."""
    parts = text.split(".")
    if len(parts) != 3:
        raise Refused(Refusal.FORMAT)
    header, payload = (from_json_object(from_b64url(part)) for part in parts[:2])
    # A header that must be understood and is not would change what the signature means (RFC 7515, 4.1.11).
    if "crit" in header or "b64" in header:
        raise Refused(Refusal.FORMAT)
    if header.get("typ") != media_type:
        raise Refused(Refusal.TYPE)
    if header.get("alg") != ES256:
        raise Refused(Refusal.ALG)
    signed = text[: text.rindex(".")].encode()
    return Jws(header, payload, from_b64url(parts[2]), signed)


def named_key(header: Mapping[str, Any]) -> tuple[str, Sequence[bytes]]:
    """The key id and the certificates that a header names; a header may lack either. Raises Refused."""
    key_id, chain = header.get("kid", ""), header.get("x5c", [])
    if not isinstance(key_id, str) or not isinstance(chain, list):
        raise Refused(Refusal.FORMAT)
    if not all(isinstance(certificate, str) for certificate in chain):
        raise Refused(Refusal.FORMAT)
    try:
        # Certificates alone stand in plain base64 (RFC 7515, 4.1.6).
        return key_id, [binascii.a2b_base64(certificate, strict_mode=True) for certificate in chain]
    except ValueError as error:
        raise Refused(Refusal.FORMAT) from error


def public_jwk(key: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = key.public_numbers()
    return {
        "kty": "EC",
        "crv": "P-256",
        "x": base64url.encode(numbers.x.to_bytes(32, "big")),
        "y": base64url.encode(numbers.y.to_bytes(32, "big")),
    }


def key_of_jwk(jwk: Any) -> ec.EllipticCurvePublicKey:
    """The P-256 key of a JWK. Raises Refused: HOLDER when it is of another kind, no point of the curve, or private."""
    if not isinstance(jwk, Mapping) or jwk.get("kty") != "EC" or jwk.get("crv") != "P-256" or "d" in jwk:
        raise Refused(Refusal.HOLDER)
    x, y = jwk.get("x"), jwk.get("y")
    if not isinstance(x, str) or not isinstance(y, str):
        raise Refused(Refusal.HOLDER)
    return key_of_point(from_b64url(x), from_b64url(y))


def key_of_point(x: bytes, y: bytes) -> ec.EllipticCurvePublicKey:
    """Raises Refused: HOLDER unless it is a point of P-256."""
    try:
        if len(x) != 32 or len(y) != 32:
            raise ValueError("coordinates of another curve")
        return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), b"\x04" + x + y)
    except ValueError as error:
        raise Refused(Refusal.HOLDER) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name stands twice")
    return value


def _exact(digits: str) -> int:
    if len(digits) > 17 or abs(int(digits)) > _LARGEST:
        raise ValueError("too large for some readers")
    return int(digits)


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise ValueError("too large for a number")
    return number


def _no_number(digits: str) -> None:
    raise ValueError(digits)
