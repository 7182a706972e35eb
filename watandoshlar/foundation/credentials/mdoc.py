"""Mobile documents (ISO/IEC 18013-5): made, and read from an issuer or as a phone presents them.

The issuer signs a Mobile Security Object: the hashes of salted elements, the key of the phone, the dates and the place
in a status list. The phone shows some elements and proves, for one session, that it holds the key.
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.x509.oid import NameOID

from watandoshlar.foundation.credentials.cose import (
    Sign1,
    cose_key,
    decoded,
    key_of_cose,
    read_sign1,
    sign1,
)
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.credentials.sd_jwt import CLOCK_SKEW
from watandoshlar.foundation.credentials.status import StatusReference, read_status
from watandoshlar.foundation.credentials.trust import Trust, certificates
from watandoshlar.foundation.crypto import strict_cbor
from watandoshlar.foundation.crypto.signer import Signer, verify_signature
from watandoshlar.foundation.crypto.strict_cbor import Dialect

PHOTO_ID = "org.iso.23220.photoid.1"
"""The photo ID of ISO/IEC TS 23220-4: its document type, and the namespace of the elements that only it has."""
COMMON = "org.iso.23220.1"
"""The namespace of the elements that all documents of ISO/IEC 23220 share."""
MAX_LENGTH = 512 * 1024

_TDATE, _ENCODED, _FULL_DATE = 0, 24, 1004
_DIALECT = Dialect(frozenset({_TDATE, 18, _ENCODED, _FULL_DATE}), any_order=True)
_HASHES = {"SHA-256": hashlib.sha256, "SHA-384": hashlib.sha384, "SHA-512": hashlib.sha512}
_SALT_BYTES = 32
_SHORTEST_SALT = 16


@dataclass(frozen=True)
class MdocContent:
    """What is to be signed. `namespaces` hold elements by name; a `date` becomes a full-date. Times are aware."""

    document_type: str
    namespaces: Mapping[str, Mapping[str, Any]]
    device_key: ec.EllipticCurvePublicKey
    signed_at: datetime
    valid_from: datetime
    valid_until: datetime
    status: StatusReference | None = None


@dataclass(frozen=True)
class MadeMdoc:
    """`issuer_signed` goes to the wallet; `signed` is the Mobile Security Object, the payload under the signature."""

    issuer_signed: bytes
    signed: bytes


@dataclass(frozen=True)
class MdocReading:
    """What a genuine mdoc says, as far as it is shown.

    is_bound  the phone has proven to hold `device_key`
    signed    the Mobile Security Object: with the place in the status list its only identity
    """

    document_type: str
    namespaces: Mapping[str, Mapping[str, Any]]
    device_key: ec.EllipticCurvePublicKey
    signed_at: datetime
    valid_from: datetime
    valid_until: datetime
    signed: bytes
    status: StatusReference | None = None
    is_bound: bool = False


@dataclass(frozen=True)
class Session:
    """What binds a presentation to one reader: the encoded SessionTranscript, and the reader's private key when the
    phone may answer by a shared secret instead of a signature (ISO 18013-5, 9.1.3)."""

    transcript: bytes
    reader_key: ec.EllipticCurvePrivateKey | None = None


def make_mdoc(
    content: MdocContent,
    signer: Signer,
    chain: Sequence[bytes],
    draw: Callable[[int], bytes] = secrets.token_bytes,
) -> MadeMdoc:
    """The IssuerSigned structure of this content, for a wallet."""
    items: dict[str, list[cbor2.CBORTag]] = {}
    digests: dict[str, dict[int, bytes]] = {}
    for namespace, elements in content.namespaces.items():
        # Numbers are given out in no order, so that what is kept back does not show by its place.
        numbers = _shuffled(len(elements), draw)
        encoded = [
            _encoded(
                {"digestID": number, "random": draw(_SALT_BYTES), "elementIdentifier": name, "elementValue": value}
            )
            for number, (name, value) in zip(numbers, ((name, _cbor(v)) for name, v in elements.items()), strict=True)
        ]
        items[namespace] = encoded
        digests[namespace] = {
            number: hashlib.sha256(strict_cbor.encode(item)).digest()
            for number, item in zip(numbers, encoded, strict=True)
        }
    payload = strict_cbor.encode(_encoded(_security_object(content, digests)))
    issuer_signed = {"nameSpaces": items, "issuerAuth": sign1(payload, signer, chain)}
    return MadeMdoc(strict_cbor.encode(issuer_signed), payload)


def read_issuer_signed(content: bytes, trust: Trust, at: datetime, *, document_type: str = PHOTO_ID) -> MdocReading:
    """What an IssuerSigned structure says at the moment `at` (aware). Raises Refused."""
    if len(content) > MAX_LENGTH:
        raise Refused(Refusal.FORMAT)
    return _read_issuer_signed(decoded(content, _DIALECT), trust, at, document_type)


def read_presentation(
    content: bytes, trust: Trust, at: datetime, session: Session, *, document_type: str = PHOTO_ID
) -> MdocReading:
    """What a phone presents in this session: a DeviceResponse with one document, bound to its key. Raises Refused."""
    if len(content) > MAX_LENGTH:
        raise Refused(Refusal.FORMAT)
    response = decoded(content, _DIALECT)
    documents = _take(response, "documents", list)
    if _take(response, "status", int) != 0 or len(documents) != 1:
        raise Refused(Refusal.FORMAT)
    shown_type = _take(documents[0], "docType", str)
    reading = _read_issuer_signed(_take(documents[0], "issuerSigned", dict), trust, at, document_type)
    if shown_type != document_type:
        raise Refused(Refusal.TYPE)
    _judge_device(_take(documents[0], "deviceSigned", dict), reading, session)
    return replace(reading, is_bound=True)


def select(issuer_signed: bytes, wanted: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The IssuerSigned structure with these elements only, as a phone passes it on."""
    whole = decoded(issuer_signed, _DIALECT)
    spaces = {
        namespace: [item for item in items if decoded(item.value, _DIALECT)["elementIdentifier"] in wanted[namespace]]
        for namespace, items in whole["nameSpaces"].items()
        if namespace in wanted
    }
    return {"nameSpaces": spaces, "issuerAuth": whole["issuerAuth"]}


def present(issuer_signed: Mapping[str, Any], document_type: str, device: Signer, session: Session) -> bytes:
    """The DeviceResponse of a phone that signs with the key of the mdoc (ISO 18013-5, 8.3.2.1.2.2 and 9.1.3.6)."""
    spaces = cbor2.CBORTag(_ENCODED, strict_cbor.encode({}))
    signature = sign1(_device_authentication(session, document_type, spaces), device, detached=True)
    document = {
        "docType": document_type,
        "issuerSigned": issuer_signed,
        "deviceSigned": {"nameSpaces": spaces, "deviceAuth": {"deviceSignature": signature}},
    }
    return strict_cbor.encode({"version": "1.0", "documents": [document], "status": 0})


# --- making -----------------------------------------------------------------------------------------------------------


def _security_object(content: MdocContent, digests: Mapping[str, Mapping[int, bytes]]) -> dict[str, Any]:
    whole: dict[str, Any] = {
        "version": "1.0",
        "digestAlgorithm": "SHA-256",
        "valueDigests": digests,
        "deviceKeyInfo": {"deviceKey": cose_key(content.device_key)},
        "docType": content.document_type,
        "validityInfo": {
            "signed": _tdate(content.signed_at),
            "validFrom": _tdate(content.valid_from),
            "validUntil": _tdate(content.valid_until),
        },
    }
    return whole | ({"status": content.status.claim()} if content.status else {})


def _shuffled(count: int, draw: Callable[[int], bytes]) -> list[int]:
    return [number for _, number in sorted((draw(16), number) for number in range(count))]


def _cbor(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _cbor(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_cbor(part) for part in value]
    if isinstance(value, datetime):
        return _tdate(value)
    if isinstance(value, date):
        return cbor2.CBORTag(_FULL_DATE, value.isoformat())
    return value


def _tdate(moment: datetime) -> cbor2.CBORTag:
    return cbor2.CBORTag(_TDATE, f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")


def _encoded(value: Any) -> cbor2.CBORTag:
    return cbor2.CBORTag(_ENCODED, strict_cbor.encode(value))


# --- reading ----------------------------------------------------------------------------------------------------------


def _read_issuer_signed(structure: Any, trust: Trust, at: datetime, document_type: str) -> MdocReading:
    signature = read_sign1(_take(structure, "issuerAuth", list))
    # An unknown name beside these two would hide that nothing is shown.
    if signature.payload is None or not structure.keys() <= {"nameSpaces", "issuerAuth"}:
        raise Refused(Refusal.FORMAT)
    if not trust(signature.key_id.hex(), signature.chain).has_signed(signature.signature, signature.signed()):
        raise Refused(Refusal.BAD_SIGNATURE)
    security = _inside(decoded(signature.payload, _DIALECT))
    if _take(security, "version", str) != "1.0":
        raise Refused(Refusal.FORMAT)
    if _take(security, "docType", str) != document_type:
        raise Refused(Refusal.TYPE)
    spaces = _elements(structure.get("nameSpaces", {}), security)
    dates = _dates(_take(security, "validityInfo", dict))
    _judge_dates(dates, signature, at)
    _judge_country(spaces, signature)
    return MdocReading(
        document_type,
        spaces,
        key_of_cose(_take(_take(security, "deviceKeyInfo", dict), "deviceKey", dict)),
        *dates,
        signed=signature.payload,
        status=read_status(security.get("status")),
    )


def _elements(shown: Any, security: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The elements that are shown, each compared with its hash. Raises Refused."""
    digest = _HASHES.get(_take(security, "digestAlgorithm", str))
    if digest is None:
        raise Refused(Refusal.DIGEST_ALG)
    if not isinstance(shown, dict):
        raise Refused(Refusal.FORMAT)
    signed = _take(security, "valueDigests", dict)
    spaces: dict[str, dict[str, Any]] = {}
    for namespace, items in shown.items():
        elements = spaces.setdefault(namespace, {})
        numbers = set()
        for item in items if isinstance(items, list) else [None]:
            content = _inside(item)
            number, name = _take(content, "digestID", int), _take(content, "elementIdentifier", str)
            expected = _take(signed, namespace, dict).get(number)
            if type(expected) is not bytes or not hmac.compare_digest(
                digest(strict_cbor.encode(item)).digest(), expected
            ):
                raise Refused(Refusal.DIGEST)
            if name in elements or number in numbers:
                raise Refused(Refusal.DIGEST)
            if len(_take(content, "random", bytes)) < _SHORTEST_SALT or "elementValue" not in content:
                raise Refused(Refusal.FORMAT)
            numbers.add(number)
            elements[name] = _plain(content["elementValue"])
    return spaces


def _judge_dates(dates: tuple[datetime, datetime, datetime], signature: Sign1, at: datetime) -> None:
    signed_at, valid_from, valid_until = dates
    if at >= valid_until:
        raise Refused(Refusal.EXPIRED)
    if at + CLOCK_SKEW < max(signed_at, valid_from):
        raise Refused(Refusal.NOT_YET)
    for leaf in certificates(signature.chain)[:1] if signature.chain else []:
        if not leaf.not_valid_before_utc <= signed_at <= leaf.not_valid_after_utc:
            raise Refused(Refusal.CHAIN)


def _judge_country(spaces: Mapping[str, Mapping[str, Any]], signature: Sign1) -> None:
    """The country that the document names is that of its signer (ISO 18013-5, 9.3.1)."""
    named = [elements["issuing_country"] for elements in spaces.values() if "issuing_country" in elements]
    for leaf in certificates(signature.chain)[:1] if signature.chain else []:
        owners = [name.value for name in leaf.subject.get_attributes_for_oid(NameOID.COUNTRY_NAME)]
        if owners and not all(country in owners for country in named):
            raise Refused(Refusal.CHAIN)


def _judge_device(signed: Mapping[str, Any], reading: MdocReading, session: Session) -> None:
    """Raises Refused unless the phone answers in this session with the key of the mdoc."""
    spaces = signed.get("nameSpaces")
    proofs = _take(signed, "deviceAuth", dict)
    payload = _device_authentication(session, reading.document_type, spaces)
    if proofs.keys() == {"deviceSignature"}:
        proof = read_sign1(proofs["deviceSignature"])
        # A phone signs in either half; the proof is good for one session only.
        good = proof.payload is None and verify_signature(
            reading.device_key, proof.signature, proof.signed(payload), either_half=True
        )
    elif proofs.keys() == {"deviceMac"} and session.reader_key is not None:
        good = _is_mac_of(proofs["deviceMac"], payload, reading.device_key, session)
    else:
        good = False
    if not good:
        raise Refused(Refusal.HOLDER)


def _device_authentication(session: Session, document_type: str, spaces: Any) -> bytes:
    if not isinstance(spaces, cbor2.CBORTag) or spaces.tag != _ENCODED:
        raise Refused(Refusal.FORMAT)
    # The transcript is spliced in as it was given: its maps may stand in another order than ours.
    name, shown_type, shown = map(strict_cbor.encode, ("DeviceAuthentication", document_type, spaces))
    whole = b"\x84" + name + session.transcript + shown_type + shown
    return strict_cbor.encode(cbor2.CBORTag(_ENCODED, whole))


def _is_mac_of(mac: Any, payload: bytes, device_key: ec.EllipticCurvePublicKey, session: Session) -> bool:
    """Whether the shared secret of phone and reader made this HMAC-SHA-256 (ISO 18013-5, 9.1.3.5)."""
    if not isinstance(mac, list) or len(mac) != 4 or mac[2] is not None or session.reader_key is None:
        return False
    if decoded(mac[0]) != {1: 5} or type(mac[3]) is not bytes:
        return False
    secret = session.reader_key.exchange(ec.ECDH(), device_key)
    salt = hashlib.sha256(strict_cbor.encode(cbor2.CBORTag(_ENCODED, session.transcript))).digest()
    key = HKDF(hashes.SHA256(), 32, salt, b"EMacKey").derive(secret)
    expected = hmac.digest(key, strict_cbor.encode(["MAC0", mac[0], b"", payload]), "sha256")
    return hmac.compare_digest(expected, mac[3])


def _dates(validity: Mapping[str, Any]) -> tuple[datetime, datetime, datetime]:
    signed_at, valid_from, valid_until = (_moment(validity.get(name)) for name in ("signed", "validFrom", "validUntil"))
    return signed_at, valid_from, valid_until


def _moment(value: Any) -> datetime:
    try:
        if isinstance(value, cbor2.CBORTag) and value.tag == _TDATE:
            return datetime.strptime(value.value, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (ValueError, TypeError) as error:
        raise Refused(Refusal.FORMAT) from error
    raise Refused(Refusal.FORMAT)


def _plain(value: Any) -> Any:
    """An element as Python says it: a full-date becomes a `date`, a tdate a `datetime`. Raises Refused."""
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    if not isinstance(value, cbor2.CBORTag):
        return value
    if value.tag == _FULL_DATE:
        try:
            return date.fromisoformat(value.value)
        except (ValueError, TypeError) as error:
            raise Refused(Refusal.FORMAT) from error
    return _moment(value)


def _inside(item: Any) -> Any:
    """The value inside encoded CBOR (tag 24). Raises Refused."""
    if not isinstance(item, cbor2.CBORTag) or item.tag != _ENCODED:
        raise Refused(Refusal.FORMAT)
    return decoded(item.value, _DIALECT)


def _take(structure: Any, name: str, kind: type) -> Any:
    if not isinstance(structure, Mapping) or type(structure.get(name)) is not kind:
        raise Refused(Refusal.FORMAT)
    return structure[name]
