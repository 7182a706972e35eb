"""The seal that border posts of other states read: a visible digital seal of ICAO Doc 9303, part 13.

    header      DC · version 03 · issuing state · signer, length and number of its certificate · day of issue of the
                document · day of the signature · kind of document, 2 bytes
    features    tag, length, value; of an emergency travel document (5E03) one: 02, both lines of its zone
    signature   FF, length, r and s

Letters are packed by C40, three into two bytes; fillers of a zone become spaces. Who signs is named by the country and
name of the certificate's subject and by its serial number: a reader finds the certificate in the directory of ICAO, or
where the state publishes it; the seal itself holds none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from watandoshlar.foundation.crypto.signer import Signer, verify_signature

EMERGENCY_TRAVEL_DOCUMENT = 0x5E03
ZONE = 0x02
_MAGIC, _VERSION, _SIGNATURE = 0xDC, 0x03, 0xFF
_SPACE = 3
_ALPHABET = " 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_UNLATCH = 0xFE
_PAIR = 3
"""So many signs go into two bytes."""


class NotATravelSeal(ValueError):
    """The bytes are no such seal, or the words have signs that it cannot hold."""

    code = "not_a_travel_seal"


@dataclass(frozen=True)
class SealSigner:
    """Which certificate a reader looks for: its subject's country and name ("UZVD"), and its serial number."""

    name: str
    serial: int


@dataclass(frozen=True)
class TravelSeal:
    """What a seal says. `state` has three letters; `kind` and the tags of `features` are those of part 13."""

    state: str
    signer: SealSigner
    issued_on: date
    sealed_on: date
    kind: int
    features: Mapping[int, bytes]
    signed: bytes = b""
    signature: bytes = b""

    @property
    def zone(self) -> tuple[str, str]:
        """The two lines of the machine-readable zone. Raises NotATravelSeal where the seal has none."""
        signs = decode_c40(self.features.get(ZONE, b"")).replace(" ", "<")
        if not signs or len(signs) % 2:
            raise NotATravelSeal
        half = len(signs) // 2
        return signs[:half], signs[half:]

    def is_signed_by(self, key: ec.EllipticCurvePublicKey) -> bool:
        return verify_signature(key, self.signature, self.signed)


def named_by(certificate: bytes) -> SealSigner:
    """How a seal names this certificate (DER). Raises NotATravelSeal for a subject of another shape than 9303-12 asks:
    a country of two letters and a name of two signs."""
    known = x509.load_der_x509_certificate(certificate)
    parts = [
        str(part.value)
        for wanted in (NameOID.COUNTRY_NAME, NameOID.COMMON_NAME)
        for part in known.subject.get_attributes_for_oid(wanted)
    ]
    name = "".join(parts).upper()
    if [len(part) for part in parts] != [2, 2]:
        raise NotATravelSeal(f"{name!r} names no signer of seals")
    return SealSigner(name, known.serial_number)


def make_travel_seal(
    zone: tuple[str, str], *, state: str, issued_on: date, sealed_on: date, signer: Signer, named: SealSigner
) -> bytes:
    """The seal of an emergency travel document with this zone, ready for a DataMatrix code. Raises NotATravelSeal."""
    serial = f"{named.serial:X}"
    features = encode_c40("".join(zone).replace("<", " "))
    signed = b"".join((
        bytes([_MAGIC, _VERSION]),
        encode_c40(state.ljust(3)),
        encode_c40(f"{named.name}{len(serial):02X}{serial}"),
        _write_day(issued_on),
        _write_day(sealed_on),
        EMERGENCY_TRAVEL_DOCUMENT.to_bytes(2, "big"),
        bytes([ZONE, len(features)]) + features,
    ))  # fmt: skip
    signature = signer.sign(signed)
    return signed + bytes([_SIGNATURE, len(signature)]) + signature


def read_travel_seal(content: bytes) -> TravelSeal:
    """What the seal says, its signature not yet checked. Raises NotATravelSeal."""
    try:
        return _read(content)
    except (IndexError, ValueError) as error:
        raise NotATravelSeal from error


def _read(content: bytes) -> TravelSeal:
    if content[:2] != bytes([_MAGIC, _VERSION]):
        raise NotATravelSeal
    head = decode_c40(content[4:8])
    serial_length = int(head[4:], 16)
    # Name, length and serial number are packed together: the first six signs fill four bytes.
    end = 8 + (serial_length + _PAIR - 1) // _PAIR * 2
    serial = decode_c40(content[8:end])
    if not 0 < len(serial) == serial_length or len(content) < end + 8:
        raise NotATravelSeal
    features, signature_at = _features(content, end + 8)
    signature = content[signature_at + 2 :]
    if len(signature) != content[signature_at + 1]:
        raise NotATravelSeal
    return TravelSeal(
        state=decode_c40(content[2:4]).strip(),
        signer=SealSigner(head[:4], int(serial, 16)),
        issued_on=_read_day(content[end : end + 3]),
        sealed_on=_read_day(content[end + 3 : end + 6]),
        kind=int.from_bytes(content[end + 6 : end + 8], "big"),
        features=features,
        signed=content[:signature_at],
        signature=signature,
    )


def _features(content: bytes, at: int) -> tuple[dict[int, bytes], int]:
    """The features from here, and where the signature begins."""
    features: dict[int, bytes] = {}
    while content[at] != _SIGNATURE:
        tag, length = content[at], content[at + 1]
        value = content[at + 2 : at + 2 + length]
        # Longer lengths have a form of their own; none of the kinds of document needs it.
        if length > 0x7F or len(value) != length or tag in features:
            raise NotATravelSeal
        features[tag] = value
        at += 2 + length
    return features, at


def encode_c40(text: str) -> bytes:
    """The text in C40 of ISO/IEC 16022: capitals, digits and spaces. Raises NotATravelSeal."""
    if any(sign not in _ALPHABET for sign in text):
        raise NotATravelSeal(f"{text!r} has signs that a seal cannot hold")
    packed = bytearray()
    for start in range(0, len(text), _PAIR):
        signs = text[start : start + _PAIR]
        if len(signs) == 1:
            packed += bytes([_UNLATCH, ord(signs) + 1])
        else:
            first, second, third = [_SPACE + _ALPHABET.index(sign) for sign in signs] + [0] * (_PAIR - len(signs))
            packed += (1600 * first + 40 * second + third + 1).to_bytes(2, "big")
    return bytes(packed)


def decode_c40(packed: bytes) -> str:
    """The text that `encode_c40` packed; no other packing of it is read. Raises NotATravelSeal."""
    text = ""
    for start in range(0, len(packed), 2):
        first, second = packed[start], packed[start + 1]
        if first == _UNLATCH:
            text += chr(second - 1)
            continue
        whole = first * 256 + second - 1
        values = [whole // 1600, whole // 40 % 40, whole % 40]
        text += "".join(_ALPHABET[value - _SPACE] for value in values if value >= _SPACE)
    if encode_c40(text) != packed:
        raise NotATravelSeal
    return text


def _write_day(day: date) -> bytes:
    return int(f"{day:%m%d}{day.year:04}").to_bytes(3, "big")


def _read_day(packed: bytes) -> date:
    digits = f"{int.from_bytes(packed, 'big'):08}"
    return date(int(digits[4:]), int(digits[:2]), int(digits[2:4]))
