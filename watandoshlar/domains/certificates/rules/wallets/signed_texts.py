"""Reading a compact JWS strictly: one algorithm, the type that is expected, a limit on its length.

Whoever calls says which refusal a bad text gets; nothing here trusts a header before the signature holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from watandoshlar.domains.certificates.rules.wallets.reading import read_object
from watandoshlar.domains.certificates.rules.wallets.refusal import Refusal

ALGORITHM = "ES256"
MOST_CHARACTERS = 32_768
LEEWAY_SECONDS = 60
"""By how much the clock of a phone may run ahead of ours."""
_LATEST_SECOND = 253402300799
"""The last one of the year 9999: no date lies behind it."""

Claims = Mapping[str, Any]
PublicJwk = Mapping[str, str]
_PARTS_OF_KEY = ("kty", "crv", "x", "y")
_UNREADABLE = (JoseError, ValueError, TypeError, KeyError, AttributeError)
"""What comes of parts that are missing or of another kind."""


class _Registry(jws.JWSRegistry):
    # An attestation of keys and its certificates travel in the header of a proof.
    max_header_length = MOST_CHARACTERS
    max_payload_length = MOST_CHARACTERS


_REGISTRY = _Registry(algorithms=[ALGORITHM], strict_check_header=False)


@dataclass(frozen=True)
class SignedText:
    """A JWS whose form is right and whose signature nobody has looked at yet."""

    text: str
    header: Claims

    def claims_signed_by(self, key: PublicJwk, code: str) -> Claims:
        """The claims under the signature; refuses with `code` when the key did not make it."""
        try:
            read = jws.deserialize_compact(self.text, ECKey.import_key(dict(key)), registry=_REGISTRY)
        except (*_UNREADABLE, RecursionError) as error:
            raise Refusal(code, "The signature does not hold.") from error
        return read_object(read.payload, code)


def signed_text(text: object, kind: str, code: str) -> SignedText:
    """A compact JWS of this `typ`, signed with ES256."""
    if not isinstance(text, str) or len(text) > MOST_CHARACTERS:
        raise Refusal(code, "This is no signed text, or it is too long.")
    try:
        header = jws.extract_compact(text.encode("ascii"), registry=_REGISTRY).headers()
    except (*_UNREADABLE, RecursionError) as error:
        raise Refusal(code, "This is no compact JWS.") from error
    if header.get("typ") != kind or header.get("alg") != ALGORITHM:
        raise Refusal(code, f"A text of type {kind}, signed with {ALGORITHM}, is asked for.")
    return SignedText(text, header)


def public_key(jwk: object, code: str) -> dict[str, str]:
    """The public key on P-256, reduced to what a key is; refuses private keys, other curves, points off the curve."""
    if not isinstance(jwk, dict) or "d" in jwk:
        raise Refusal(code, "A public key is asked for.")
    key: dict[str, str | list[str]] = {part: jwk[part] for part in _PARTS_OF_KEY if isinstance(jwk.get(part), str)}
    if len(key) != len(_PARTS_OF_KEY) or key["kty"] != "EC" or key["crv"] != "P-256":
        raise Refusal(code, "A key on the curve P-256 is asked for.")
    try:
        # Spells a point in one way only, so that one key has one thumbprint.
        plain = ECKey.import_key(key).as_dict(private=False)
    except _UNREADABLE as error:
        raise Refusal(code, "The key is no point of its curve.") from error
    return {part: str(plain[part]) for part in _PARTS_OF_KEY}


def thumbprint(jwk: PublicJwk) -> str:
    """The name of a key by RFC 7638: 43 characters."""
    return ECKey.import_key(dict(jwk)).thumbprint()


def moment(claims: Claims, name: str, code: str) -> int:
    """A time claim, which must be there and be the second of a date."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= _LATEST_SECOND:
        raise Refusal(code, f"The claim {name} is missing, or no date.")
    return int(value)


def require_fresh(claims: Claims, now: datetime, seconds: int, code: str) -> None:
    """Refuses what was signed longer ago than `seconds`, or in the future."""
    age = now.timestamp() - moment(claims, "iat", code)
    if not -LEEWAY_SECONDS <= age <= seconds:
        raise Refusal(code, "It was signed too long ago, or in the future.")


def require_in_force(claims: Claims, now: datetime, code: str) -> None:
    """Refuses what has no end, has ended or not begun."""
    seconds = now.timestamp()
    begins = moment(claims, "nbf", code) if "nbf" in claims else seconds
    if moment(claims, "exp", code) <= seconds or begins > seconds + LEEWAY_SECONDS:
        raise Refusal(code, "It has ended, or has not begun.")


def require_audience(claims: Claims, issuer: str, code: str) -> None:
    if claims.get("aud") not in (issuer, [issuer]):
        raise Refusal(code, "It was made for somebody else.")


def text_claim(claims: Claims, name: str, code: str) -> str:
    value = claims.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= 500 or not value.isprintable():
        raise Refusal(code, f"The claim {name} is missing.")
    return value
