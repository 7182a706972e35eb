"""The trust list: which keys sign for this installation, what and when, under the signature of its root.

Form: a compact JWS (RFC 7515) with exactly the header {"alg": "ES384", "kid": root key id, "typ": "trust-list+jwt"} and
the payload, sorted and without spaces,

    {"version", "issuedAt", "nextUpdate", "previous", "authorities": {name: certificate},
     "keys": [{"kid", "alg", "pub", "docTypes", "notBefore", "signUntil", "revokedAt"}]}

Moments are seconds since 1970; `kid` is hexadecimal, as seals, tokens and registers name keys; `pub` (a
SubjectPublicKeyInfo) and the certificates are DER in base64url; `previous` is the SHA-256 of the whole list before,
hexadecimal; what does not hold is null. The signature is raw and low-s, so that one list has one spelling and one hash.

A reader pins the root and never goes back: it refuses a lower version, another list of a version that it has, and a
next list that does not name the one before.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature

from watandoshlar.foundation.crypto import base64url
from watandoshlar.foundation.crypto.seal import TrustedKey
from watandoshlar.foundation.crypto.signer import ES256, key_id_of

TYPE = "trust-list+jwt"
FRESH_FOR = timedelta(hours=72)
USABLE_FOR = timedelta(days=30)
PUBLISHED_BEFORE_USE = timedelta(days=14)
"""Readers without network have to hear of a key before they see what it signed."""
MAX_LENGTH = 1_000_000
_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFC7634D81F4372DDF581A0DB248B0A77AECEC196ACCC52973
_ECDSA = ec.ECDSA(hashes.SHA384())
_ALGORITHMS = {"ES256": ES256}
_NAMES = {number: name for name, number in _ALGORITHMS.items()}
_LIST = {"version", "issuedAt", "nextUpdate", "previous", "keys", "authorities"}
_KEY = {"kid", "alg", "pub", "docTypes", "notBefore", "signUntil", "revokedAt"}


class TrustListRefused(ValueError):
    """`code` says why: malformed · signature · lower_version · other_list · broken_chain."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Age(StrEnum):
    """How far a list can still be relied on, by the time since its reader last had it from the platform."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"


@dataclass(frozen=True)
class TrustList:
    """What a list says. `previous` is the hash of the list before, empty for the first one."""

    version: int
    issued_at: datetime
    next_update: datetime
    keys: Mapping[bytes, TrustedKey]
    previous: str = ""
    authorities: Mapping[str, bytes] = field(default_factory=dict)


def make_trust_list(content: TrustList, root: ec.EllipticCurvePublicKey, sign: Callable[[bytes], bytes]) -> str:
    """The signed list; `sign` gives the DER signature ES384 of the root."""
    header = {"alg": "ES384", "kid": key_id_of(root).hex(), "typ": TYPE}
    signed = f"{base64url.encode(_spell(header))}.{base64url.encode(_spell(_to_json(content)))}"
    return f"{signed}.{base64url.encode(_raw(sign(signed.encode())))}"


def read_trust_list(text: str, root: ec.EllipticCurvePublicKey, held: str = "") -> TrustList:
    """What the list says, if the root signed it and it does not lead back behind the list `held`.

    Raises TrustListRefused.
    """
    content = _read(text, root)
    if not held or text == held:
        return content
    before = _read(held, root)
    if content.version < before.version:
        raise TrustListRefused("lower_version")
    if content.version == before.version:
        raise TrustListRefused("other_list")
    if content.version == before.version + 1 and content.previous != hash_of(held):
        raise TrustListRefused("broken_chain")
    return content


def faults_of_next(content: TrustList, before: TrustList | None) -> list[tuple[str, str]]:
    """What forbids that the root signs `content` after `before`: pairs of a code and the key that it is about.

    dropped · changed · unrevoked · longer: a key of the list before was left out, is another one, came back, or may
    sign for longer. too_early: a new key would sign sooner than readers have heard of it, although another one could.
    """
    faults = []
    held = before.keys if before else {}
    for kid, key in held.items():
        now = content.keys.get(kid)
        if now is None:
            faults.append(("dropped", kid.hex()))
        else:
            faults += [(code, kid.hex()) for code in _faults_of_change(key, now)]
    for kid in content.keys.keys() - held.keys():
        new = content.keys[kid]
        is_early = new.not_before is None or new.not_before < content.issued_at + PUBLISHED_BEFORE_USE
        others = [content.keys[other] for other in held if other in content.keys]
        if is_early and any(_signs_beside(new, other, content.issued_at) for other in others):
            faults.append(("too_early", kid.hex()))
    return faults


def hash_of(text: str) -> str:
    """What the next list names this one by."""
    return hashlib.sha256(text.encode()).hexdigest()


def age_of(content: TrustList, had_at: datetime, at: datetime) -> Age:
    """The age at the moment `at` of a list that its reader last had from the platform at `had_at`."""
    if at >= content.next_update or at - had_at >= USABLE_FOR:
        return Age.OLD
    return Age.FRESH if at - had_at < FRESH_FOR else Age.AGEING


def _faults_of_change(before: TrustedKey, now: TrustedKey) -> list[str]:
    faults = []
    if (before.algorithm, before.not_before) != (now.algorithm, now.not_before):
        faults.append("changed")
    if before.revoked_at is not None and now.revoked_at != before.revoked_at:
        faults.append("unrevoked")
    if before.sign_until is not None and (now.sign_until is None or now.sign_until > before.sign_until):
        faults.append("longer")
    return faults


def _signs_beside(new: TrustedKey, other: TrustedKey, at: datetime) -> bool:
    """Whether `other` can go on signing what `new` is for until readers have heard of it."""
    lasts = other.sign_until is None or other.sign_until >= at
    return lasts and other.revoked_at is None and bool(new.document_types & other.document_types)


def _read(text: str, root: ec.EllipticCurvePublicKey) -> TrustList:
    try:
        header, payload, signature = _parts(text)
        if header != {"alg": "ES384", "kid": key_id_of(root).hex(), "typ": TYPE}:
            raise TrustListRefused("signature")
        _check(signature, text.rpartition(".")[0].encode(), root)
        return _from_json(payload)
    except TrustListRefused:
        raise
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise TrustListRefused("malformed") from error


def _parts(text: str) -> tuple[Any, Any, bytes]:
    if len(text) > MAX_LENGTH:
        raise TrustListRefused("malformed")
    parts = [base64url.decode(part) for part in text.split(".")]
    header, payload = (json.loads(part) for part in parts[:2])
    if len(parts) != 3 or [_spell(header), _spell(payload)] != parts[:2]:
        # Another spelling of the same list: spaces, another order, a name twice.
        raise TrustListRefused("malformed")
    return header, payload, parts[2]


def _check(signature: bytes, signed: bytes, root: ec.EllipticCurvePublicKey) -> None:
    r, s = int.from_bytes(signature[:48], "big"), int.from_bytes(signature[48:], "big")
    if len(signature) != 96 or s > _ORDER // 2:
        raise TrustListRefused("signature")
    try:
        root.verify(encode_dss_signature(r, s), signed, _ECDSA)
    except InvalidSignature:
        raise TrustListRefused("signature") from None


def _raw(der: bytes) -> bytes:
    r, s = decode_dss_signature(der)
    return r.to_bytes(48, "big") + min(s, _ORDER - s).to_bytes(48, "big")


def _to_json(content: TrustList) -> dict[str, Any]:
    return {
        "version": content.version,
        "issuedAt": _seconds(content.issued_at),
        "nextUpdate": _seconds(content.next_update),
        "previous": content.previous or None,
        "keys": [_key_to_json(content.keys[kid]) for kid in sorted(content.keys)],
        "authorities": {name: base64url.encode(der) for name, der in content.authorities.items()},
    }


def _key_to_json(key: TrustedKey) -> dict[str, Any]:
    der = key.public_key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return {
        "kid": key.key_id.hex(),
        "alg": _NAMES[key.algorithm],
        "pub": base64url.encode(der),
        "docTypes": sorted(key.document_types),
        "notBefore": _seconds(key.not_before),
        "signUntil": _seconds(key.sign_until),
        "revokedAt": _seconds(key.revoked_at),
    }


def _from_json(payload: Any) -> TrustList:
    version, keys = payload["version"], [_key_from_json(key) for key in payload["keys"]]
    if set(payload) != _LIST or type(version) is not int or version < 1:
        raise TrustListRefused("malformed")
    trusted = {key.key_id: key for key in keys}
    if len(trusted) != len(keys):
        raise TrustListRefused("malformed")
    return TrustList(
        version=version,
        issued_at=_moment(payload["issuedAt"]),
        next_update=_moment(payload["nextUpdate"]),
        keys=trusted,
        previous=payload["previous"] or "",
        authorities={name: base64url.decode(der) for name, der in payload["authorities"].items()},
    )


def _key_from_json(key: Any) -> TrustedKey:
    public_key = serialization.load_der_public_key(base64url.decode(key["pub"]))
    if set(key) != _KEY or not isinstance(public_key, ec.EllipticCurvePublicKey):
        raise TrustListRefused("malformed")
    if public_key.curve.name != "secp256r1" or key_id_of(public_key).hex() != key["kid"]:
        raise TrustListRefused("malformed")
    return TrustedKey(
        key_id=bytes.fromhex(key["kid"]),
        public_key=public_key,
        document_types=frozenset(key["docTypes"]),
        algorithm=_ALGORITHMS[key["alg"]],
        not_before=_moment(key["notBefore"]),
        sign_until=_optional_moment(key["signUntil"]),
        revoked_at=_optional_moment(key["revokedAt"]),
    )


def _spell(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _optional_moment(seconds: Any) -> datetime | None:
    return None if seconds is None else _moment(seconds)


def _moment(seconds: Any) -> datetime:
    if type(seconds) is not int:
        raise TrustListRefused("malformed")
    return datetime.fromtimestamp(seconds, UTC)
