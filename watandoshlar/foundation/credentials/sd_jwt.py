"""SD-JWT (RFC 9901) and SD-JWT VC: a signed text whose holder chooses, claim by claim, what a reader sees.

The issuer signs hashes of salted claims and hands the claims over beside the signature. The holder passes on some of
them and proves with the key in `cnf` that the credential is theirs. Who reads learns that more was signed, and from
decoys not even how much.
"""

import hashlib
import secrets
from base64 import b64encode
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.credentials.jose import (
    from_b64url,
    from_json,
    from_json_object,
    key_of_jwk,
    named_key,
    read_jws,
    sign_jws,
    to_json,
)
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.credentials.status import StatusReference, read_status
from watandoshlar.foundation.credentials.trust import Trust, addresses, certificates
from watandoshlar.foundation.crypto import base64url
from watandoshlar.foundation.crypto.signer import Signer, verify_signature

SD_JWT_VC = "dc+sd-jwt"
KEY_BINDING = "kb+jwt"
MAX_LENGTH = 512 * 1024
MAX_DISCLOSURES = 500
MAX_DEPTH = 16
CLOCK_SKEW = timedelta(minutes=5)
"""How far ahead of the reader's clock an issuer's or a holder's clock may run."""
BINDING_LIFE = timedelta(minutes=10)
"""How long the proof of a holder answers a question."""

_HASH = "sha-256"
_SALT_BYTES = 16
_RESERVED = frozenset({"_sd", "...", "_sd_alg"})
_NEVER_HIDDEN = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status"})
"""Claims that decide whether a credential counts; a holder may not leave one out (SD-JWT VC, 2.2.2.2)."""
_LATEST_SECOND = 253402300799


@dataclass(frozen=True)
class Hidden:
    """A claim or an item of a list that its holder shows or keeps back."""

    value: Any


@dataclass(frozen=True)
class MadeSdJwt:
    """`text` goes to the holder with every disclosure; `signed` are the bytes under the signature."""

    text: str
    signed: bytes


@dataclass(frozen=True)
class SdJwtReading:
    """What a genuine SD-JWT says: `claims` as far as they are shown, without the marks of the format.

    is_bound  its holder has proven to hold the key `holder_key`
    signed    the bytes under the issuer's signature: with the place in the status list its only identity, for the
              signature itself has a twin
    """

    header: Mapping[str, Any]
    claims: Mapping[str, Any]
    signed: bytes
    holder_key: ec.EllipticCurvePublicKey | None = None
    is_bound: bool = False
    status: StatusReference | None = None


@dataclass(frozen=True)
class HolderQuestion:
    """What the proof of a holder has to answer: who asks, with which number used once, and when."""

    audience: str
    nonce: str


def make_sd_jwt(
    claims: Mapping[str, Any],
    signer: Signer,
    *,
    media_type: str = SD_JWT_VC,
    chain: Sequence[bytes] = (),
    decoys: int = 0,
    draw: Callable[[int], bytes] = secrets.token_bytes,
) -> MadeSdJwt:
    """The SD-JWT of these claims; what is `Hidden` becomes a disclosure, wherever it stands.

    `decoys` hashes of nothing are added at the top, so that their number does not say how much is hidden.
    """
    disclosures: list[str] = []
    payload = _conceal(claims, disclosures, draw)
    digests = payload.get("_sd", []) + [_digest(base64url.encode(draw(32))) for _ in range(decoys)]
    if digests:
        payload["_sd"] = sorted(digests)
    if disclosures or decoys:
        payload["_sd_alg"] = _HASH
    header: dict[str, Any] = {"typ": media_type, "kid": signer.key_id.hex()}
    if chain:
        header["x5c"] = [b64encode(certificate).decode() for certificate in chain]
    token, signed = sign_jws(header, payload, signer)
    return MadeSdJwt("~".join([token, *disclosures, ""]), signed)


def present(text: str, names: Collection[str]) -> str:
    """The SD-JWT with the disclosures of these claims only, at the top and all below them; still without a proof."""
    token, disclosures, _proof = _split(text)
    payload = from_json_object(from_b64url(token.split(".")[1]))
    texts = {_digest(disclosure): disclosure for disclosure in disclosures}
    found = _reachable(payload, _by_digest(disclosures), None)
    return "~".join([token, *(texts[digest] for name, digest in found if name in names), ""])


def bind(presentation: str, holder: Signer, question: HolderQuestion, at: datetime) -> str:
    """The presentation with the proof of its holder (RFC 9901, 4.3)."""
    payload = {
        "iat": int(at.timestamp()),
        "aud": question.audience,
        "nonce": question.nonce,
        "sd_hash": _digest(presentation),
    }
    return presentation + sign_jws({"typ": KEY_BINDING}, payload, holder)[0]


def read_sd_jwt(
    text: str,
    trust: Trust,
    at: datetime,
    *,
    media_type: str = SD_JWT_VC,
    question: HolderQuestion | None = None,
) -> SdJwtReading:
    """What an SD-JWT says at the moment `at` (aware). Raises Refused.

    With a `question` the proof of its holder is demanded; without one a proof that is there is refused, because nobody
    could say whom it was made for.
    """
    token, disclosures, proof = _split(text)
    jws = read_jws(token, media_type)
    key_id, chain = named_key(jws.header)
    if not trust(key_id, chain).has_signed(jws.signature, jws.signed):
        raise Refused(Refusal.BAD_SIGNATURE)
    claims = _reveal(jws.payload, disclosures)
    _judge_issuer(claims.get("iss"), chain)
    _judge_dates(claims, at)
    holder_key = _holder_key(claims)
    if question is not None:
        _judge_proof(text[: len(text) - len(proof)], proof, holder_key, question, at)
    elif proof:
        raise Refused(Refusal.HOLDER)
    status = read_status(claims.get("status"))
    return SdJwtReading(jws.header, claims, jws.signed, holder_key, question is not None, status)


def read_credential(
    text: str, trust: Trust, at: datetime, *, types: Collection[str], question: HolderQuestion | None = None
) -> SdJwtReading:
    """What an SD-JWT VC of one of these types (`vct`) says. Raises Refused."""
    reading = read_sd_jwt(text, trust, at, question=question)
    if reading.claims.get("vct") not in types:
        raise Refused(Refusal.TYPE)
    return reading


# --- making -----------------------------------------------------------------------------------------------------------


def _conceal(value: Any, disclosures: list[str], draw: Callable[[int], bytes]) -> Any:
    if isinstance(value, Mapping):
        if _RESERVED & value.keys():
            raise ValueError("These names belong to the format.")
        shown = {name: _conceal(part, disclosures, draw) for name, part in value.items() if type(part) is not Hidden}
        digests = [
            _disclose([_salt(draw), name, _conceal(part.value, disclosures, draw)], disclosures)
            for name, part in value.items()
            if type(part) is Hidden
        ]
        # In the order of the hashes, so that the order of the claims tells nothing.
        return shown | ({"_sd": sorted(digests)} if digests else {})
    if isinstance(value, list | tuple):
        return [
            {"...": _disclose([_salt(draw), _conceal(item.value, disclosures, draw)], disclosures)}
            if type(item) is Hidden
            else _conceal(item, disclosures, draw)
            for item in value
        ]
    return value


def _disclose(parts: list[Any], disclosures: list[str]) -> str:
    disclosure = base64url.encode(to_json(parts))
    disclosures.append(disclosure)
    return _digest(disclosure)


def _salt(draw: Callable[[int], bytes]) -> str:
    return base64url.encode(draw(_SALT_BYTES))


def _digest(text: str) -> str:
    return base64url.encode(hashlib.sha256(text.encode()).digest())


# --- reading ----------------------------------------------------------------------------------------------------------


@dataclass
class _Disclosures:
    """The disclosures of one SD-JWT by their hash, and which hashes have been met."""

    by_digest: Mapping[str, list[Any]]
    met: set[str] = field(default_factory=set)

    def take(self, digest: Any, length: int) -> list[Any] | None:
        """The parts that this hash stands for; None for what was kept back, and for decoys. Raises Refused."""
        if not isinstance(digest, str) or digest in self.met:
            raise Refused(Refusal.DIGEST)
        self.met.add(digest)
        parts = self.by_digest.get(digest)
        if parts is not None and len(parts) != length:
            raise Refused(Refusal.DIGEST)
        return parts


def _split(text: str) -> tuple[str, list[str], str]:
    """The issuer's token, the disclosures and the holder's proof ("" when there is none)."""
    if len(text) > MAX_LENGTH or not text.isascii():
        raise Refused(Refusal.FORMAT)
    token, *disclosures = text.split("~")
    if not disclosures or len(disclosures) > MAX_DISCLOSURES:
        raise Refused(Refusal.FORMAT)
    return token, disclosures[:-1], disclosures[-1]


def _by_digest(disclosures: Sequence[str]) -> dict[str, list[Any]]:
    found = {}
    for disclosure in disclosures:
        parts = from_json(from_b64url(disclosure))
        if not isinstance(parts, list) or len(parts) not in (2, 3) or not isinstance(parts[0], str):
            raise Refused(Refusal.FORMAT)
        found[_digest(disclosure)] = parts
    if len(found) != len(disclosures):
        raise Refused(Refusal.DIGEST)
    return found


def _reveal(payload: Mapping[str, Any], disclosures: Sequence[str]) -> dict[str, Any]:
    """The claims with the disclosures in their places (RFC 9901, 7.1). Raises Refused."""
    if payload.get("_sd_alg", _HASH) != _HASH:
        raise Refused(Refusal.DIGEST_ALG)
    found = _Disclosures(_by_digest(disclosures))
    shown = {name: part for name, part in payload.items() if name != "_sd_alg"}
    claims: dict[str, Any] = _open(shown, found, 0, _NEVER_HIDDEN)
    # A disclosure that nothing refers to was not signed.
    if not found.by_digest.keys() <= found.met:
        raise Refused(Refusal.DIGEST)
    return claims


def _open(value: Any, found: _Disclosures, depth: int, never_hidden: Collection[str] = frozenset()) -> Any:
    if depth > MAX_DEPTH:
        raise Refused(Refusal.FORMAT)
    if isinstance(value, list):
        return list(_open_items(value, found, depth))
    if not isinstance(value, dict):
        return value
    if "..." in value or "_sd_alg" in value:
        raise Refused(Refusal.FORMAT)
    digests = value.get("_sd", [])
    if not isinstance(digests, list):
        raise Refused(Refusal.FORMAT)
    opened = {name: _open(part, found, depth + 1) for name, part in value.items() if name != "_sd"}
    for digest in digests:
        parts = found.take(digest, 3)
        if parts is None:
            continue
        _, name, part = parts
        if not isinstance(name, str) or name in _RESERVED or name in opened or name in never_hidden:
            raise Refused(Refusal.DIGEST)
        opened[name] = _open(part, found, depth + 1)
    return opened


def _open_items(items: list[Any], found: _Disclosures, depth: int) -> Iterator[Any]:
    for item in items:
        if isinstance(item, dict) and item.keys() == {"..."}:
            parts = found.take(item["..."], 2)
            if parts is not None:
                yield _open(parts[1], found, depth + 1)
        else:
            yield _open(item, found, depth + 1)


def _reachable(value: Any, found: Mapping[str, list[Any]], top: str | None) -> Iterator[tuple[str, str]]:
    """The hash of every disclosure below `value`, with the name of the claim at the top that it belongs to."""
    if isinstance(value, list):
        for item in value:
            yield from _reachable(item, found, top)
    if not isinstance(value, dict):
        return
    for name, part in value.items():
        if name not in _RESERVED:
            yield from _reachable(part, found, name if top is None else top)
    for digest in [*value.get("_sd", []), *([value["..."]] if "..." in value else [])]:
        parts = found.get(digest)
        if parts is not None:
            belongs_to = parts[1] if top is None else top
            yield belongs_to, digest
            yield from _reachable(parts[-1], found, belongs_to)


def _judge_issuer(issuer: Any, chain: Sequence[bytes]) -> None:
    """A certificate that names an address speaks for that issuer only (SD-JWT VC, 3.5)."""
    owned = addresses(certificates(chain)[0]) if chain else []
    if owned and issuer is not None and issuer not in owned:
        raise Refused(Refusal.CHAIN)


def _judge_dates(claims: Mapping[str, Any], at: datetime) -> None:
    if "exp" in claims and at >= _moment(claims["exp"]):
        raise Refused(Refusal.EXPIRED)
    if any(name in claims and at + CLOCK_SKEW < _moment(claims[name]) for name in ("iat", "nbf")):
        raise Refused(Refusal.NOT_YET)


def _moment(seconds: Any) -> datetime:
    if type(seconds) is not int or not 0 <= seconds <= _LATEST_SECOND:
        raise Refused(Refusal.FORMAT)
    return datetime.fromtimestamp(seconds, UTC)


def _holder_key(claims: Mapping[str, Any]) -> ec.EllipticCurvePublicKey | None:
    if "cnf" not in claims:
        return None
    confirmation = claims["cnf"]
    return key_of_jwk(confirmation.get("jwk") if isinstance(confirmation, Mapping) else None)


def _judge_proof(
    presentation: str, proof: str, key: ec.EllipticCurvePublicKey | None, question: HolderQuestion, at: datetime
) -> None:
    """Raises Refused unless the holder of `key` answers this question with this presentation (RFC 9901, 7.3)."""
    if key is None or not proof:
        raise Refused(Refusal.HOLDER)
    jws = read_jws(proof, KEY_BINDING)
    # A phone signs in either half; the proof is good for one question only, so its twin proves nothing more.
    if not verify_signature(key, jws.signature, jws.signed, either_half=True):
        raise Refused(Refusal.HOLDER)
    if jws.payload.get("sd_hash") != _digest(presentation):
        raise Refused(Refusal.HOLDER)
    if jws.payload.get("aud") != question.audience:
        raise Refused(Refusal.AUDIENCE)
    if jws.payload.get("nonce") != question.nonce:
        raise Refused(Refusal.NONCE)
    made_at = _moment(jws.payload.get("iat"))
    if not at - BINDING_LIFE <= made_at <= at + CLOCK_SKEW:
        raise Refused(Refusal.STALE)
