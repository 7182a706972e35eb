import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import cbor2
import claim169
import cwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.crypto import base45, seal, strict_cbor
from watandoshlar.foundation.crypto.seal import SealClaims, TrustedKey, Verdict, make_seal, passport_hash, read_seal
from watandoshlar.foundation.crypto.signer import FileSigner

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SIGNER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
OTHER = FileSigner(ec.generate_private_key(ec.SECP256R1()))
CLAIMS = SealClaims(
    issuer="UZ",
    number="UZ-CR-26-7K3M9Q4T",
    document_type="consular-registration",
    issued_at=NOW,
    identity={2: "1.1.0", 4: "Oʻgʻiloy Qodirova", 8: "19900214", 9: 2, 13: "UZ", 19: "Ўғилой Қодирова", 20: "uz-Cyrl"},
    category="permanent",
    post="seoul",
    content_hash=bytes(range(32)),
    expires_at=NOW + 365 * DAY,
)


OLD_SEAL = (
    "UZ1:RRQT 9O60GO0EW2O12VPBK848CKR5Q*70PZAFN0KYD+SSWY0YND-5MS-0PZAMW5MHATF6AW5 M9EY9/BAISA6KLSD0Z96Z96"
    "736:PEESPK5D7VN*VD3EFCDAAVC0LEK/E$211A6FA7846-96B616V1PZAYK2RY3M2I+UIHGNKXNN5O7IN4SQNHQDHQHHQ$LQNHQB"
    "HQ9HQ3Q2E%EMW5+FFVUD1000000XK$ED5$CB$D1/DG/D:D0UPCF/D0%EGECOX5* C+EDKWEIEC ED%+D6$C2$C0%EWO0224X507H"
    "0QS00+0J61%H1CT1V+1572OI2/T2H-2 73AJ3TU3E/3C58WMBAOD$63:B69 T-8QF F2SHU8A6O5%V8S R1VE.LP2C5ZDOQ03QI4"
    "K%R4AO7HCLEV6EM6ZU*NJOGG67V3N2O-KJ/PQTE.3"
)
"""Of `CLAIMS`, made before seals knew status lists and passports."""


def trusted(signer=SIGNER, **facts):
    key = TrustedKey(signer.key_id, signer.public_key, frozenset({"consular-registration"}))
    return {signer.key_id: replace(key, **facts)}


def verdict(text, at=NOW, **facts):
    return read_seal(text, trusted(**facts), at).verdict


def message_of(text):
    message = base45.decode(text.removeprefix("UZ1:"))
    return zlib.decompress(message) if message[0] == 0x78 else message


def text_of(message):
    return "UZ1:" + base45.encode(message)


SEAL = make_seal(CLAIMS, SIGNER)
MESSAGE = message_of(SEAL)
PROTECTED, UNPROTECTED, PAYLOAD, SIGNATURE = cbor2.loads(MESSAGE).value


def sealed(*, protected=PROTECTED, unprotected=UNPROTECTED, payload=PAYLOAD, signature=None, signer=SIGNER):
    """A message of these parts, signed anew unless a signature is given."""
    if signature is None:
        signature = signer.sign(cbor2.dumps(["Signature1", protected, b"", payload]))
    return text_of(b"\xd2" + cbor2.dumps([protected, unprotected, payload, signature]))


def claiming(**changes):
    return make_seal(replace(CLAIMS, **changes), SIGNER)


def test_a_seal_says_what_it_was_made_of():
    reading = read_seal(SEAL, trusted(), NOW)
    assert reading.verdict is Verdict.VALID_STATUS_UNKNOWN
    assert reading.claims == CLAIMS
    assert reading.key_id == SIGNER.key_id


def test_the_library_cwt_accepts_the_seal():
    pem = SIGNER.public_key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    claims = cwt.CWT.new(leeway=10**9).decode(MESSAGE, cwt.COSEKey.from_pem(pem, alg="ES256", kid=SIGNER.key_id))
    assert claims[1] == "UZ"
    assert claims[7] == b"UZ-CR-26-7K3M9Q4T"
    assert claims[169][4] == "Oʻgʻiloy Qodirova"
    assert claims[-65537][2] == "consular-registration"


def test_the_library_claim169_accepts_the_seal():
    point = SIGNER.public_key.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    # claim169 reads the system clock; the dates of this seal are judged by our own tests.
    result = claim169.decode(SEAL.removeprefix("UZ1:"), verify_with_ecdsa_p256=point, validate_timestamps=False)
    assert result.is_verified()
    assert result.claim169.full_name == "Oʻgʻiloy Qodirova"
    assert result.claim169.secondary_full_name == "Ўғилой Қодирова"
    assert result.cwt_meta.expires_at == int(CLAIMS.expires_at.timestamp())


MOMENTS = st.datetimes(datetime(1970, 1, 1), datetime(9999, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
RANDOM_CLAIMS = st.builds(
    SealClaims,
    issuer=st.text(max_size=10),
    number=st.text(max_size=20),
    document_type=st.text(min_size=1, max_size=20),
    issued_at=MOMENTS,
    identity=st.dictionaries(st.integers(1, 99), st.text(max_size=40) | st.binary(max_size=20), max_size=8),
    category=st.text(max_size=10),
    post=st.text(max_size=10),
    content_hash=st.binary(max_size=32),
    valid_from=st.none() | MOMENTS,
    expires_at=st.none() | MOMENTS,
    passport_hash=st.binary(max_size=19),
) | st.builds(
    replace,
    st.just(CLAIMS),
    status_uri=st.text(min_size=1, max_size=40),
    status_index=st.integers(0, 2**64 - 1),
    identity=st.fixed_dictionaries({16: st.binary(min_size=1, max_size=600), 17: st.sampled_from([1, 3, 4])}),
)


@given(RANDOM_CLAIMS, MOMENTS)
def test_any_claims_come_back_and_never_break_the_reader(claims, at):
    reading = read_seal(make_seal(claims, SIGNER), trusted(document_types=frozenset({claims.document_type})), at)
    assert reading.claims == claims
    assert reading.verdict in (Verdict.VALID_STATUS_UNKNOWN, Verdict.EXPIRED, Verdict.NOT_YET)


def test_compressed_seals_are_read_though_none_is_made():
    long = claiming(identity={4: "Qodirova " * 60})
    assert base45.decode(SEAL[4:])[0] == base45.decode(long[4:])[0] == 0xD2
    assert verdict(text_of(zlib.compress(message_of(long)))) is Verdict.VALID_STATUS_UNKNOWN


def test_a_seal_of_a_usual_document_stays_small():
    assert len(SEAL) < 540  # version 15-M: 25 mm at the smallest printable module


@pytest.mark.parametrize("text", ["", "HC1:6BF", "uz1:" + SEAL[4:], " " + SEAL, "https://mfa.uz", SEAL[4:]])
def test_another_code_is_not_ours(text):
    assert verdict(text) is Verdict.NOT_OURS


def test_dates_are_judged_at_the_given_moment():
    later = claiming(valid_from=NOW + 10 * DAY, expires_at=NOW + 20 * DAY)
    assert verdict(later, NOW + 9 * DAY) is Verdict.NOT_YET
    assert verdict(later, NOW + 10 * DAY) is Verdict.VALID_STATUS_UNKNOWN
    assert verdict(later, NOW + 20 * DAY - timedelta(seconds=1)) is Verdict.VALID_STATUS_UNKNOWN
    assert verdict(later, NOW + 20 * DAY) is Verdict.EXPIRED
    assert verdict(SEAL, NOW - timedelta(minutes=4)) is Verdict.VALID_STATUS_UNKNOWN
    assert verdict(SEAL, NOW - timedelta(minutes=6)) is Verdict.NOT_YET


def test_a_document_without_end_does_not_expire():
    assert verdict(claiming(expires_at=None), datetime(9999, 1, 1, tzinfo=UTC)) is Verdict.VALID_STATUS_UNKNOWN


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"document_types": frozenset({"return-certificate"})}, Verdict.UNKNOWN_KEY),
        ({"algorithm": -35}, Verdict.ALG),
        ({"public_key": OTHER.public_key}, Verdict.BAD_SIGNATURE),
        ({"revoked_at": NOW}, Verdict.KEY_REVOKED),
        ({"revoked_at": NOW + DAY}, Verdict.VALID_STATUS_UNKNOWN),
        ({"not_before": NOW + DAY}, Verdict.UNKNOWN_KEY),
        ({"sign_until": NOW - DAY}, Verdict.UNKNOWN_KEY),
        ({"sign_until": NOW}, Verdict.VALID_STATUS_UNKNOWN),
    ],
)
def test_a_key_is_trusted_for_one_use_and_time(facts, expected):
    assert verdict(SEAL, **facts) is expected


def test_a_key_that_is_not_listed_is_unknown():
    assert read_seal(SEAL, trusted(OTHER), NOW).verdict is Verdict.UNKNOWN_KEY
    assert read_seal(make_seal(CLAIMS, OTHER), trusted(), NOW).verdict is Verdict.UNKNOWN_KEY


def header(**changes):
    return strict_cbor.encode({1: -7, 4: SIGNER.key_id} | {int(key[1:]): value for key, value in changes.items()})


FORGERIES = {
    "another algorithm": (sealed(protected=header(_1=-8)), Verdict.ALG),
    "algorithm RSA": (sealed(protected=header(_1=-37)), Verdict.ALG),
    "key swapped": (sealed(protected=header(_4=OTHER.key_id), signature=SIGNATURE), Verdict.UNKNOWN_KEY),
    "critical header": (sealed(protected=header(_2=[1])), Verdict.FORMAT),
    "third header": (sealed(protected=header(_33=b"x")), Verdict.FORMAT),
    "no key id": (sealed(protected=cbor2.dumps({1: -7})), Verdict.FORMAT),
    "no algorithm": (sealed(protected=cbor2.dumps({4: SIGNER.key_id})), Verdict.FORMAT),
    "algorithm as text": (sealed(protected=header(_1="ES256")), Verdict.FORMAT),
    "algorithm true": (sealed(protected=header(_1=True)), Verdict.FORMAT),
    "short key id": (sealed(protected=header(_4=SIGNER.key_id[:4])), Verdict.FORMAT),
    "header out of order": (sealed(protected=cbor2.dumps({4: SIGNER.key_id, 1: -7})), Verdict.FORMAT),
    "header twice": (sealed(protected=b"\xa3\x01\x26\x01\x26\x04\x48" + SIGNER.key_id), Verdict.FORMAT),
    "empty header": (sealed(protected=b""), Verdict.FORMAT),
    "header is a list": (sealed(protected=b"\x82\x01\x26"), Verdict.FORMAT),
    "header not bytes": (sealed(protected={1: -7, 4: SIGNER.key_id}, signature=SIGNATURE), Verdict.FORMAT),
    "key id unprotected": (sealed(unprotected={4: SIGNER.key_id}), Verdict.FORMAT),
    "unprotected is a list": (sealed(unprotected=[]), Verdict.FORMAT),
    "unprotected is null": (sealed(unprotected=None), Verdict.FORMAT),
    "payload null": (sealed(payload=None, signature=SIGNATURE), Verdict.FORMAT),
    "payload text": (sealed(payload="x", signature=SIGNATURE), Verdict.FORMAT),
    "payload empty": (sealed(payload=b""), Verdict.FORMAT),
    "payload of another seal": (
        sealed(payload=cbor2.loads(message_of(claiming(number="X"))).value[2], signature=SIGNATURE),
        Verdict.BAD_SIGNATURE,
    ),
    "signature of another seal": (
        sealed(signature=cbor2.loads(message_of(claiming(number="X"))).value[3]),
        Verdict.BAD_SIGNATURE,
    ),
    "signature by another key": (sealed(signer=OTHER), Verdict.BAD_SIGNATURE),
    "signature empty": (sealed(signature=b""), Verdict.BAD_SIGNATURE),
    "signature of zeros": (sealed(signature=bytes(64)), Verdict.BAD_SIGNATURE),
    "signature null": (sealed(signature=[]), Verdict.FORMAT),
    "the twin signature": (
        sealed(signature=SIGNATURE[:32] + (ORDER - int.from_bytes(SIGNATURE[32:], "big")).to_bytes(32, "big")),
        Verdict.BAD_SIGNATURE,
    ),
    "no tag": (text_of(MESSAGE[1:]), Verdict.FORMAT),
    "tag CWT before": (text_of(b"\xd8\x3d" + MESSAGE), Verdict.FORMAT),
    "tag COSE_Sign": (text_of(b"\xd8\x62" + MESSAGE[1:]), Verdict.FORMAT),
    "tag COSE_Mac0": (text_of(b"\xd1" + MESSAGE[1:]), Verdict.FORMAT),
    "three parts": (text_of(b"\xd2" + cbor2.dumps([PROTECTED, {}, PAYLOAD])), Verdict.FORMAT),
    "five parts": (text_of(b"\xd2" + cbor2.dumps([PROTECTED, {}, PAYLOAD, SIGNATURE, 1])), Verdict.FORMAT),
    "a map": (text_of(b"\xd2" + cbor2.dumps({1: 2})), Verdict.FORMAT),
    "a number": (text_of(b"\xd2\x01"), Verdict.FORMAT),
    "array without length": (
        text_of(b"\xd2\x9f" + b"".join(map(cbor2.dumps, (PROTECTED, {}, PAYLOAD, SIGNATURE))) + b"\xff"),
        Verdict.FORMAT,
    ),
    "bytes after the seal": (text_of(MESSAGE + b"\0"), Verdict.FORMAT),
    "twice": (text_of(MESSAGE + MESSAGE), Verdict.FORMAT),
    "prefix only": ("UZ1:", Verdict.FORMAT),
    "lower case": ("UZ1:" + SEAL[4:].lower(), Verdict.FORMAT),
    "line break": (SEAL + "\n", Verdict.FORMAT),
    "too long": ("UZ1:" + "0" * 5000, Verdict.FORMAT),
    "zip bomb": (text_of(zlib.compress(MESSAGE + bytes(3_000_000), 9)), Verdict.FORMAT),
    "zip with bytes after": (text_of(zlib.compress(MESSAGE) + b"\0"), Verdict.FORMAT),
    "zip cut": (text_of(zlib.compress(MESSAGE)[:-3]), Verdict.FORMAT),
    "zip in zip": (text_of(zlib.compress(zlib.compress(MESSAGE))), Verdict.FORMAT),
    "8,000 levels": (text_of(b"\xd2" + b"\x81" * 2600 + b"\x01"), Verdict.FORMAT),
    "4 GB announced": (text_of(b"\xd2\x84\x5a\xff\xff\xff\xff"), Verdict.FORMAT),
}
WHOLE = cbor2.loads(PAYLOAD)


def claimed(change, encode=strict_cbor.encode):
    """A well-signed seal whose claims are wrong: the mistake of an issuer, not of a forger."""
    claims = cbor2.loads(PAYLOAD)
    change(claims)
    return sealed(payload=encode(claims))


FORGERIES |= {
    f"signed without claim {key}": (claimed(lambda claims, key=key: claims.pop(key)), Verdict.FORMAT)
    for key in (1, 6, 7, 169, -65537)
}
FORGERIES |= {
    f"signed with claim {key} as {kind}": (
        claimed(lambda claims, key=key, wrong=wrong: claims.update({key: wrong})),
        Verdict.FORMAT,
    )
    for key in WHOLE
    for kind, wrong in {"null": None, "list": [], "true": True, "minus": -1, "huge": 2**63}.items()
}
STATUS = {"idx": 5, "uri": "https://x.uz/status-lists/a"}
FORGERIES |= {
    f"signed: status {status}": (
        claimed(lambda claims, status=status: claims.update({65535: {"status_list": status}})),
        Verdict.FORMAT,
    )
    for status in (
        None, [], {}, {"idx": 5}, {"uri": "x"}, STATUS | {"uri": ""}, STATUS | {"idx": -1}, STATUS | {"idx": "5"},
        STATUS | {"idx": True}, STATUS | {"uri": b"x"},
    )
} | {
    "signed: status as text": (claimed(lambda claims: claims.update({65535: "x"})), Verdict.FORMAT),
    "signed: passport as text": (claimed(lambda claims: claims[-65537].update({5: "FA1234567"})), Verdict.FORMAT),
}  # fmt: skip
FORGERIES |= {
    "signed: bytes in the number": (claimed(lambda claims: claims.update({7: b"\xff"})), Verdict.FORMAT),
    "signed: nested identity": (claimed(lambda claims: claims.update({169: {4: {}}})), Verdict.FORMAT),
    "signed: text key in identity": (claimed(lambda claims: claims.update({169: {"4": "x"}})), Verdict.FORMAT),
    "signed: claims in reverse order": (
        claimed(lambda claims: None, lambda claims: cbor2.dumps(dict(reversed(claims.items())))),
        Verdict.FORMAT,
    ),
    "signed: claim twice": (sealed(payload=b"\xb9\x00\x02\x01\x61a\x01\x61b"), Verdict.FORMAT),
    "signed: list": (sealed(payload=b"\x81\x01"), Verdict.FORMAT),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgeries_and_broken_seals_get_their_verdict(name):
    text, expected = FORGERIES[name]
    reading = read_seal(text, trusted(), NOW)
    assert reading.verdict is expected
    assert reading.claims is None


def test_an_unknown_claim_does_not_stop_an_older_reader():
    assert verdict(claimed(lambda claims: claims.update({65000: {1: 2}}))) is Verdict.VALID_STATUS_UNKNOWN


def test_a_seal_names_its_place_in_a_status_list():
    listed = claiming(status_uri=STATUS["uri"], status_index=5)
    claims = read_seal(listed, trusted(), NOW).claims
    assert (claims.status_uri, claims.status_index) == (STATUS["uri"], 5)
    assert cbor2.loads(cbor2.loads(message_of(listed)).value[2])[65535] == {"status_list": STATUS}


def test_a_status_of_another_mechanism_is_no_status_list():
    reading = read_seal(claimed(lambda claims: claims.update({65535: {"other": 1}})), trusted(), NOW)
    assert (reading.verdict, reading.claims.status_index) == (Verdict.VALID_STATUS_UNKNOWN, None)


@pytest.mark.parametrize("half", [{"status_uri": "https://x.uz/a"}, {"status_index": 5}])
def test_a_list_and_a_position_belong_together(half):
    with pytest.raises(ValueError, match="belong together"):
        replace(CLAIMS, **half)


def test_a_seal_made_before_status_lists_reads_as_it_did():
    signer = FileSigner(ec.derive_private_key(20261122, ec.SECP256R1()))
    assert read_seal(OLD_SEAL, trusted(signer), NOW).claims == CLAIMS


def test_a_passport_is_tied_to_a_document_without_being_named():
    tied = passport_hash("UZ-CC-26-7K3M9Q4T", "FA1234567")
    assert tied.hex() == "c5e7743a4f3e777946aa994f4ad54f10353637"
    assert (len(tied), tied[16:]) == (19, b"567")
    others = {passport_hash("UZ-CC-26-7K3M9Q4U", "FA1234567"), passport_hash("UZ-CC-26-7K3M9Q4T", "FA2234567")}
    assert len(others | {tied}) == 3
    assert b"FA1234567" not in base45.decode(claiming(passport_hash=tied)[4:])


def test_every_single_bit_flip_is_refused():
    for bit in range(len(MESSAGE) * 8):
        flipped = bytearray(MESSAGE)
        flipped[bit // 8] ^= 1 << bit % 8
        reading = read_seal(text_of(bytes(flipped)), trusted(), NOW)
        assert reading.verdict in (Verdict.FORMAT, Verdict.UNKNOWN_KEY, Verdict.ALG, Verdict.BAD_SIGNATURE), bit
        assert reading.claims is None


def test_every_shortened_seal_is_refused():
    assert {verdict(SEAL[:length]) for length in range(4, len(SEAL))} == {Verdict.FORMAT}
    assert {verdict(text_of(MESSAGE[:length])) for length in range(len(MESSAGE))} == {Verdict.FORMAT}


def test_two_seals_spliced_at_any_place_are_refused():
    other = message_of(claiming(number="UZ-CR-26-00000000"))
    assert len(other) == len(MESSAGE)
    for at in range(1, len(MESSAGE)):
        spliced = MESSAGE[:at] + other[at:]
        if spliced not in (MESSAGE, other):
            assert verdict(text_of(spliced)) in (Verdict.BAD_SIGNATURE, Verdict.FORMAT), at


@given(st.text(max_size=200) | st.text(alphabet=base45.ALPHABET, max_size=400))
def test_random_text_after_the_prefix_gets_a_verdict(text):
    assert verdict(seal.PREFIX + text) in (Verdict.FORMAT, Verdict.UNKNOWN_KEY)


@given(st.binary(max_size=200))
def test_random_bytes_inside_a_seal_get_a_verdict(content):
    assert verdict(text_of(b"\xd2" + content)) is Verdict.FORMAT
    assert verdict(sealed(payload=content)) is Verdict.FORMAT
