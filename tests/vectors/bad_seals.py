"""Seals with the verdict that every reader has to give: good ones first, then several hundred bad."""

import zlib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import cbor2

from tests.seal_mutations import (
    DAY,
    DOCUMENT_TYPES,
    NOW,
    PROFILES,
    SEALS,
    SIGNER,
    FixedSigner,
    header,
    message_from,
    message_of,
    parts_of,
    signed_anew,
    text_of,
    twin_of,
)
from watandoshlar.foundation.crypto import strict_cbor
from watandoshlar.foundation.crypto.seal import TrustedKey, make_seal

Row = tuple[str, str, str]
LISTER, RETIRED, FUTURE, WITHDRAWN, STRANGER, SOON = (FixedSigner(number) for number in range(1, 7))
PAPER, SEAL = PROFILES["paper"], SEALS["paper"]
MESSAGE = message_of(SEAL)
HEADER, _, PAYLOAD, SIGNATURE = parts_of(SEAL)
CLAIMS = cbor2.loads(PAYLOAD)
ORDER_BYTES = bytes.fromhex("FFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551")


def key_of(signer: FixedSigner, types: frozenset[str] = DOCUMENT_TYPES, **facts: Any) -> TrustedKey:
    key = TrustedKey(signer.key_id, signer.public_key, types, not_before=NOW - 400 * DAY)
    return replace(key, **facts)


KEYS = (
    key_of(SIGNER),
    key_of(LISTER, frozenset({"status-lists"})),
    key_of(RETIRED, sign_until=NOW - 100 * DAY),
    key_of(FUTURE, not_before=NOW + 14 * DAY),
    key_of(WITHDRAWN, revoked_at=NOW - 10 * DAY),
    key_of(SOON, revoked_at=NOW + 10 * DAY),
)


def all_seals() -> Iterator[Row]:
    for way in (good, other_codes, broken_texts, flipped, cut_and_spliced, headers, unprotected, parts, messages):
        yield from way()
    for way in (signatures, compressed, wrong_claims, wrong_status, misspelled_claims, in_time):
        yield from way()


def good() -> Iterator[Row]:
    for name, seal in SEALS.items():
        yield f"good: {name}", seal, "VALID" if PROFILES[name].status_uri else "VALID_STATUS_UNKNOWN"
    for name, text in {
        "compressed though it need not be": text_of(zlib.compress(MESSAGE, 9)),
        "a claim of later years": claimed({99: {1: [None, True]}}),
        "another kind of status": claimed({65535: {"identifier_list": {"id": b"x"}}}),
        "no category, post, hash": claimed({-65537: {2: "consular-registration"}}),
        "nothing of the person": claimed({169: {}}),
        "last second of the calendar": claimed({4: 253402300799}),
        "numbers beyond 2^53": claimed({169: {4: 2**60, 5: -(2**64), 2**64 - 1: 2**53}}),
        "filled up to 8192 bytes": signed_anew(header(), strict_cbor.encode({**CLAIMS, 98: b"x" * 1000})),
    }.items():
        yield f"good: {name}", text, "VALID_STATUS_UNKNOWN"


def claimed(changes: dict, without: int | None = None) -> str:
    """Well signed, whatever it claims: the mistakes of an issuer, not of a forger."""
    claims = {key: value for key, value in {**CLAIMS, **changes}.items() if key != without}
    return signed_anew(header(), strict_cbor.encode(claims))


def other_codes() -> Iterator[Row]:
    for text in ("", "HC1:6BF", "uz1:" + SEAL[4:], " " + SEAL, "https://mfa.uz/", SEAL[4:], "UZ2:" + SEAL[4:], "UZ1"):
        yield f"another code: {text[:12]!r}", text, "NOT_OURS"


def broken_texts() -> Iterator[Row]:
    for length in (4, 5, 6, 7, 40, len(SEAL) // 2, len(SEAL) - 3, len(SEAL) - 2, len(SEAL) - 1):
        yield f"text cut after {length}", SEAL[:length], "FORMAT"
    for name, text in {
        "lower case": "UZ1:" + SEAL[4:].lower(),
        "a line end behind": SEAL + "\n",
        "a space behind": SEAL + " ",
        "a foreign letter": SEAL[:50] + "ʻ" + SEAL[51:],
        "an emoji": SEAL[:50] + "😀" + SEAL[51:],
        "a comma": SEAL[:50] + "," + SEAL[51:],
        "longer than any code": "UZ1:" + "0" * 4293,
        "as long as a code can be": "UZ1:" + "0" * 4292,
        "three characters above 65535": "UZ1::::" + SEAL[7:],
        "two characters above 255": "UZ1:FGW::",
        "one character left over": "UZ1:FGW0",
        "twice": SEAL + SEAL,
        "the prefix twice": "UZ1:" + SEAL,
    }.items():
        yield f"text: {name}", text, "FORMAT"


def flipped() -> Iterator[Row]:
    """A bit of every eighth byte; what stands there says what comes of it."""
    key_at, payload_at = MESSAGE.index(SIGNER.key_id), MESSAGE.index(PAYLOAD)
    signature_at = MESSAGE.index(SIGNATURE)
    for at in range(0, len(MESSAGE), 8):
        changed = bytearray(MESSAGE)
        changed[at] ^= 1 << at % 7
        if payload_at <= at < payload_at + len(PAYLOAD) or at >= signature_at:
            verdict = "BAD_SIGNATURE"
        else:
            verdict = "UNKNOWN_KEY" if key_at <= at < key_at + 8 else "FORMAT"
        yield f"bit flipped in byte {at}", text_of(bytes(changed)), verdict


def cut_and_spliced() -> Iterator[Row]:
    other = message_of(make_seal(replace(PAPER, number="UZ-CR-26-00000000"), SIGNER))
    for length in (0, 1, 2, 3, 10, 20, 100, len(MESSAGE) - 64, len(MESSAGE) - 1):
        yield f"message cut after {length}", text_of(MESSAGE[:length]), "FORMAT"
    for at in (100, len(MESSAGE) - 63, len(MESSAGE) - 32, len(MESSAGE) - 1):
        yield f"two seals spliced at {at}", text_of(MESSAGE[:at] + other[at:]), "BAD_SIGNATURE"
    for extra in (b"\0", b"\xf6", MESSAGE):
        yield f"{len(extra)} bytes after the seal", text_of(MESSAGE + extra), "FORMAT"
    yield "head of one seal, rest of another", text_of(MESSAGE[:20] + message_of(SEALS["card"])[20:]), "FORMAT"


def headers() -> Iterator[Row]:
    key = SIGNER.key_id
    found = {
        "EdDSA": (header(_1=-8), "ALG"),
        "ES384": (header(_1=-35), "ALG"),
        "ES512": (header(_1=-36), "ALG"),
        "RSA-PSS": (header(_1=-37), "ALG"),
        "HMAC": (header(_1=5), "ALG"),
        "algorithm 0": (header(_1=0), "ALG"),
        "algorithm of 64 bits": (header(_1=2**64 - 1), "ALG"),
        "algorithm of minus 64 bits": (header(_1=-(2**64)), "ALG"),
        "algorithm as text": (header(_1="ES256"), "FORMAT"),
        "algorithm true": (header(_1=True), "FORMAT"),
        "algorithm null": (header(_1=None), "FORMAT"),
        "algorithm a list": (header(_1=[-7]), "FORMAT"),
        "algorithm a float": (cbor2.dumps({1: -7.0, 4: key}), "FORMAT"),
        "key of a stranger": (header(_4=STRANGER.key_id), "UNKNOWN_KEY"),
        "key of zeros": (header(_4=bytes(8)), "UNKNOWN_KEY"),
        "key id short": (header(_4=key[:7]), "FORMAT"),
        "key id long": (header(_4=key + b"\0"), "FORMAT"),
        "key id as text": (header(_4=key.hex()[:8]), "FORMAT"),
        "key id null": (header(_4=None), "FORMAT"),
        "critical header": (header(_2=[1]), "FORMAT"),
        "content type": (header(_3=60), "FORMAT"),
        "certificate chain": (header(_33=b"x"), "FORMAT"),
        "no key id": (cbor2.dumps({1: -7}), "FORMAT"),
        "no algorithm": (cbor2.dumps({4: key}), "FORMAT"),
        "empty map": (b"\xa0", "FORMAT"),
        "empty": (b"", "FORMAT"),
        "a list": (b"\x82\x01\x26", "FORMAT"),
        "null": (b"\xf6", "FORMAT"),
        "out of order": (cbor2.dumps({4: key, 1: -7}), "FORMAT"),
        "algorithm twice": (b"\xa3\x01\x26\x01\x26\x04\x48" + key, "FORMAT"),
        "key id twice": (b"\xa3\x01\x26\x04\x48" + key + b"\x04\x48" + key, "FORMAT"),
        "label in two bytes": (b"\xa2\x18\x01\x26\x04\x48" + key, "FORMAT"),
        "algorithm in two bytes": (b"\xa2\x01\x38\x06\x04\x48" + key, "FORMAT"),
        "length in two bytes": (b"\xa2\x01\x26\x04\x58\x08" + key, "FORMAT"),
        "without a length": (b"\xbf\x01\x26\x04\x48" + key + b"\xff", "FORMAT"),
        "bytes behind": (header() + b"\0", "FORMAT"),
        "cut": (header()[:-1], "FORMAT"),
    }
    for name, (changed, verdict) in found.items():
        yield f"header: {name}, old signature", text_of(message_from([changed, {}, PAYLOAD, SIGNATURE])), verdict
        yield f"header: {name}, signed anew", signed_anew(changed, PAYLOAD), verdict
    swapped = text_of(message_from([header(_4=RETIRED.key_id), {}, PAYLOAD, SIGNATURE]))
    yield "header: another key of the list", swapped, "BAD_SIGNATURE"


def unprotected() -> Iterator[Row]:
    for name, value in {
        "key id": {4: SIGNER.key_id},
        "algorithm": {1: -7},
        "something": {"x": 1},
        "a list": [],
        "null": None,
        "bytes": b"",
        "false": False,
    }.items():
        yield f"unprotected: {name}", text_of(message_from([HEADER, value, PAYLOAD, SIGNATURE])), "FORMAT"


def parts() -> Iterator[Row]:
    for index, part in {0: "protected", 2: "payload", 3: "signature"}.items():
        for name, value in {"null": None, "text": "x", "list": [], "map": {1: -7}, "number": 7}.items():
            whole: list = [HEADER, {}, PAYLOAD, SIGNATURE]
            whole[index] = value
            yield f"{part} is {name}", text_of(message_from(whole)), "FORMAT"


def messages() -> Iterator[Row]:
    whole = [HEADER, {}, PAYLOAD, SIGNATURE]
    header_, map_, payload, signature = map(cbor2.dumps, whole)
    spelled = header_ + map_ + payload + signature
    long_payload = b"\x5a" + len(PAYLOAD).to_bytes(4, "big") + PAYLOAD
    for name, message in {
        "three parts": message_from(whole[:3]),
        "five parts": message_from([*whole, 1]),
        "nothing": b"\xd2",
        "a map": b"\xd2" + cbor2.dumps({1: 2, 3: 4, 5: 6, 7: 8}),
        "a text of four letters": b"\xd2\x64abcd",
        "four bytes": b"\xd2\x44abcd",
        "a number": b"\xd2\x01",
        "no tag": message_from(whole, b""),
        "the tag in two bytes": message_from(whole, b"\xd8\x12"),
        "the tag twice": message_from(whole, b"\xd2\xd2"),
        "tag COSE_Mac0": message_from(whole, b"\xd1"),
        "tag COSE_Encrypt0": message_from(whole, b"\xd0"),
        "tag COSE_Sign": message_from(whole, b"\xd8\x62"),
        "tag CWT before": message_from(whole, b"\xd8\x3d\xd2"),
        "tag CBOR before": message_from(whole, b"\xd9\xd9\xf7\xd2"),
        "without a length": b"\xd2\x9f" + spelled + b"\xff",
        "payload in chunks": b"\xd2\x84" + header_ + map_ + b"\x5f" + payload + b"\xff" + signature,
        "payload's length in four bytes": b"\xd2\x84" + header_ + map_ + long_payload + signature,
        "the list's length in two bytes": b"\xd2\x98\x04" + spelled,
        "4 GB announced": b"\xd2\x84\x5a\xff\xff\xff\xff",
        "2^64 bytes announced": b"\xd2\x84\x5b" + b"\xff" * 8,
        "2^64 parts announced": b"\xd2\x9b" + b"\xff" * 8,
        "2^64 pairs announced": b"\xd2\xbb" + b"\xff" * 8,
        "2,600 levels": b"\xd2" + b"\x81" * 2600 + b"\x01",
        "14 levels": b"\xd2\x84" + header_ + map_ + b"\x81" * 13 + b"\x01" + signature,
        "a float": b"\xd2\x84\xf9\x7e\x00\xa0\x40\x40",
        "undefined": b"\xd2\x84\xf7\xa0\x40\x40",
        "a break alone": b"\xd2\xff",
        "reserved length 28": b"\xd2\x9c" + spelled,
    }.items():
        yield f"message: {name}", text_of(message), "FORMAT"


def signatures() -> Iterator[Row]:
    other = parts_of(make_seal(replace(PAPER, number="X"), SIGNER))
    for name, signature in {
        "its twin": twin_of(SIGNATURE),
        "of another seal": other[3],
        "by a stranger": parts_of(signed_anew(HEADER, PAYLOAD, STRANGER))[3],
        "by another key of the list": parts_of(signed_anew(HEADER, PAYLOAD, RETIRED))[3],
        "empty": b"",
        "zeros": bytes(64),
        "ones": b"\xff" * 64,
        "r and s exchanged": SIGNATURE[32:] + SIGNATURE[:32],
        "r zero": bytes(32) + SIGNATURE[32:],
        "s zero": SIGNATURE[:32] + bytes(32),
        "r the order": ORDER_BYTES + SIGNATURE[32:],
        "s the order": SIGNATURE[:32] + ORDER_BYTES,
        "a byte short": SIGNATURE[:63],
        "a byte long": SIGNATURE + b"\0",
        "a zero before it": b"\0" + SIGNATURE,
        "as DER": b"\x30\x44\x02\x20" + SIGNATURE[:32] + b"\x02\x20" + SIGNATURE[32:],
        "with its last bit flipped": SIGNATURE[:63] + bytes([SIGNATURE[63] ^ 1]),
    }.items():
        yield f"signature {name}", text_of(message_from([HEADER, {}, PAYLOAD, signature])), "BAD_SIGNATURE"
    raised = strict_cbor.encode({**CLAIMS, -65537: {**CLAIMS[-65537], 1: "C1"}})
    for name, payload in {
        "of another seal": other[2],
        "empty": b"",
        "longer": PAYLOAD + b"\0",
        "with rights": raised,
    }.items():
        yield f"payload {name}", text_of(message_from([HEADER, {}, payload, SIGNATURE])), "BAD_SIGNATURE"


def compressed() -> Iterator[Row]:
    stream = zlib.compress(MESSAGE, 9)
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    dictionary = zlib.compressobj(9, zlib.DEFLATED, 15, 8, zlib.Z_DEFAULT_STRATEGY, MESSAGE[:50])
    for name, content in {
        "3 MB of zeros behind": zlib.compress(MESSAGE + bytes(3_000_000), 9),
        "8193 bytes": zlib.compress(MESSAGE.ljust(8193, b"\0"), 9),
        "8192 bytes": zlib.compress(MESSAGE.ljust(8192, b"\0"), 9),
        "bytes behind": stream + b"\0",
        "another stream behind": stream + stream,
        "cut": stream[:-3],
        "without its sum": stream[:-4],
        "with a wrong sum": stream[:-1] + bytes([stream[-1] ^ 1]),
        "twice": zlib.compress(stream),
        "with a dictionary": dictionary.compress(MESSAGE) + dictionary.flush(),
        "without its end": stream[:40],
        "with a wrong head": b"\x78\xdb" + stream[2:],
        "of another method": b"\x77" + stream[1:],
        "with bare deflate": b"\x78" + raw.compress(MESSAGE) + raw.flush(),
        "block of kind 3": b"\x78\x9c\x07",
        "stored, length wrong": b"\x78\x01\x01\x05\x00\xfa\xfe" + MESSAGE[:5],
        "a distance before the beginning": b"\x78\x9c\x4b\x04\x62\x00",
        "empty": b"\x78",
        "of nothing": zlib.compress(b""),
    }.items():
        yield f"zlib: {name}", text_of(content), "FORMAT"


def wrong_claims() -> Iterator[Row]:
    for key in (1, 6, 7, 169, -65537):
        yield f"signed without claim {key}", claimed({}, without=key), "FORMAT"
    kinds = {
        "null": None,
        "a list": [],
        "true": True,
        "minus one": -1,
        "2^63": 2**63,
        "a map": {},
        "bytes": b"\xff",
        "text": "x",
    }
    fitting = {(1, "text"), (169, "a map"), (65535, "a map")}
    for key in (1, 4, 5, 6, 7, 169, 65535, -65537):
        for kind, wrong in kinds.items():
            if (key, kind) not in fitting:
                yield f"signed with claim {key} as {kind}", claimed({key: wrong}), "FORMAT"
    for key in (1, 2, 3, 4, 5):
        yield f"signed with own claim {key} as a number", claimed({-65537: {**CLAIMS[-65537], key: 1}}), "FORMAT"
    wrong = {"nested": {4: {}}, "a text key": {"4": "x"}, "null": {4: None}, "false": {4: False}, "a list": {4: ["x"]}}
    for name, identity in wrong.items():
        yield f"signed identity: {name}", claimed({169: identity}), "FORMAT"


def wrong_status() -> Iterator[Row]:
    for name, status in {
        "no uri": {"idx": 1},
        "no idx": {"uri": "x"},
        "uri empty": {"idx": 1, "uri": ""},
        "idx minus": {"idx": -1, "uri": "x"},
        "idx text": {"idx": "1", "uri": "x"},
        "idx true": {"idx": True, "uri": "x"},
        "a list": [1, "x"],
    }.items():
        yield f"signed status: {name}", claimed({65535: {"status_list": status}}), "FORMAT"


def misspelled_claims() -> Iterator[Row]:
    for name, payload in {
        "in reverse order": cbor2.dumps(dict(reversed(CLAIMS.items()))),
        "a claim twice": b"\xa2\x01\x61a\x01\x61b",
        "the map's length in three bytes": b"\xb9\x00\x02\x01\x61a\x04\x01",
        "without a length": b"\xbf\x01\x61a\xff",
        "a list": b"\x81\x01",
        "empty": b"",
        "a float": cbor2.dumps({1: 1.5}),
        "NaN": b"\xa1\x01\xf9\x7e\x00",
        "a date": b"\xa1\x01\xc1\x1a\x00\x00\x00\x01",
        "a bignum": b"\xa1\x01\xc2\x41\x01",
        "a shared reference": b"\xa1\x01\xd8\x1d\x00",
        "undefined": b"\xa1\x01\xf7",
        "a simple value": b"\xa1\x01\xf8\x63",
        "text that is no UTF-8": b"\xa1\x01\x61\xff",
        "a surrogate": b"\xa1\x01\x63\xed\xa0\x80",
        "a letter in too many bytes": b"\xa1\x01\x62\xc1\x81",
        "a key of bytes": b"\xa1\x41\x01\x01",
        "a key null": b"\xa1\xf6\x01",
        "13 levels": b"\xa1\x01" + b"\x81" * 13 + b"\x01",
        "bytes behind": PAYLOAD + b"\0",
        "cut": PAYLOAD[:-1],
    }.items():
        yield f"signed claims: {name}", signed_anew(header(), payload), "FORMAT"


def in_time() -> Iterator[Row]:
    second, skew, unknown = timedelta(seconds=1), timedelta(minutes=5), "VALID_STATUS_UNKNOWN"
    retired = NOW - 100 * DAY
    for name, changes, signer, verdict in (
        (
            "a kind of document that the key may not seal",
            {"document_type": "return-certificate"},
            SIGNER,
            "UNKNOWN_KEY",
        ),
        ("a document by the key of lists", {}, LISTER, "UNKNOWN_KEY"),
        ("a list that calls itself a document", {"document_type": "status-lists"}, SIGNER, "UNKNOWN_KEY"),
        ("sealed with a stranger's key", {}, STRANGER, "UNKNOWN_KEY"),
        ("sealed with a retired key", {}, RETIRED, "UNKNOWN_KEY"),
        ("sealed with a retired key in its time", {"issued_at": retired - DAY}, RETIRED, unknown),
        ("sealed with a retired key in its last second", {"issued_at": retired}, RETIRED, unknown),
        ("sealed with a retired key a second later", {"issued_at": retired + second}, RETIRED, "UNKNOWN_KEY"),
        ("sealed with a key before its time", {}, FUTURE, "UNKNOWN_KEY"),
        ("sealed with a withdrawn key", {}, WITHDRAWN, "KEY_REVOKED"),
        ("sealed with a withdrawn key long before", {"issued_at": NOW - 300 * DAY}, WITHDRAWN, "KEY_REVOKED"),
        ("sealed with a key that will be withdrawn", {}, SOON, unknown),
        ("ends now", {"expires_at": NOW}, SIGNER, "EXPIRED"),
        ("ends in a second", {"expires_at": NOW + second}, SIGNER, unknown),
        ("begins tomorrow", {"valid_from": NOW + DAY}, SIGNER, "NOT_YET"),
        ("begins within the skew of clocks", {"valid_from": NOW + skew}, SIGNER, unknown),
        ("begins a second after it", {"valid_from": NOW + skew + second}, SIGNER, "NOT_YET"),
        ("issued tomorrow", {"issued_at": NOW + DAY}, SIGNER, "NOT_YET"),
        ("issued tomorrow, begun yesterday", {"issued_at": NOW + DAY, "valid_from": NOW - DAY}, SIGNER, "NOT_YET"),
        ("ended before it begins", {"valid_from": NOW + DAY, "expires_at": NOW - DAY}, SIGNER, "EXPIRED"),
    ):
        yield name, make_seal(replace(PAPER, **changes), signer), verdict
