"""The seal `UZ1:`: a signed text, small enough for a printed QR code, that anyone can check offline.

Form: base45 of a COSE_Sign1 message (RFC 9052, tag 18) that carries a CBOR Web Token (RFC 8392).
    protected header   {1: algorithm, 4: key id of 8 bytes}; the unprotected header is empty
    compression        read (zlib, recognised by its first byte 0x78) but no longer made: it does not make seals smaller
    claims             1 issuer · 4 expires · 5 not before · 6 issued · 7 document number
                       169 identity (IANA "identity-data") · 65535 status: {"status_list": {"idx", "uri"}}
                       (draft-ietf-oauth-status-list) · -65537 our own: 1 category, 2 document type, 3 post,
                       4 SHA-256 of the document's content, 5 the passport, see `passport_hash`

A reader skips claims it does not know, because the issuer signed them and older readers
must go on working; it refuses unknown headers and every other spelling of the same claims.

The reader cannot know whether the document was withdrawn since: its best verdict is
VALID_STATUS_UNKNOWN. The register of certificates turns that into VALID, REVOKED, SUSPENDED or SUPERSEDED,
or NOT_IN_REGISTER for what it did not issue.
"""

import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.crypto import base45, strict_cbor
from watandoshlar.foundation.crypto.signer import ES256, KEY_ID_LENGTH, Signer, verify_signature

PREFIX = "UZ1:"
MAX_TEXT_LENGTH = 4296
"""The most characters that the largest QR code can hold (ISO/IEC 18004, version 40-L)."""
MAX_INFLATED = 8 * 1024
CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead of the reader's clock an issuer's clock may run."""

_COSE_SIGN1 = 0xD2
_ZLIB = 0x78
_ISSUER, _EXPIRES, _NOT_BEFORE, _ISSUED, _NUMBER, _IDENTITY, _STATUS, _OWN = 1, 4, 5, 6, 7, 169, 65535, -65537
_CATEGORY, _DOCUMENT_TYPE, _POST, _CONTENT_HASH, _PASSPORT = 1, 2, 3, 4, 5
_STATUS_LIST = "status_list"
_LATEST_SECOND = 253402300799
"""31 December 9999, the end of what a date can hold."""


class Verdict(StrEnum):
    """Every answer a check can give; a closed list that readers in other languages share."""

    NOT_OURS = "NOT_OURS"
    """Another kind of code."""
    UNREADABLE = "UNREADABLE"
    """No code could be read from the picture, file or text."""
    UNEXAMINED = "UNEXAMINED"
    """The file asked for more memory or time than a check may take, or ended the reader."""
    FORMAT = "FORMAT"
    """Begins like a seal but is not well formed."""
    UNKNOWN_KEY = "UNKNOWN_KEY"
    """Signed by a key that is not trusted for this kind of document at that time."""
    ALG = "ALG"
    """The algorithm differs from the one the key is trusted for."""
    BAD_SIGNATURE = "BAD_SIGNATURE"
    EXPIRED = "EXPIRED"
    NOT_YET = "NOT_YET"
    """Before its first day of validity."""
    KEY_REVOKED = "KEY_REVOKED"
    """The signing key was withdrawn."""
    REVOKED = "REVOKED"
    SUSPENDED = "SUSPENDED"
    SUPERSEDED = "SUPERSEDED"
    """Replaced by a newer document."""
    NOT_IN_REGISTER = "NOT_IN_REGISTER"
    """Signed by a key of ours, but the register, which was asked, did not issue it. Only an online check can say so."""
    VALID_STATUS_UNKNOWN = "VALID_STATUS_UNKNOWN"
    """Genuine and in date; whether it was withdrawn since could not be asked."""
    VALID = "VALID"


class NotASeal(ValueError):
    """The text begins like a seal but is not well formed."""

    code = "not_a_seal"


@dataclass(frozen=True)
class SealClaims:
    """What a seal says. Times are aware and have whole seconds.

    `identity` follows the IANA identity-data map (4 full name, 8 birth date as YYYYMMDD,
    9 sex, 13 nationality, 16 photo, 17 its format (1 JPEG, 3 AVIF, 4 WebP), 19 full name in a second script, 20 its
    language…). `status_uri` is the status list that says whether this copy was withdrawn since, `status_index` its
    position there. `passport_hash` is what the function of that name makes.
    """

    issuer: str
    number: str
    document_type: str
    issued_at: datetime
    identity: Mapping[int, str | int | bytes]
    category: str = ""
    post: str = ""
    content_hash: bytes = b""
    valid_from: datetime | None = None
    expires_at: datetime | None = None
    status_uri: str = ""
    status_index: int | None = None
    passport_hash: bytes = b""

    def __post_init__(self) -> None:
        if bool(self.status_uri) is (self.status_index is None):
            raise ValueError("A status list and a position in it belong together.")


@dataclass(frozen=True)
class TrustedKey:
    """A public key with what it may sign and when.

    `revoked_at` withdraws the key for every seal, older ones too: whoever stole the key can write
    any date into a seal. `sign_until` ends signing but keeps earlier seals good.
    """

    key_id: bytes
    public_key: ec.EllipticCurvePublicKey
    document_types: frozenset[str]
    algorithm: int = ES256
    not_before: datetime | None = None
    sign_until: datetime | None = None
    revoked_at: datetime | None = None


TrustedKeys = Mapping[bytes, TrustedKey]


@dataclass(frozen=True)
class SealReading:
    """The verdict, and what the seal says if its signature is good."""

    verdict: Verdict
    claims: SealClaims | None = None
    key_id: bytes = field(default=b"")
    signed: bytes = field(default=b"", repr=False)
    """What lies under a good signature: the log holds its hash."""


class _Envelope(NamedTuple):
    protected: bytes
    payload: bytes
    signature: bytes
    algorithm: int
    key_id: bytes

    @property
    def signed(self) -> bytes:
        return _to_be_signed(self.protected, self.payload)


def passport_hash(number: str, passport: str) -> bytes:
    """What ties the document with this number to a passport without naming it: the first 16 bytes of a SHA-256 over
    both, and the last three digits of the passport's number for the eye.

    `passport` is the number as the passport bears it (FA1234567). Whoever holds both papers can compare; the numbers of
    passports are few, so whoever holds the seal alone and tries all of them finds the right one too.
    """
    return hashlib.sha256(f"{number}\n{passport}".encode()).digest()[:16] + passport[-3:].encode()


def make_seal(claims: SealClaims, signer: Signer) -> str:
    """The seal of these claims, ready to print. The same claims give a seal that means the same."""
    return sign_seal(claims, signer)[0]


def sign_seal(claims: SealClaims, signer: Signer) -> tuple[str, bytes]:
    """The seal of these claims, and the bytes under its signature."""
    protected = _header(signer.algorithm, signer.key_id)
    payload = strict_cbor.spell(_to_map(claims))
    signed = _to_be_signed(protected, payload)
    return PREFIX + base45.encode(_to_message(protected, payload, signer.sign(signed))), signed


def read_seal(text: str, trusted_keys: TrustedKeys, at: datetime) -> SealReading:
    """The verdict on a scanned or typed seal at the moment `at` (aware). Never raises on bad input."""
    if not text.startswith(PREFIX):
        return SealReading(Verdict.NOT_OURS)
    try:
        envelope = _open(text)
    except NotASeal:
        return SealReading(Verdict.FORMAT)
    key = trusted_keys.get(envelope.key_id)
    if key is None:
        return SealReading(Verdict.UNKNOWN_KEY, key_id=envelope.key_id)
    if envelope.algorithm != key.algorithm or key.algorithm != ES256:
        return SealReading(Verdict.ALG, key_id=envelope.key_id)
    if not verify_signature(key.public_key, envelope.signature, envelope.signed):
        return SealReading(Verdict.BAD_SIGNATURE, key_id=envelope.key_id)
    try:
        claims = _from_map(strict_cbor.decode(envelope.payload))
    except ValueError:
        return SealReading(Verdict.FORMAT, key_id=envelope.key_id)
    return SealReading(_judge(claims, key, at), claims, envelope.key_id, envelope.signed)


def _judge(claims: SealClaims, key: TrustedKey, at: datetime) -> Verdict:
    if claims.document_type not in key.document_types:
        return Verdict.UNKNOWN_KEY
    if key.revoked_at is not None and key.revoked_at <= at:
        return Verdict.KEY_REVOKED
    if (key.not_before is not None and claims.issued_at < key.not_before) or (
        key.sign_until is not None and claims.issued_at > key.sign_until
    ):
        return Verdict.UNKNOWN_KEY
    if claims.expires_at is not None and at >= claims.expires_at:
        return Verdict.EXPIRED
    if at + CLOCK_SKEW < max(claims.issued_at, claims.valid_from or claims.issued_at):
        return Verdict.NOT_YET
    return Verdict.VALID_STATUS_UNKNOWN


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    return b"\x84\x6aSignature1" + _byte_string(protected) + b"\x40" + _byte_string(payload)


def _to_message(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    """The COSE_Sign1 message. It is never compressed: names, numbers and hashes of a seal only grow by it."""
    return b"\xd2\x84" + _byte_string(protected) + b"\xa0" + _byte_string(payload) + _byte_string(signature)


def _byte_string(content: bytes) -> bytes:
    """Deterministic CBOR of bytes, as `strict_cbor` spells it; written out, since a seal is mostly made of them."""
    length = len(content)
    if length < 24:
        return bytes([0x40 | length]) + content
    return (bytes([0x58, length]) if length < 256 else b"\x59" + length.to_bytes(2, "big")) + content


def _open(text: str) -> _Envelope:
    if len(text) > MAX_TEXT_LENGTH:
        raise NotASeal
    try:
        message = base45.decode(text[len(PREFIX) :])
        if message[:1] == bytes([_ZLIB]):
            message = _inflate(message)
        if message[:1] != bytes([_COSE_SIGN1]):
            raise NotASeal
        protected, unprotected, payload, signature = strict_cbor.decode(message[1:])
    except (ValueError, TypeError) as error:
        raise NotASeal from error
    if unprotected != {} or type(protected) is not bytes or type(payload) is not bytes or type(signature) is not bytes:
        raise NotASeal
    return _Envelope(protected, payload, signature, *_read_header(protected))


@lru_cache(maxsize=64)
def _header(algorithm: int, key_id: bytes) -> bytes:
    return strict_cbor.encode({1: algorithm, 4: key_id})


# All seals of a key have the same header.
@lru_cache(maxsize=64)
def _read_header(protected: bytes) -> tuple[int, bytes]:
    """Algorithm and key id. Raises NotASeal when anything else is in the header."""
    try:
        header = strict_cbor.decode(protected)
    except strict_cbor.NotDeterministic as error:
        raise NotASeal from error
    if not isinstance(header, dict) or set(header) != {1, 4}:
        raise NotASeal
    algorithm, key_id = header[1], header[4]
    if type(algorithm) is not int or type(key_id) is not bytes or len(key_id) != KEY_ID_LENGTH:
        raise NotASeal
    return algorithm, key_id


def _inflate(compressed: bytes) -> bytes:
    """Raises NotASeal when the stream is broken, too long when inflated, or followed by more bytes."""
    stream = zlib.decompressobj()
    try:
        message = stream.decompress(compressed, MAX_INFLATED)
    except zlib.error as error:
        raise NotASeal from error
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise NotASeal
    return message


def _to_map(claims: SealClaims) -> dict[int, Any]:
    """The claims in the order of their spellings: positive keys before negative ones, each from the smallest on."""
    own = {
        _CATEGORY: claims.category,
        _DOCUMENT_TYPE: claims.document_type,
        _POST: claims.post,
        _CONTENT_HASH: claims.content_hash,
        _PASSPORT: claims.passport_hash,
    }
    status = {_STATUS_LIST: {"idx": claims.status_index, "uri": claims.status_uri}} if claims.status_uri else None
    whole: dict[int, Any] = {
        _ISSUER: claims.issuer,
        _EXPIRES: _seconds(claims.expires_at),
        _NOT_BEFORE: _seconds(claims.valid_from),
        _ISSUED: _seconds(claims.issued_at),
        _NUMBER: claims.number.encode(),
        _IDENTITY: dict(sorted(claims.identity.items())),
        _STATUS: status,
        _OWN: {key: value for key, value in own.items() if value},
    }
    return {key: value for key, value in whole.items() if value is not None}


def _from_map(claims: Any) -> SealClaims:
    """The claims of a decoded map. Raises NotASeal when a claim is missing or of another type."""
    if not isinstance(claims, dict):
        raise NotASeal
    own, identity = _take(claims, _OWN, dict), _take(claims, _IDENTITY, dict)
    if not all(type(key) is int and type(value) in (str, int, bytes) for key, value in identity.items()):
        raise NotASeal
    status_uri, status_index = _status(claims)
    return SealClaims(
        issuer=_take(claims, _ISSUER, str),
        number=_take(claims, _NUMBER, bytes).decode(),
        document_type=_take(own, _DOCUMENT_TYPE, str),
        issued_at=_moment(_take(claims, _ISSUED, int)),
        identity=identity,
        category=_take(own, _CATEGORY, str, ""),
        post=_take(own, _POST, str, ""),
        content_hash=_take(own, _CONTENT_HASH, bytes, b""),
        valid_from=_optional_moment(claims, _NOT_BEFORE),
        expires_at=_optional_moment(claims, _EXPIRES),
        status_uri=status_uri,
        status_index=status_index,
        passport_hash=_take(own, _PASSPORT, bytes, b""),
    )


def _status(claims: dict[Any, Any]) -> tuple[str, int | None]:
    """Address of the status list and position there; none in older seals, and none of a mechanism not known here."""
    status = _take(claims, _STATUS, dict, {})
    if _STATUS_LIST not in status:
        return "", None
    place = _take(status, _STATUS_LIST, dict)
    uri, index = _take(place, "uri", str), _take(place, "idx", int)
    if not uri or index < 0:
        raise NotASeal
    return uri, index


def _take(claims: dict[Any, Any], key: int | str, kind: type, default: Any = None) -> Any:
    value = claims.get(key, default)
    if type(value) is not kind:
        raise NotASeal
    return value


def _optional_moment(claims: dict[Any, Any], key: int) -> datetime | None:
    return _moment(_take(claims, key, int)) if key in claims else None


def _moment(seconds: int) -> datetime:
    if not 0 <= seconds <= _LATEST_SECOND:
        raise NotASeal
    return datetime.fromtimestamp(seconds, UTC)


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())
