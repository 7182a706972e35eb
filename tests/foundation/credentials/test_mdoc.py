import hashlib
from dataclasses import replace
from datetime import date, timedelta

import cbor2
import isomdoc
import openvc.cbor
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st
from openvc.mdoc import verify_device_response, verify_issuer_signed
from pymdoccbor.mdoc.verifier import MdocCbor

from tests.credentials import AT, DAY, HOLDER, NAMES, OTHER, SIGNER, chain, refusal, root, twin
from watandoshlar.foundation.credentials.cose import sign1, to_be_signed
from watandoshlar.foundation.credentials.mdoc import (
    COMMON,
    PHOTO_ID,
    MdocContent,
    Session,
    make_mdoc,
    present,
    read_issuer_signed,
    read_presentation,
    select,
)
from watandoshlar.foundation.credentials.refusals import Refusal
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.credentials.trust import MDOC_SIGNER, by_keys, by_roots
from watandoshlar.foundation.crypto import strict_cbor

STATUS = StatusReference("https://vatandosh.example/status-lists/a1", 77)
ELEMENTS = {
    COMMON: {
        "family_name": "QODIROVA",
        "given_name": "OʻGʻILOY",
        "birth_date": date(1990, 2, 14),
        "portrait": b"\xff\xd8\xff" + bytes(400),
        "issue_date": date(2026, 11, 2),
        "expiry_date": date(2031, 11, 1),
        "issuing_country": "UZ",
        "age_over_18": True,
        "sex": 2,
    },
    PHOTO_ID: {"person_id": "1"},
}
CONTENT = MdocContent(PHOTO_ID, ELEMENTS, HOLDER.public_key, AT, AT, AT + 60 * DAY, STATUS)
MADE = make_mdoc(CONTENT, SIGNER, chain("mdoc"))
TRANSCRIPT = strict_cbor.encode([None, None, ["OpenID4VPHandover", bytes(32)]])
SESSION = Session(TRANSCRIPT)
WANTED = {COMMON: ["family_name", "age_over_18"]}
PRESENTED = present(select(MADE.issuer_signed, WANTED), PHOTO_ID, HOLDER, SESSION)


def by_root(at=AT):
    return by_roots([root("mdoc")], at, MDOC_SIGNER)


def read(content=MADE.issuer_signed, trust=None, at=AT, document_type=PHOTO_ID):
    return read_issuer_signed(content, trust or by_root(), at, document_type=document_type)


def ask(content=PRESENTED, session=SESSION, at=AT):
    return read_presentation(content, by_root(), at, session)


def code(*arguments, **keywords):
    return refusal(lambda: read(*arguments, **keywords))


def test_all_elements_come_back():
    reading = read()
    assert reading.namespaces == ELEMENTS
    assert reading.device_key == HOLDER.public_key
    assert (reading.signed_at, reading.valid_from, reading.valid_until) == (AT, AT, AT + 60 * DAY)
    assert reading.status == STATUS
    assert reading.signed == MADE.signed
    assert not reading.is_bound


def test_a_phone_shows_what_is_chosen_and_proves_its_key():
    reading = ask()
    assert reading.namespaces == {COMMON: {"family_name": "QODIROVA", "age_over_18": True}}
    assert reading.is_bound
    assert b"OILOY" not in PRESENTED
    assert b"1990" not in PRESENTED


def test_two_copies_have_no_salt_and_no_hash_in_common():
    other = make_mdoc(CONTENT, SIGNER, chain("mdoc"))
    first, second = (
        set(cbor2.loads(cbor2.loads(made.signed).value)["valueDigests"][COMMON].values()) for made in (MADE, other)
    )
    assert not first & second


def test_numbers_of_elements_do_not_follow_their_order():
    orders = set()
    for _ in range(6):
        made = cbor2.loads(make_mdoc(CONTENT, SIGNER, chain("mdoc")).issuer_signed)
        orders.add(tuple(cbor2.loads(item.value)["digestID"] for item in made["nameSpaces"][COMMON]))
    assert len(orders) > 1


# --- foreign judges ---------------------------------------------------------------------------------------------------


def test_openvc_accepts_it_at_rest_and_presented():
    at_rest = {"docType": PHOTO_ID, "issuerSigned": openvc.cbor.decode(MADE.issuer_signed)}
    judged = verify_issuer_signed(at_rest, trust_anchors=[root("mdoc")], now=AT, expected_doc_type=PHOTO_ID)
    assert judged.namespaces[COMMON]["given_name"] == "OʻGʻILOY"
    (shown,) = verify_device_response(
        PRESENTED, trust_anchors=[root("mdoc")], session_transcript=TRANSCRIPT, now=AT, expected_doc_type=PHOTO_ID
    )
    assert shown.device_signed
    assert shown.namespaces[COMMON] == {"family_name": "QODIROVA", "age_over_18": True}


def test_isomdoc_accepts_it_with_the_proof_of_the_phone():
    judged = isomdoc.verify_device_response(PRESENTED, cbor2.loads(TRANSCRIPT))
    (document,) = judged.documents
    assert document.issuer_signed.get_element_value(COMMON, "family_name") == "QODIROVA"


def test_pymdoccbor_accepts_it():
    judged = MdocCbor()
    judged.loads(PRESENTED)
    assert judged.verify(trusted_root_certs=[root("mdoc")])
    assert judged.documents_invalid == []


# --- refusals ---------------------------------------------------------------------------------------------------------


def forged(change=lambda security: None, shown=None, signer=SIGNER, links=None, signature=None):
    """The mdoc with another security object, signed anew unless a signature is given."""
    whole = cbor2.loads(MADE.issuer_signed)
    security = cbor2.loads(cbor2.loads(MADE.signed).value)
    change(security)
    payload = cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(security)))
    parts = sign1(payload, signer, chain("mdoc") if links is None else links)
    if signature is not None:
        parts[3] = signature
    return cbor2.dumps({"nameSpaces": whole["nameSpaces"] if shown is None else shown, "issuerAuth": parts})


def with_parts(change):
    """The mdoc with other parts of its signature."""
    whole = cbor2.loads(MADE.issuer_signed)
    change(whole["issuerAuth"])
    return cbor2.dumps(whole)


def with_header(header, unprotected=None):
    parts = cbor2.loads(MADE.issuer_signed)["issuerAuth"]
    protected = cbor2.dumps(header)
    signature = SIGNER.sign(to_be_signed(protected, parts[2]))
    return with_parts(lambda own: own.__setitem__(slice(0, 4), [protected, unprotected or own[1], own[2], signature]))


def with_items(change):
    spaces = cbor2.loads(MADE.issuer_signed)["nameSpaces"]
    change(spaces)
    return forged(shown=spaces)


def item(**changes):
    """The first element with changes, hashed and signed anew."""
    spaces = cbor2.loads(MADE.issuer_signed)["nameSpaces"]
    content = cbor2.loads(spaces[COMMON][0].value)
    number = content["digestID"]
    content = {key: value for key, value in {**content, **changes}.items() if value is not ...}
    spaces[COMMON][0] = cbor2.CBORTag(24, cbor2.dumps(content))
    digest = hashlib.sha256(cbor2.dumps(spaces[COMMON][0])).digest()
    return forged(lambda own: own["valueDigests"][COMMON].update({number: digest}), shown=spaces)


def validity(**dates):
    return forged(lambda own: own["validityInfo"].update(dates))


def tdate(moment):
    return cbor2.CBORTag(0, f"{moment:%Y-%m-%dT%H:%M:%SZ}")


PARTS = cbor2.loads(MADE.issuer_signed)["issuerAuth"]
OTHER_MADE = make_mdoc(replace(CONTENT, namespaces={COMMON: {"family_name": "OTHER"}}), SIGNER, chain("mdoc"))
FOREIGN = chain("mdoc", OTHER)
ELSEWHERE = chain("mdoc", SIGNER, replace(NAMES, country="KZ"))


def put(index, value):
    return with_parts(lambda parts: parts.__setitem__(index, value))


FORGERIES = {
    "another algorithm": (with_header({1: -35}), Refusal.ALG),
    "EdDSA": (with_header({1: -8}), Refusal.ALG),
    "algorithm as text": (with_header({1: "ES256"}), Refusal.ALG),
    "no algorithm": (with_header({}), Refusal.ALG),
    "algorithm only unprotected": (with_header({}, {1: -7, 33: chain("mdoc")[0]}), Refusal.ALG),
    "algorithm in both headers": (with_header({1: -7}, {1: -7, 33: chain("mdoc")[0]}), Refusal.FORMAT),
    "header that must be understood": (with_header({1: -7, 2: [9], 9: 1}), Refusal.FORMAT),
    "header no map": (put(0, b"\x80"), Refusal.FORMAT),
    "header no bytes": (put(0, {1: -7}), Refusal.FORMAT),
    "unprotected no map": (put(1, []), Refusal.FORMAT),
    "payload detached": (put(2, None), Refusal.FORMAT),
    "payload text": (put(2, "x"), Refusal.FORMAT),
    "payload exchanged": (put(2, OTHER_MADE.signed), Refusal.BAD_SIGNATURE),
    "signature null": (put(3, None), Refusal.FORMAT),
    "signature empty": (put(3, b""), Refusal.BAD_SIGNATURE),
    "signature of zeros": (put(3, bytes(64)), Refusal.BAD_SIGNATURE),
    "the twin signature": (put(3, twin(PARTS[3])), Refusal.BAD_SIGNATURE),
    "signature of another": (put(3, cbor2.loads(OTHER_MADE.issuer_signed)["issuerAuth"][3]), Refusal.BAD_SIGNATURE),
    "five parts": (with_parts(lambda parts: parts.append(1)), Refusal.FORMAT),
    "signed by another key": (forged(signer=OTHER), Refusal.BAD_SIGNATURE),
    "signed and certified by a stranger": (forged(signer=OTHER, links=[b"x"]), Refusal.CHAIN),
    "no certificates": (forged(links=()), Refusal.CHAIN),
    "certificates no bytes": (put(1, {33: [1]}), Refusal.FORMAT),
    "certificate a number": (put(1, {33: 7}), Refusal.FORMAT),
    "certificate for other uses": (forged(links=chain("seal")), Refusal.CHAIN),
    "certificate of another country": (forged(links=ELSEWHERE), Refusal.CHAIN),
    "another document type": (forged(lambda own: own.update({"docType": "org.iso.18013.5.1.mDL"})), Refusal.TYPE),
    "another version": (forged(lambda own: own.update({"version": "2.0"})), Refusal.FORMAT),
    "a weak hash": (forged(lambda own: own.update({"digestAlgorithm": "SHA-1"})), Refusal.DIGEST_ALG),
    "another hash": (forged(lambda own: own.update({"digestAlgorithm": "SHA-512"})), Refusal.DIGEST),
    "hashes missing": (forged(lambda own: own.pop("valueDigests")), Refusal.FORMAT),
    "hashes of the namespace missing": (forged(lambda own: own["valueDigests"].pop(COMMON)), Refusal.FORMAT),
    "a hash missing": (forged(lambda own: own["valueDigests"][COMMON].pop(0)), Refusal.DIGEST),
    "a hash as text": (forged(lambda own: own["valueDigests"][COMMON].update({0: "x"})), Refusal.DIGEST),
    "status of another kind": (forged(lambda own: own.update({"status": {"x": 1}})), Refusal.FORMAT),
    "no key of the phone": (forged(lambda own: own.update({"deviceKeyInfo": {}})), Refusal.FORMAT),
    "key of the phone on another curve": (
        forged(lambda own: own["deviceKeyInfo"]["deviceKey"].update({-1: 2})),
        Refusal.HOLDER,
    ),
    "key of the phone no point": (
        forged(lambda own: own["deviceKeyInfo"]["deviceKey"].update({-3: bytes(32)})),
        Refusal.HOLDER,
    ),
    "key of the phone private": (
        forged(lambda own: own["deviceKeyInfo"]["deviceKey"].update({-4: bytes(32)})),
        Refusal.HOLDER,
    ),
    "key of the phone compressed": (
        forged(lambda own: own["deviceKeyInfo"]["deviceKey"].update({-3: True})),
        Refusal.HOLDER,
    ),
    "expired": (validity(validUntil=tdate(AT)), Refusal.EXPIRED),
    "not yet": (validity(validFrom=tdate(AT + DAY)), Refusal.NOT_YET),
    "signed tomorrow": (validity(signed=tdate(AT + DAY)), Refusal.NOT_YET),
    "signed before its certificate": (validity(signed=tdate(AT - 20 * DAY)), Refusal.CHAIN),
    "a date without its tag": (validity(signed="2026-11-02T06:00:00Z"), Refusal.FORMAT),
    "a date in another zone": (validity(signed=cbor2.CBORTag(0, "2026-11-02T06:00:00+05:00")), Refusal.FORMAT),
    "a date with fractions": (validity(signed=cbor2.CBORTag(0, "2026-11-02T06:00:00.5Z")), Refusal.FORMAT),
    "a date that is a number": (validity(signed=cbor2.CBORTag(0, 7)), Refusal.FORMAT),
    "seconds since 1970": (validity(signed=cbor2.CBORTag(1, 1)), Refusal.FORMAT),
    "no dates": (forged(lambda own: own.update({"validityInfo": {}})), Refusal.FORMAT),
    "an element exchanged": (
        with_items(
            lambda spaces: spaces[COMMON].__setitem__(0, cbor2.loads(OTHER_MADE.issuer_signed)["nameSpaces"][COMMON][0])
        ),
        Refusal.DIGEST,
    ),
    "an element in another namespace": (
        with_items(lambda spaces: spaces[PHOTO_ID].append(spaces[COMMON][0])),
        Refusal.DIGEST,
    ),
    "an element twice": (with_items(lambda spaces: spaces[COMMON].append(spaces[COMMON][0])), Refusal.DIGEST),
    "elements no list": (with_items(lambda spaces: spaces.update({COMMON: {}})), Refusal.FORMAT),
    "an element without its tag": (
        with_items(lambda spaces: spaces[COMMON].__setitem__(0, spaces[COMMON][0].value)),
        Refusal.FORMAT,
    ),
    "namespaces no map": (forged(shown=[]), Refusal.FORMAT),
    "a short salt": (item(random=bytes(15)), Refusal.FORMAT),
    "no salt": (item(random=...), Refusal.FORMAT),
    "no value": (item(elementValue=...), Refusal.FORMAT),
    "name no text": (item(elementIdentifier=7), Refusal.FORMAT),
    "number no number": (item(digestID="0"), Refusal.FORMAT),
    "a day that is none": (item(elementValue=cbor2.CBORTag(1004, "2026-02-30")), Refusal.FORMAT),
    "a day that is a number": (item(elementValue=cbor2.CBORTag(1004, 7)), Refusal.FORMAT),
    "an unknown tag": (item(elementValue=cbor2.CBORTag(35, "x")), Refusal.FORMAT),
    "a fraction": (item(elementValue=1.5), Refusal.FORMAT),
    "nothing": (b"", Refusal.FORMAT),
    "a list": (b"\x80", Refusal.FORMAT),
    "bytes after it": (MADE.issuer_signed + b"\0", Refusal.FORMAT),
    "too long": (MADE.issuer_signed + bytes(600_000), Refusal.FORMAT),
    "a name twice": (b"\xa3" + MADE.issuer_signed[1:] + b"\x6aissuerAuth\x80", Refusal.FORMAT),
    "map without length": (b"\xbf" + MADE.issuer_signed[1:] + b"\xff", Refusal.FORMAT),
    "length spelled long": (b"\xb8\x02" + MADE.issuer_signed[1:], Refusal.FORMAT),
    "4 GB announced": (b"\xa1\x6aissuerAuth\x5a\xff\xff\xff\xff", Refusal.FORMAT),
    "8,000 levels": (b"\x81" * 8000 + b"\x01", Refusal.FORMAT),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgeries_and_broken_mdocs_are_refused(name):
    content, expected = FORGERIES[name]
    assert code(content) is expected


def test_another_type_than_the_one_asked_for_is_refused():
    assert code(document_type="org.iso.18013.5.1.mDL") is Refusal.TYPE


def test_a_foreign_chain_is_refused():
    assert code(trust=by_roots([root("sd_jwt")], AT, MDOC_SIGNER)) is Refusal.CHAIN
    assert code(trust=by_root(AT + 100 * DAY)) is Refusal.CHAIN
    assert code(make_mdoc(CONTENT, OTHER, FOREIGN).issuer_signed) is None
    assert code(make_mdoc(CONTENT, OTHER, FOREIGN).issuer_signed, by_keys({SIGNER.key_id: SIGNER.public_key})) is (
        Refusal.UNKNOWN_KEY
    )


def test_listed_keys_are_found_by_the_certificate():
    assert code(trust=by_keys({SIGNER.key_id: SIGNER.public_key})) is None


def test_a_security_object_spelled_in_another_order_is_read():
    """Other issuers do not sort their maps; what is in any order still has one meaning."""
    assert code(forged(lambda own: own.update(dict(reversed(list(own.items())))))) is None


def answered(change=lambda document: None, whole=lambda response: None, holder=HOLDER, session=SESSION):
    response = cbor2.loads(present(select(MADE.issuer_signed, WANTED), PHOTO_ID, holder, session))
    change(response["documents"][0])
    whole(response)
    return cbor2.dumps(response)


def proof(**parts):
    return answered(lambda document: document["deviceSigned"].update(parts))


PROOFS = {
    "good": (answered(), None),
    "by another key": (answered(holder=OTHER), Refusal.HOLDER),
    "in another session": (answered(session=Session(strict_cbor.encode([None, None, ["x"]]))), Refusal.HOLDER),
    "of another type": (answered(lambda document: document.update({"docType": "x"})), Refusal.TYPE),
    "with a payload": (
        answered(lambda document: document["deviceSigned"]["deviceAuth"]["deviceSignature"].__setitem__(2, b"")),
        Refusal.HOLDER,
    ),
    "of another algorithm": (
        answered(
            lambda document: document["deviceSigned"]["deviceAuth"]["deviceSignature"].__setitem__(0, b"\xa1\x01\x27")
        ),
        Refusal.ALG,
    ),
    "with other elements of the phone": (proof(nameSpaces=cbor2.CBORTag(24, cbor2.dumps({"a": {}}))), Refusal.HOLDER),
    "elements of the phone without tag": (proof(nameSpaces={}), Refusal.FORMAT),
    "none": (proof(deviceAuth={}), Refusal.HOLDER),
    "a checksum without the reader's key": (
        proof(deviceAuth={"deviceMac": [b"\xa1\x01\x05", {}, None, bytes(32)]}),
        Refusal.HOLDER,
    ),
    "not there": (answered(lambda document: document.pop("deviceSigned")), Refusal.FORMAT),
    "no document": (answered(whole=lambda response: response.update({"documents": []})), Refusal.FORMAT),
    "two documents": (
        answered(whole=lambda response: response["documents"].append(response["documents"][0])),
        Refusal.FORMAT,
    ),
    "an error of the phone": (answered(whole=lambda response: response.update({"status": 10})), Refusal.FORMAT),
    "too long": (answered() + bytes(600_000), Refusal.FORMAT),
}


@pytest.mark.parametrize("name", PROOFS)
def test_the_proof_of_a_phone_is_good_for_one_session(name):
    content, expected = PROOFS[name]
    assert refusal(lambda: ask(content)) is expected


@pytest.mark.parametrize(
    "mac",
    [
        pytest.param([b"\xa1\x01\x05", {}, None, bytes(32)], id="of zeros"),
        pytest.param([b"\xa1\x01\x05", {}, b"", bytes(32)], id="with a payload"),
        pytest.param([b"\xa1\x01\x06", {}, None, bytes(32)], id="of another algorithm"),
        pytest.param([b"\xa1\x01\x05", {}, None, "x"], id="as text"),
        pytest.param([b"\xa1\x01\x05", {}, None], id="of three parts"),
        pytest.param(7, id="a number"),
    ],
)
def test_a_wrong_checksum_of_a_phone_is_refused(mac):
    session = Session(TRANSCRIPT, ec.generate_private_key(ec.SECP256R1()))
    assert refusal(lambda: ask(proof(deviceAuth={"deviceMac": mac}), session)) is Refusal.HOLDER


def test_a_phone_may_sign_in_either_half():
    def turn(document):
        parts = document["deviceSigned"]["deviceAuth"]["deviceSignature"]
        parts[3] = twin(parts[3])

    assert refusal(lambda: ask(answered(turn))) is None


def test_every_bit_flip_is_refused():
    """Certificates stand beside the signature, not under it: their own signature guards them."""
    for bit in range(0, len(MADE.issuer_signed) * 8, 5):
        flipped = bytearray(MADE.issuer_signed)
        flipped[bit // 8] ^= 1 << bit % 8
        assert code(bytes(flipped)) is not None, bit


def test_every_shortened_mdoc_is_refused():
    assert None not in {code(MADE.issuer_signed[:length]) for length in range(0, len(MADE.issuer_signed), 3)}


def test_two_mdocs_spliced_anywhere_are_refused():
    other = make_mdoc(CONTENT, SIGNER, chain("mdoc")).issuer_signed
    for at in range(1, len(other), 7):
        spliced = MADE.issuer_signed[:at] + other[at:]
        assert spliced == other or spliced == MADE.issuer_signed or code(spliced) is not None, at


VALUES = st.recursive(
    st.text(max_size=20)
    | st.integers(-(2**63), 2**63)
    | st.binary(max_size=20)
    | st.booleans()
    | st.dates(date(1000, 1, 1))
    | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=8), st.dictionaries(st.text(max_size=8), VALUES, max_size=4), max_size=3))
def test_any_elements_come_back(namespaces):
    made = make_mdoc(replace(CONTENT, namespaces=namespaces), SIGNER, chain("mdoc"))
    assert read(made.issuer_signed).namespaces == namespaces


@given(st.binary(max_size=300))
def test_nothing_breaks_the_reader(content):
    assert code(content) is Refusal.FORMAT
    assert refusal(lambda: ask(content)) is Refusal.FORMAT


def test_clocks_may_differ_a_little():
    soon = replace(CONTENT, signed_at=AT + timedelta(minutes=4), valid_from=AT + timedelta(minutes=4))
    assert code(make_mdoc(soon, SIGNER, chain("mdoc")).issuer_signed) is None
