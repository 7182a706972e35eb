"""Status lists by the draft's own examples, by readers of others, and by what must be refused."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import cbor2
import cwt
import pytest
import token_status_list
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given, settings
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import ECKey
from openvc.status import token_status_list as openvc_list

from watandoshlar.foundation.crypto import FileSigner
from watandoshlar.foundation.crypto.status_list import (
    APPLICATION_SPECIFIC,
    INVALID,
    MOST_BYTES,
    SUSPENDED,
    VALID,
    NotAStatusList,
    StatusListToken,
    compress,
    inflate,
    make_cwt,
    make_jwt,
    pack,
    read_cwt,
    read_jwt,
    status_at,
)

VECTORS = json.loads(Path(__file__).with_name("status_list_vectors.json").read_text())
URI = "https://vatandosh.example/status-lists/a1b2c3d4e5"
ISSUED_AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SIGNER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
OTHER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
KEYS = {SIGNER.key_id: SIGNER.public_key}
STATUSES = {0: INVALID, 7: SUSPENDED, 4096: APPLICATION_SPECIFIC, 2**20 - 1: INVALID}
TOKEN = StatusListToken(
    uri=URI,
    bits=2,
    packed=pack(STATUSES.items(), 2**20, 2),
    issued_at=ISSUED_AT,
    expires_at=ISSUED_AT + timedelta(days=30),
    ttl=60,
    log_size=5,
    log_root=b"\x07" * 32,
)
FORMS = [(make_jwt, read_jwt), (make_cwt, read_cwt)]


@pytest.mark.parametrize("vector", VECTORS["short"], ids=lambda vector: f"{vector['bits']} bits")
def test_the_examples_of_the_draft_byte_for_byte(vector: dict) -> None:
    packed = pack(enumerate(vector["statuses"]), len(vector["statuses"]), vector["bits"])
    assert packed.hex() == vector["packed"]
    assert urlsafe_b64encode(compress(packed)).rstrip(b"=").decode() == vector["lst"]


@pytest.mark.parametrize("vector", VECTORS["lists"], ids=lambda vector: f"{vector['bits']} bits")
def test_the_test_vectors_of_the_draft(vector: dict) -> None:
    published = cbor2.loads(bytes.fromhex(vector["cbor"]))
    packed = inflate(published["lst"])
    assert published["bits"] == vector["bits"]
    assert [status_at(packed, vector["bits"], position) for position, _ in vector["statuses"]] == [
        status for _, status in vector["statuses"]
    ]
    assert pack(map(tuple, vector["statuses"]), vector["size"], vector["bits"]) == packed
    assert {"bits": vector["bits"], "lst": compress(packed)} == published


def test_the_vectors_are_all_there() -> None:
    assert sum(len(vector["statuses"]) for vector in VECTORS["lists"]) == 293


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
@given(drawn=st.data())
@settings(max_examples=40)
def test_what_is_packed_is_read_by_us_and_by_two_others(bits: int, drawn: Any) -> None:
    size = drawn.draw(st.integers(1, 400))
    position, status = st.integers(0, size - 1), st.integers(0, (1 << bits) - 1)
    statuses = drawn.draw(st.dictionaries(position, status))
    packed = pack(statuses.items(), size, bits)
    theirs = token_status_list.BitArray(bits, packed)
    for each in range(size):
        wanted = statuses.get(each, VALID)
        assert status_at(packed, bits, each) == theirs.get(each) == wanted
        assert openvc_list.get_status(packed, each, bits=bits) == wanted


@pytest.mark.parametrize("statuses", [{8: 1}, {-1: 1}, {0: 4}, {0: -1}])
def test_what_has_no_place_is_not_packed(statuses: dict) -> None:
    with pytest.raises(ValueError, match="no status"):
        pack(statuses.items(), 8, 2)


def test_a_list_has_one_of_four_widths() -> None:
    with pytest.raises(ValueError, match="bits"):
        pack((), 8, 3)


@pytest.mark.parametrize("position", [-1, 2**20])
def test_a_position_outside_the_list_is_no_answer(position: int) -> None:
    with pytest.raises(NotAStatusList):
        TOKEN.status(position)


@pytest.mark.parametrize(("make", "read"), FORMS)
@pytest.mark.parametrize("chain", [(), (b"leaf",), (b"leaf", b"authority")])
def test_a_token_says_what_was_signed(make: Any, read: Any, chain: tuple) -> None:
    assert read(make(TOKEN, SIGNER, chain), KEYS, URI) == TOKEN


def test_the_jwt_is_read_by_two_others() -> None:
    text = make_jwt(TOKEN, SIGNER)
    pem = SIGNER.public_key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    token = jwt.decode(text, ECKey.import_key(pem), algorithms=["ES256"])
    assert token.header == {"alg": "ES256", "kid": SIGNER.key_id.hex(), "typ": "statuslist+jwt"}
    assert {name: token.claims[name] for name in ("sub", "iat", "exp", "ttl")} == {
        "sub": URI,
        "iat": int(ISSUED_AT.timestamp()),
        "exp": int(ISSUED_AT.timestamp()) + 30 * 24 * 3600,
        "ttl": 60,
    }
    theirs = token_status_list.BitArray.load(token.claims["status_list"])
    for position in (*STATUSES, 1, 8, 5000):
        claim = {"status": {"status_list": {"idx": position, "uri": URI}}}
        found = openvc_list.check_token_status(claim, resolve_status_list_token=lambda _uri: dict(token.claims))
        assert found.status == theirs.get(position) == STATUSES.get(position, VALID)


def test_the_cwt_is_read_by_another() -> None:
    content = make_cwt(TOKEN, SIGNER)
    pem = SIGNER.public_key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    key = cwt.COSEKey.from_pem(pem, kid=SIGNER.key_id)
    protected, unprotected, payload = cwt.COSE.new().decode_with_headers(content, key)
    claims = cbor2.loads(payload)
    assert protected == {1: -7, 4: SIGNER.key_id, 16: "application/statuslist+cwt"}
    assert unprotected == {}
    assert (claims[2], claims[6], claims[65534]) == (URI, int(ISSUED_AT.timestamp()), 60)
    theirs = token_status_list.BitArray(claims[65533]["bits"], inflate(claims[65533]["lst"]))
    assert [theirs.get(position) for position in STATUSES] == list(STATUSES.values())


@pytest.mark.parametrize(("make", "read"), FORMS)
def test_a_token_of_another_key_or_another_list_is_refused(make: Any, read: Any) -> None:
    token = make(TOKEN, SIGNER)
    for keys, uri in (
        ({}, URI),
        ({SIGNER.key_id: OTHER.public_key}, URI),
        ({OTHER.key_id: OTHER.public_key}, URI),
        (KEYS, URI + "0"),
    ):
        with pytest.raises(NotAStatusList):
            read(token, keys, uri)


def test_no_changed_bit_of_the_cwt_is_accepted() -> None:
    whole = make_cwt(TOKEN, SIGNER)
    for place in range(len(whole)):
        for bit in range(8):
            content = bytearray(whole)
            content[place] ^= 1 << bit
            with pytest.raises(NotAStatusList):
                read_cwt(bytes(content), KEYS, URI)


@given(place=st.integers(0), letter=st.sampled_from("ABab09-_.=é"))
def test_no_changed_letter_of_the_jwt_is_accepted(place: int, letter: str) -> None:
    text = make_jwt(TOKEN, SIGNER)
    at = place % len(text)
    changed = text[:at] + letter + text[at + 1 :]
    if changed != text:
        with pytest.raises(NotAStatusList):
            read_jwt(changed, KEYS, URI)


@pytest.mark.parametrize("letter", ["B", "g", "w"])
def test_another_spelling_of_the_same_signature_is_refused(letter: str) -> None:
    """The last letter of 64 bytes bears two bits, and has four to spare."""
    text = make_jwt(TOKEN, SIGNER)
    spellings = {text[:-1] + each for each in "AQgw" if each != text[-1]} | {text + "=", text[:-1] + letter}
    for spelling in spellings - {text}:
        with pytest.raises(NotAStatusList):
            read_jwt(spelling, KEYS, URI)


@given(st.text() | st.just("a.b.c"))
def test_whatever_is_no_jwt_is_refused(text: str) -> None:
    with pytest.raises(NotAStatusList):
        read_jwt(text, KEYS, URI)


@given(st.binary() | st.binary().map(lambda rest: b"\xd2\x84" + rest))
def test_whatever_is_no_cwt_is_refused(content: bytes) -> None:
    with pytest.raises(NotAStatusList):
        read_cwt(content, KEYS, URI)


def signed_jwt(header: dict, claims: dict) -> str:
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode() for part in (header, claims)]
    signed = ".".join(parts)
    return f"{signed}.{urlsafe_b64encode(SIGNER.sign(signed.encode())).rstrip(b'=').decode()}"


def parts_of_jwt() -> tuple[dict, dict]:
    header, claims, _ = make_jwt(TOKEN, SIGNER).split(".")
    first, second = (json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4))) for part in (header, claims))
    return first, second


@pytest.mark.parametrize(
    ("header", "claims"),
    [
        ({"alg": "none"}, {}),
        ({"alg": "HS256"}, {}),
        ({"typ": "JWT"}, {}),
        ({"crit": ["b64"]}, {}),
        ({"kid": None}, {}),
        ({}, {"sub": None}),
        ({}, {"exp": "never"}),
        ({}, {"iat": True}),
        ({}, {"ttl": -1}),
        ({}, {"exp": 10**20}),
        ({}, {"status_list": {"bits": 3, "lst": "eNrbuRgAAhcBXQ"}}),
        ({}, {"status_list": {"bits": True, "lst": "eNrbuRgAAhcBXQ"}}),
        ({}, {"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXQAA"}}),
        ({}, {"status_list": {"bits": 1, "lst": "eNrbuRgAAhcBXA"}}),
        ({}, {"status_list": ["eNrbuRgAAhcBXQ"]}),
        ({}, {"log": {"size": 1}}),
        ({}, {"log": "5"}),
    ],
)
def test_a_token_signed_by_the_right_key_is_refused_when_it_is_not_well_formed(header: dict, claims: dict) -> None:
    own_header, own_claims = parts_of_jwt()
    assert read_jwt(signed_jwt(own_header, own_claims), KEYS, URI) == TOKEN
    with pytest.raises(NotAStatusList):
        read_jwt(signed_jwt(own_header | header, own_claims | claims), KEYS, URI)


def test_a_bomb_is_not_inflated() -> None:
    assert len(inflate(compress(bytes(MOST_BYTES)))) == MOST_BYTES
    with pytest.raises(NotAStatusList):
        inflate(compress(bytes(MOST_BYTES + 1)))


def test_a_million_positions_weigh_what_the_draft_says() -> None:
    """13.7 kB at 1 % for one bit (appendix B); two bits cost no more than a third again."""
    statuses = [(position * 97 % 2**20, INVALID) for position in range(2**20 // 100)]
    assert len(compress(pack(statuses, 2**20, 2))) < 20_000
    assert len(make_jwt(TOKEN, SIGNER)) < 1_500
