"""Token status lists (draft-ietf-oauth-status-list-20): a small number for every position, packed and signed.

Whoever checks a copy fetches the whole list that the copy names, so that the issuer does not learn which one is
checked. A list comes in two spellings that say the same: a JWT for `application/statuslist+jwt`, a CWT in COSE_Sign1
for `application/statuslist+cwt`. Besides what the draft asks for, both carry `log`: size and root of the log of
issuances at that moment, and `version`, by which a reader tells the later one of two lists of one second.

A reader accepts the one algorithm of the house, a key that it was given, and nothing that inflates beyond the size it
expects.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.crypto import base64url, strict_cbor
from watandoshlar.foundation.crypto.signer import ES256, Signer, verify_signature

VALID, INVALID, SUSPENDED, APPLICATION_SPECIFIC = 0, 1, 2, 3
BITS = (1, 2, 4, 8)
JWT_TYPE, CWT_TYPE = "application/statuslist+jwt", "application/statuslist+cwt"

_COSE_SIGN1 = 0xD2
_ALGORITHM, _KEY_ID, _TYPE, _CHAIN = 1, 4, 16, 33
_SUBJECT, _EXPIRES, _ISSUED, _TTL, _LIST = 2, 4, 6, 65534, 65533
MOST_BYTES = 2**22
"""The most that a list inflates to: a position for each of four million copies at eight bits."""

# What comes of claims that are missing, of another type, too large or too deep.
_MALFORMED = (ValueError, KeyError, TypeError, AttributeError, OverflowError, RecursionError)

Keys = Mapping[bytes, ec.EllipticCurvePublicKey]
"""The keys that may sign lists, by their id."""


class NotAStatusList(ValueError):
    """The token is not well formed, not signed by one of the keys, or not of the list that was asked for."""

    code = "not_a_status_list"


@dataclass(frozen=True)
class StatusListToken:
    """What a token says. Times are aware and have whole seconds.

    uri        where the list is fetched, which is also its name in a copy
    packed     the statuses, see `pack`
    ttl        after how many seconds a new one should be fetched; past `expires_at` it counts for nothing
    log_size   and `log_root`: the log of issuances when this was signed
    version    grows by one with each publication: of two lists of one second it tells the later
    """

    uri: str
    bits: int
    packed: bytes
    issued_at: datetime
    expires_at: datetime
    ttl: int
    log_size: int = 0
    log_root: bytes = b""
    version: int = 0

    def status(self, position: int) -> int:
        """The status at a position. Raises NotAStatusList where the list has none, as the draft demands (8.3)."""
        return status_at(self.packed, self.bits, position)


def pack(statuses: Iterable[tuple[int, int]], size: int, bits: int) -> bytes:
    """A list of `size` positions that are 0 but for these (position, status), least significant bits first (4.1)."""
    if bits not in BITS:
        raise ValueError("A status has 1, 2, 4 or 8 bits.")
    per_byte, most = 8 // bits, (1 << bits) - 1
    packed = bytearray(-(-size // per_byte))
    for position, status in statuses:
        if not (0 <= position < size and 0 <= status <= most):
            raise ValueError(f"There is no status {status} at {position}.")
        place, shift = position // per_byte, position % per_byte * bits
        packed[place] = packed[place] & ~(most << shift) | status << shift
    return bytes(packed)


def status_at(packed: bytes, bits: int, position: int) -> int:
    """Raises NotAStatusList for a position outside the list."""
    per_byte = 8 // bits
    if not 0 <= position < len(packed) * per_byte:
        raise NotAStatusList
    return packed[position // per_byte] >> position % per_byte * bits & (1 << bits) - 1


def compress(packed: bytes) -> bytes:
    """DEFLATE in the ZLIB format, as small as it gets (4.1)."""
    return zlib.compress(packed, 9)


def inflate(compressed: bytes) -> bytes:
    """Raises NotAStatusList when the stream is broken, too long when inflated, or followed by more bytes."""
    stream = zlib.decompressobj()
    try:
        packed = stream.decompress(compressed, MOST_BYTES)
    except zlib.error as error:
        raise NotAStatusList from error
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise NotAStatusList
    return packed


def make_jwt(token: StatusListToken, signer: Signer, chain: Sequence[bytes] = ()) -> str:
    """The list as a JWT; `chain` are the certificates of the key, DER, its own first."""
    header: dict[str, Any] = {"alg": "ES256", "kid": signer.key_id.hex(), "typ": JWT_TYPE.partition("/")[2]}
    if chain:
        header["x5c"] = [b64encode(certificate).decode() for certificate in chain]
    claims = {
        "sub": token.uri,
        "iat": _seconds(token.issued_at),
        "exp": _seconds(token.expires_at),
        "ttl": token.ttl,
        "status_list": {"bits": token.bits, "lst": base64url.encode(compress(token.packed))},
        "log": {"size": token.log_size, "root": token.log_root.hex()},
        **_version(token),
    }
    signed = f"{base64url.encode(_json(header))}.{base64url.encode(_json(claims))}"
    return f"{signed}.{base64url.encode(signer.sign(signed.encode()))}"


def make_cwt(token: StatusListToken, signer: Signer, chain: Sequence[bytes] = ()) -> bytes:
    """The list as a CWT in COSE_Sign1; `chain` as above."""
    header: dict[int, Any] = {_ALGORITHM: signer.algorithm, _KEY_ID: signer.key_id, _TYPE: CWT_TYPE}
    if chain:
        header[_CHAIN] = chain[0] if len(chain) == 1 else list(chain)
    claims: dict[int | str, Any] = {
        _SUBJECT: token.uri,
        _ISSUED: _seconds(token.issued_at),
        _EXPIRES: _seconds(token.expires_at),
        _TTL: token.ttl,
        _LIST: {"bits": token.bits, "lst": compress(token.packed)},
        "log": {"size": token.log_size, "root": token.log_root},
        **_version(token),
    }
    protected, payload = strict_cbor.encode(header), strict_cbor.encode(claims)
    signature = signer.sign(_to_be_signed(protected, payload))
    return bytes([_COSE_SIGN1]) + strict_cbor.encode([protected, {}, payload, signature])


def read_jwt(text: str, keys: Keys, uri: str) -> StatusListToken:
    """The list at this address. Raises NotAStatusList. Whether it has expired, the caller asks."""
    try:
        signed, _, signature = text.rpartition(".")
        header, claims = (json.loads(base64url.decode(part)) for part in signed.split("."))
        if header["alg"] != "ES256" or header["typ"] != JWT_TYPE.partition("/")[2] or "crit" in header:
            raise NotAStatusList
        _check(keys, bytes.fromhex(header["kid"]), base64url.decode(signature), signed.encode())
        listed, log = claims["status_list"], claims.get("log", {"size": 0, "root": ""})
        return _token(
            uri,
            {"version": 0, **claims},
            (listed["bits"], base64url.decode(listed["lst"])),
            (log["size"], bytes.fromhex(log["root"])),
        )
    except _MALFORMED as error:
        raise NotAStatusList from error


def read_cwt(content: bytes, keys: Keys, uri: str) -> StatusListToken:
    """The same for the CWT."""
    try:
        if content[:1] != bytes([_COSE_SIGN1]):
            raise NotAStatusList
        protected, unprotected, payload, signature = strict_cbor.decode(content[1:])
        header, claims = strict_cbor.decode(protected), strict_cbor.decode(payload)
        if unprotected != {} or header[_ALGORITHM] != ES256 or header[_TYPE] != CWT_TYPE:
            raise NotAStatusList
        _check(keys, header[_KEY_ID], signature, _to_be_signed(protected, payload))
        listed, log = claims[_LIST], claims.get("log", {"size": 0, "root": b""})
        return _token(
            uri,
            {
                "sub": claims[_SUBJECT],
                "iat": claims[_ISSUED],
                "exp": claims[_EXPIRES],
                "ttl": claims[_TTL],
                "version": claims.get("version", 0),
            },
            (listed["bits"], listed["lst"]),
            (log["size"], log["root"]),
        )
    except _MALFORMED as error:
        raise NotAStatusList from error


def _token(uri: str, claims: Mapping[str, Any], listed: tuple[int, bytes], log: tuple[int, bytes]) -> StatusListToken:
    """Raises NotAStatusList when a claim is of another type or the list is another one."""
    bits, compressed = listed
    numbers = (claims["iat"], claims["exp"], claims["ttl"], claims["version"], bits, log[0])
    if claims["sub"] != uri or bits not in BITS or not all(type(number) is int and number >= 0 for number in numbers):
        raise NotAStatusList
    return StatusListToken(
        uri=uri,
        bits=bits,
        packed=inflate(compressed),
        issued_at=datetime.fromtimestamp(claims["iat"], UTC),
        expires_at=datetime.fromtimestamp(claims["exp"], UTC),
        ttl=claims["ttl"],
        log_size=log[0],
        log_root=log[1],
        version=claims["version"],
    )


def _version(token: StatusListToken) -> dict[Any, int]:
    return {"version": token.version} if token.version else {}


def _check(keys: Keys, key_id: bytes, signature: bytes, signed: bytes) -> None:
    """Raises KeyError for an unknown key, NotAStatusList for a signature that is not its own."""
    if not verify_signature(keys[key_id], signature, signed):
        raise NotAStatusList


def _to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """The Sig_structure of RFC 9052, 4.4."""
    return strict_cbor.encode(["Signature1", protected, b"", payload])


def _json(value: Mapping[str, Any]) -> bytes:
    return json.dumps(value, separators=(",", ":")).encode()


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
