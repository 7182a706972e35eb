"""Seals of every profile, and what forgers, printers and scanners might make of them. Nothing here is a good seal."""

import random
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from watandoshlar.foundation.crypto import base45, strict_cbor
from watandoshlar.foundation.crypto.seal import PREFIX, SealClaims, TrustedKey, make_seal
from watandoshlar.foundation.crypto.signer import ES256, FileSigner, raw_signature

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


class FixedSigner(FileSigner):
    """A key for tests alone, known to whoever reads its number; it signs the same in the same way (RFC 6979)."""

    def __init__(self, number: int) -> None:
        self._key = ec.derive_private_key(number, ec.SECP256R1())
        super().__init__(self._key)

    def sign(self, message: bytes) -> bytes:
        return raw_signature(self._key.sign(message, ec.ECDSA(hashes.SHA256(), deterministic_signing=True)))


SIGNER, OTHER = FixedSigner(20261122), FixedSigner(20261123)
DOCUMENT_TYPES = frozenset({"consular-registration", "compatriot-certificate", "compatriot-card"})
KEYS = {SIGNER.key_id: TrustedKey(SIGNER.key_id, SIGNER.public_key, DOCUMENT_TYPES, not_before=NOW - 400 * DAY)}

REGISTRATION = SealClaims(
    issuer="UZ",
    number="UZ-CR-26-7K3M9Q4T",
    document_type="consular-registration",
    issued_at=NOW,
    identity={4: "Qodirova Oʻgʻiloy", 8: "19900214", 9: 2, 13: "UZ", 19: "Қодирова Ўғилой", 20: "uz-Cyrl"},
    category="permanent",
    post="seoul",
    content_hash=bytes(range(32)),
    expires_at=NOW + 365 * DAY,
)
CARD = SealClaims(
    issuer="UZ",
    number="UZ-CC-26-9Q4T7K3M",
    document_type="compatriot-card",
    issued_at=NOW - 30 * DAY,
    identity={4: "Karimov Alisher", 8: "19800101", 9: 1, 13: "KZ"},
    category="C1",
    post="almaty",
    content_hash=bytes(reversed(range(32))),
    valid_from=NOW - 29 * DAY,
    expires_at=NOW + 5 * 365 * DAY,
    status_uri="https://example.org/status-lists/k3m9",
    status_index=774_411,
    passport_hash=bytes(16) + b"567",
)
_PHOTO = random.Random(1).randbytes(570)
PROFILES = {
    "paper": REGISTRATION,
    "paper without end": SealClaims("UZ", "UZ-CR-26-7K3M9Q4X", "consular-registration", NOW, {4: "Qodirova"}),
    "card": CARD,
    "card with photo": SealClaims(
        **{**CARD.__dict__, "identity": {**CARD.identity, 16: _PHOTO, 17: 4}, "number": "UZ-CC-26-4T7K3M9Q"}
    ),
    "compressed": SealClaims(
        **{**REGISTRATION.__dict__, "document_type": "compatriot-certificate", "identity": {4: "Qodirova " * 60}}
    ),
}


def message_of(text: str) -> bytes:
    """The COSE message in the text of a seal."""
    message = base45.decode(text.removeprefix(PREFIX))
    return zlib.decompress(message) if message[0] == 0x78 else message


def text_of(message: bytes) -> str:
    return PREFIX + base45.encode(message)


SEALS = {name: make_seal(claims, SIGNER) for name, claims in PROFILES.items()}
SEALS["compressed"] = text_of(zlib.compress(message_of(SEALS["compressed"]), 9))


def parts_of(text: str) -> list:
    """Protected header, unprotected header, payload, signature."""
    return list(cbor2.loads(message_of(text)).value)


def message_from(parts: Sequence, tag: bytes = b"\xd2") -> bytes:
    return tag + cbor2.dumps(list(parts))


def signed_anew(protected: bytes, payload: bytes, signer: FileSigner = SIGNER) -> str:
    """A message of these parts with a signature that fits them."""
    signature = signer.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return text_of(message_from([protected, {}, payload, signature]))


def header(**changes: object) -> bytes:
    """The protected header of a good seal, other where `_4=…` says so."""
    return strict_cbor.encode({1: ES256, 4: SIGNER.key_id} | {int(key[1:]): value for key, value in changes.items()})


def is_other_spelling(text: str) -> bool:
    """Whether this is a good seal after all, compressed in another way: the same bytes are signed."""
    return message_of(text) in _GOOD_MESSAGES


def twin_of(signature: bytes) -> bytes:
    """The other signature that ECDSA takes for the same message."""
    return signature[:32] + (ORDER - int.from_bytes(signature[32:], "big")).to_bytes(32, "big")


_GOOD_MESSAGES = {message_of(text) for text in SEALS.values()}


@dataclass
class Mutator:
    """Draws mutations of good seals; the same seed draws the same."""

    draw: random.Random

    def __post_init__(self) -> None:
        self.texts = list(SEALS.values())
        self.messages = [message_of(text) for text in self.texts]
        self.parts = [parts_of(text) for text in self.texts]
        self.good = set(self.texts)

    def text(self) -> str:
        """One text that is no good seal."""
        while True:
            text = self.draw.choice(WAYS)(self)
            if text not in self.good:
                return text

    def one(self, among: Sequence):
        return among[int(self.draw.random() * len(among))]

    def place(self, within: Sequence) -> int:
        return int(self.draw.random() * len(within))

    def bytes_changed(self, content: bytes) -> bytes:
        """Flipped, overwritten, cut, lengthened: at one to three places."""
        changed = bytearray(content)
        for _ in range(self.one((1, 1, 1, 2, 3))):
            at, way = self.place(changed or b"0"), self.one(["flip", "write", "cut", "insert", "zero"])
            if way == "insert" or not changed:
                changed[at:at] = self.draw.randbytes(self.one((1, 2, 5)))
            elif way == "cut":
                del changed[at : at + self.one((1, 2, 5))]
            else:
                changed[at] = {"flip": changed[at] ^ 1 << self.one(range(8)), "write": self.one(range(256)), "zero": 0}[
                    way
                ]
        return bytes(changed)

    def odd_value(self):
        """A value where another belongs."""
        value = self.one(ODD_VALUES)
        # It may be changed in its turn.
        return dict(value) if isinstance(value, dict) else value


def characters_changed(mutator: Mutator) -> str:
    text = mutator.one(mutator.texts)
    for _ in range(mutator.one((1, 1, 2))):
        at, new = mutator.place(text), mutator.one(CHARACTERS)
        text = text[:at] + new + text[at + mutator.one((0, 1, 1, 1, 2)) :]
    return text


def text_cut(mutator: Mutator) -> str:
    text = mutator.one(mutator.texts)
    at = mutator.place(text)
    return text[:at] if mutator.draw.random() < 0.7 else text[:at] + text[at + mutator.place(text) :]


def texts_spliced(mutator: Mutator) -> str:
    one, other = mutator.one(mutator.texts), mutator.one(mutator.texts)
    return one[: mutator.place(one)] + other[mutator.place(other) :]


def message_changed(mutator: Mutator) -> str:
    return text_of(mutator.bytes_changed(mutator.one(mutator.messages)))


def head_changed(mutator: Mutator) -> str:
    """Where lengths, kinds and header stand."""
    message = mutator.one(mutator.messages)
    return text_of(mutator.bytes_changed(message[:20]) + message[20:])


def message_cut(mutator: Mutator) -> str:
    message = mutator.one(mutator.messages)
    return text_of(message[: mutator.place(message)])


def messages_spliced(mutator: Mutator) -> str:
    one, other = mutator.one(mutator.messages), mutator.one(mutator.messages)
    at = mutator.place(one)
    return text_of(one[:at] + other[at if mutator.draw.random() < 0.5 else mutator.place(other) :])


def stream_changed(mutator: Mutator) -> str:
    stream = zlib.compress(mutator.one(mutator.messages), mutator.one((0, 1, 9)))
    return text_of(mutator.bytes_changed(stream))


def stream_of_something_else(mutator: Mutator) -> str:
    message = mutator.bytes_changed(mutator.one(mutator.messages))
    return text_of(zlib.compress(message + bytes(mutator.one((0, 0, 9000)))))


def header_changed(mutator: Mutator) -> str:
    _, unprotected, payload, signature = mutator.one(mutator.parts)
    return text_of(message_from([mutator.one(HEADERS), unprotected, payload, signature]))


def part_replaced(mutator: Mutator) -> str:
    parts = list(mutator.one(mutator.parts))
    parts[mutator.place(parts)] = mutator.odd_value()
    return text_of(message_from(parts))


def parts_exchanged(mutator: Mutator) -> str:
    """Every part is good, of one seal or another."""
    parts = [mutator.one(mutator.parts)[index] for index in range(4)]
    if mutator.draw.random() < 0.5:
        mutator.draw.shuffle(parts)
    return text_of(message_from(parts))


def claims_changed(mutator: Mutator) -> str:
    protected, _, payload, signature = mutator.one(mutator.parts)
    return text_of(message_from([protected, {}, odd_claims(mutator, payload), signature]))


def signature_changed(mutator: Mutator) -> str:
    *parts, signature = mutator.one(mutator.parts)
    ways = (
        lambda: twin_of(signature),
        lambda: mutator.draw.randbytes(64),
        lambda: mutator.bytes_changed(signature),
        lambda: signature[32:] + signature[:32],
        lambda: bytes(64),
    )
    return text_of(message_from([*parts, mutator.one(ways)()]))


def tag_changed(mutator: Mutator) -> str:
    return text_of(message_from(mutator.one(mutator.parts), mutator.one(TAGS)))


def nothing_like_it(mutator: Mutator) -> str:
    return text_of(b"\xd2" * (mutator.draw.random() < 0.8) + mutator.draw.randbytes(mutator.one(range(200))))


def odd_claims(mutator: Mutator, payload: bytes) -> bytes:
    """Claims with one or two of them missing, of another kind, of another value, or in another spelling."""
    claims = cbor2.loads(payload)
    for _ in range(mutator.one((1, 1, 2))):
        where = mutator.one([claims, claims, *(part for part in claims.values() if isinstance(part, dict))])
        key = mutator.one([*where, *ODD_KEYS])
        if mutator.draw.random() < 0.2:
            where.pop(key, None)
        else:
            where[key] = mutator.odd_value()
    encode = strict_cbor.encode if mutator.draw.random() < 0.9 else cbor2.dumps
    try:
        payload = encode(claims)
    except (TypeError, ValueError, cbor2.CBOREncodeError):
        return b"\xa0"
    return payload if mutator.draw.random() < 0.9 else mutator.bytes_changed(payload)


def claims_signed_anew(mutator: Mutator) -> str:
    """As `claims_changed`, but well signed: the mistake of an issuer, which both readers must take alike."""
    return signed_anew(header(), odd_claims(mutator, mutator.one(mutator.parts)[2]))


CHARACTERS = [*base45.ALPHABET, *"abcü\n\tʻ,;😀\x00"]
ODD_KEYS = [0, 1, 2, 3, 4, 7, 24, 256, 65535, 65536, -1, -65537, 2**32, 2**53, 2**64 - 1, -(2**64), "", "4", "idx"]
_NUMBERS = [0, 1, -1, 23, 24, 255, 256, 65535, 65536, 2**31, 2**32, 2**53 - 1, 2**53, 2**53 + 1, 2**64 - 1, 2**70]
_STATUSES = [{"idx": 1, "uri": "x"}, {"idx": -1, "uri": "x"}, {"idx": 2**60, "uri": "x"}, {"idx": 1}, {}]
ODD_VALUES = [
    *(None, True, False, -(2**53), -(2**64), 253402300799, 253402300800, 1.5, float("nan")),
    *_NUMBERS,
    *(b"", b"x", b"\xff", bytes(8), bytes(64), bytes(300), "", "x", "UZ", "Ўзбек", "😀", "\ufeffx"),
    *([], [1], [[]], {}, {1: 2}, {"a": 1}, {4: "x", 16: b"x"}, {4: None}, {"4": "x"}),
    *({"status_list": status} for status in _STATUSES),
    *(datetime(2026, 1, 1, tzinfo=UTC), cbor2.undefined, cbor2.CBORSimpleValue(99), cbor2.CBORTag(55799, 1)),
]
_KEY = SIGNER.key_id
HEADERS = [
    *(header(_1=algorithm) for algorithm in (-8, -35, -37, 7, 2**60, -(2**60), "ES256", None, True)),
    *(header(_4=key) for key in (OTHER.key_id, _KEY[:7], _KEY + b"\0", "x" * 8, None)),
    *(header(_2=[1]), header(_33=b"x"), header(_3="application/cwt"), cbor2.dumps({1: ES256}), cbor2.dumps({4: _KEY})),
    *(cbor2.dumps({4: _KEY, 1: ES256}), b"\xa3\x01\x26\x01\x26\x04\x48" + _KEY),
    *(b"\xa2\x18\x01\x26\x04\x48" + _KEY, b"\xbf\x01\x26\x04\x48" + _KEY + b"\xff"),
    *(b"\xa2\x01\x38\x06\x04\x48" + _KEY, header() + b"\0", header()[:-1]),
    *(b"", b"\xa0", b"\x82\x01\x26", b"\xf6"),
]
TAGS = [
    *(b"", b"\xd1", b"\xd0", b"\xd8\x3d\xd2", b"\xd8\x62", b"\xd8\x12"),
    *(b"\xd9\xd9\xf7\xd2", b"\xd2\xd2", b"\xd9\x00\x12"),
]
_CHEAP = (characters_changed, text_cut, texts_spliced, message_changed, head_changed, message_cut, messages_spliced)
_BUILT = (stream_changed, stream_of_something_else, header_changed, part_replaced, parts_exchanged, tag_changed)
WAYS: tuple[Callable[[Mutator], str], ...] = (*_CHEAP, *_BUILT, claims_changed, signature_changed, nothing_like_it)
