import hashlib
import hmac
import json
from datetime import timedelta
from itertools import combinations

import pytest
from cryptography.hazmat.primitives import serialization
from hypothesis import given
from hypothesis import strategies as st
from jwcrypto.jwk import JWK
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from sd_jwt.verifier import SDJWTVerifier

from tests.credentials import AT, DAY, HOLDER, OTHER, SIGNER, chain, refusal, root, twin
from watandoshlar.foundation.credentials.jose import from_b64url, public_jwk, sign_jws, to_json
from watandoshlar.foundation.credentials.refusals import Refusal
from watandoshlar.foundation.credentials.sd_jwt import (
    Hidden,
    HolderQuestion,
    bind,
    make_sd_jwt,
    present,
    read_credential,
    read_sd_jwt,
)
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.credentials.trust import IssuerKey, by_keys, by_roots
from watandoshlar.foundation.crypto import base64url

VCT = "https://vatandosh.example/credentials/compatriot-card"
STATUS = StatusReference("https://vatandosh.example/status-lists/a1", 77)
CLAIMS = {
    "iss": "https://vatandosh.example",
    "vct": VCT,
    "exp": int((AT + 90 * DAY).timestamp()),
    "status": STATUS.claim(),
    "cnf": {"jwk": public_jwk(HOLDER.public_key)},
    "name": Hidden("Oʻgʻiloy Qodirova"),
    "birthdate": Hidden("1990-02-14"),
    "nationalities": [Hidden("KR"), Hidden("UZ")],
    "address": Hidden({"city": Hidden("Seoul"), "country": "KR"}),
}
QUESTION = HolderQuestion("https://employer.example", "n-0S6_WzA2Mj")
TRUSTED = by_keys({SIGNER.key_id: SIGNER.public_key})
MADE = make_sd_jwt(CLAIMS, SIGNER, chain=chain("sd_jwt"), decoys=4)
TOKEN, *DISCLOSURES, _ = MADE.text.split("~")
PRESENTED = bind(present(MADE.text, {"name"}), HOLDER, QUESTION, AT)


def read(text=MADE.text, trust=TRUSTED, at=AT, question=None, types=(VCT,)):
    return read_credential(text, trust, at, types=types, question=question)


def code(*arguments, **keywords):
    return refusal(lambda: read(*arguments, **keywords))


def pem(key):
    return key.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def test_all_claims_come_back_and_the_marks_of_the_format_are_gone():
    reading = read()
    assert reading.claims == {
        **CLAIMS,
        "name": "Oʻgʻiloy Qodirova",
        "birthdate": "1990-02-14",
        "nationalities": ["KR", "UZ"],
        "address": {"city": "Seoul", "country": "KR"},
    }
    assert reading.status == STATUS
    assert reading.signed == MADE.signed == TOKEN.rpartition(".")[0].encode()
    assert not reading.is_bound


def test_certificates_lead_to_the_root_of_the_installation():
    assert read(trust=by_roots([root("sd_jwt")], AT)).claims["name"] == "Oʻgʻiloy Qodirova"


def test_a_holder_shows_what_is_chosen_and_proves_the_key():
    reading = read(PRESENTED, question=QUESTION)
    assert reading.is_bound
    assert reading.claims["name"] == "Oʻgʻiloy Qodirova"
    assert reading.claims["nationalities"] == []
    assert {"birthdate", "address"}.isdisjoint(reading.claims)


def test_a_nested_claim_comes_with_what_it_stands_in():
    assert read(present(MADE.text, {"address"})).claims["address"] == {"city": "Seoul", "country": "KR"}
    assert read(present(MADE.text, {"nationalities"})).claims["nationalities"] == ["KR", "UZ"]
    assert read(present(MADE.text, set())).claims.keys() == {"iss", "vct", "exp", "status", "cnf", "nationalities"}


def test_nothing_that_is_kept_back_can_be_seen():
    visible = [json.loads(from_b64url(part)) for part in TOKEN.split(".")[:2]]
    assert "Qodirova" not in str(visible)
    assert "1990" not in str(visible)
    # Three claims and four decoys: who sees the token cannot tell how much there is to show.
    assert len(visible[1]["_sd"]) == 7
    assert visible[1]["_sd"] == sorted(visible[1]["_sd"])


def test_two_copies_of_the_same_claims_have_nothing_in_common_that_could_link_them():
    other = make_sd_jwt(CLAIMS, SIGNER, chain=chain("sd_jwt"), decoys=4)
    assert not set(other.text.split("~")[1:-1]) & set(DISCLOSURES)
    digests = [json.loads(from_b64url(text.split(".")[1]))["_sd"] for text in (MADE.text, other.text)]
    assert not set(digests[0]) & set(digests[1])


# --- foreign judges ---------------------------------------------------------------------------------------------------


def test_the_reference_implementation_accepts_it():
    key = JWK.from_pem(pem(SIGNER.public_key))
    judged = SDJWTVerifier(PRESENTED, lambda _issuer, _header: key, QUESTION.audience, QUESTION.nonce)
    assert judged.get_verified_payload() == read(PRESENTED, question=QUESTION).claims


def test_openvc_accepts_it():
    judged = SdJwtVcProofSuite().verify(
        PRESENTED,
        public_key_jwk=public_jwk(SIGNER.public_key),
        audience=QUESTION.audience,
        nonce=QUESTION.nonce,
        require_key_binding=True,
        expected_vct=VCT,
        now=AT,
    )
    assert judged.key_bound
    assert judged.claims["name"] == "Oʻgʻiloy Qodirova"
    assert "birthdate" not in judged.claims


# --- refusals ---------------------------------------------------------------------------------------------------------


def forged(header=None, payload=None, signer=SIGNER, signature=None, disclosures=DISCLOSURES):
    """The credential with other parts, signed anew unless a signature is given."""
    parts = [json.loads(from_b64url(part)) for part in TOKEN.split(".")[:2]]
    token, signed = sign_jws({**parts[0], **(header or {})}, {**parts[1], **(payload or {})}, signer)
    if signature is not None:
        token = f"{signed.decode()}.{base64url.encode(signature)}"
    return "~".join([token, *disclosures, ""])


def unsigned(header, signature=""):
    head = base64url.encode(to_json({"typ": "dc+sd-jwt", "kid": SIGNER.key_id.hex(), **header}))
    return "~".join([f"{head}.{TOKEN.split('.')[1]}.{signature}", *DISCLOSURES, ""])


def with_shared_secret():
    """The public key used as the secret of a checksum, the oldest trick on JWT."""
    head = unsigned({"alg": "HS256"}).split("~")[0].rpartition(".")[0]
    checksum = hmac.digest(pem(SIGNER.public_key), head.encode(), "sha256")
    return "~".join([f"{head}.{base64url.encode(checksum)}", *DISCLOSURES, ""])


def disclosure(*parts):
    return base64url.encode(to_json(list(parts)))


def digest_of(text):
    return base64url.encode(hashlib.sha256(text.encode()).digest())


SIGNATURE = from_b64url(TOKEN.rpartition(".")[2])
EXTRA = disclosure("salt", "right", "C1")
TWO_PARTS = disclosure("salt", "C1")
RESERVED = disclosure("salt", "_sd", [])
EXPIRY = disclosure("salt", "exp", 4102444800)
TAKEN = disclosure("salt", "vct", "other")
DIGESTS = json.loads(from_b64url(TOKEN.split(".")[1]))["_sd"]
OTHER_MADE = make_sd_jwt({**CLAIMS, "name": Hidden("Somebody Else")}, SIGNER)

FORGERIES = {
    "no algorithm": (unsigned({"alg": "none"}), Refusal.ALG),
    "checksum under the public key": (with_shared_secret(), Refusal.ALG),
    "another algorithm": (forged({"alg": "ES384"}), Refusal.ALG),
    "algorithm missing": (unsigned({}), Refusal.ALG),
    "algorithm is a list": (unsigned({"alg": ["ES256"]}), Refusal.ALG),
    "another type": (forged({"typ": "JWT"}), Refusal.TYPE),
    "type missing": (forged({"typ": None}), Refusal.TYPE),
    "another kind of document": (forged(payload={"vct": "https://vatandosh.example/credentials/x"}), Refusal.TYPE),
    "header that must be understood": (forged({"crit": ["exp"], "exp": 1}), Refusal.FORMAT),
    "payload not encoded": (forged({"b64": False}), Refusal.FORMAT),
    "signed by another key": (forged(signer=OTHER), Refusal.BAD_SIGNATURE),
    "key named differently": (forged({"kid": OTHER.key_id.hex()}), Refusal.UNKNOWN_KEY),
    "key id is a number": (forged({"kid": 7}), Refusal.FORMAT),
    "certificates of another": (forged({"x5c": ["eA=="]}), Refusal.CHAIN),
    "certificates no list": (forged({"x5c": "x"}), Refusal.FORMAT),
    "certificates not base64": (forged({"x5c": ["&"]}), Refusal.FORMAT),
    "certificate a number": (forged({"x5c": [1]}), Refusal.FORMAT),
    "five certificates": (forged({"x5c": ["eA=="] * 5}), Refusal.CHAIN),
    "the twin signature": (forged(signature=twin(SIGNATURE)), Refusal.BAD_SIGNATURE),
    "signature of zeros": (forged(signature=bytes(64)), Refusal.BAD_SIGNATURE),
    "signature empty": (forged(signature=b""), Refusal.BAD_SIGNATURE),
    "signature of another credential": (
        forged(signature=from_b64url(OTHER_MADE.text.split("~")[0].rpartition(".")[2])),
        Refusal.BAD_SIGNATURE,
    ),
    "a claim exchanged": (MADE.text.replace(DISCLOSURES[0], OTHER_MADE.text.split("~")[1]), Refusal.DIGEST),
    "a claim added": (f"{MADE.text}{EXTRA}~", Refusal.DIGEST),
    "a claim shown twice": (f"{MADE.text}{DISCLOSURES[0]}~", Refusal.DIGEST),
    "a hash twice": (forged(payload={"_sd": [*DIGESTS, DIGESTS[0]]}), Refusal.DIGEST),
    "a hash that is no text": (forged(payload={"_sd": [*DIGESTS, 7]}), Refusal.DIGEST),
    "hashes no list": (forged(payload={"_sd": "x"}, disclosures=[]), Refusal.FORMAT),
    "another hash": (forged(payload={"_sd_alg": "sha-512"}), Refusal.DIGEST_ALG),
    "a weak hash": (forged(payload={"_sd_alg": "md5"}), Refusal.DIGEST_ALG),
    "a hash that is a number": (forged(payload={"_sd_alg": 256}), Refusal.DIGEST_ALG),
    "another hash deeper": (forged(payload={"a": {"_sd_alg": "sha-256"}}), Refusal.FORMAT),
    "an item where a claim belongs": (
        forged(payload={"_sd": [digest_of(TWO_PARTS)]}, disclosures=[TWO_PARTS]),
        Refusal.DIGEST,
    ),
    "a claim where an item belongs": (
        forged(payload={"nationalities": [{"...": digest_of(EXTRA)}]}, disclosures=[EXTRA]),
        Refusal.DIGEST,
    ),
    "a reserved name": (forged(payload={"_sd": [digest_of(RESERVED)]}, disclosures=[RESERVED]), Refusal.DIGEST),
    "the end hidden": (forged(payload={"_sd": [digest_of(EXPIRY)]}, disclosures=[EXPIRY]), Refusal.DIGEST),
    "a name taken": (forged(payload={"_sd": [digest_of(TAKEN)]}, disclosures=[TAKEN]), Refusal.DIGEST),
    "three dots among claims": (forged(payload={"a": {"...": "x", "b": 1}}), Refusal.FORMAT),
    "disclosure no list": (f"{TOKEN}~{base64url.encode(b'{}')}~", Refusal.FORMAT),
    "disclosure with a numeric salt": (f"{TOKEN}~{disclosure(1, 'a', 'b')}~", Refusal.FORMAT),
    "disclosure of four parts": (f"{TOKEN}~{disclosure('s', 'a', 'b', 'c')}~", Refusal.FORMAT),
    "disclosure padded": (f"{TOKEN}~{DISCLOSURES[0]}=~", Refusal.FORMAT),
    "disclosure no JSON": (f"{TOKEN}~{base64url.encode(b'[')}~", Refusal.FORMAT),
    "disclosure empty": (f"{TOKEN}~~", Refusal.FORMAT),
    "issued in the name of another": (forged(payload={"iss": "https://other.example"}), Refusal.CHAIN),
    "no tilde": (TOKEN, Refusal.FORMAT),
    "two parts": (f"{TOKEN.rpartition('.')[0]}~", Refusal.FORMAT),
    "four parts": (f"{TOKEN}.x~", Refusal.FORMAT),
    "letters beyond ASCII": (f"{TOKEN}ж~", Refusal.FORMAT),
    "line break": (f"{TOKEN}\n~", Refusal.FORMAT),
    "too long": (f"{TOKEN}~{'x' * 600_000}~", Refusal.FORMAT),
    "too many disclosures": (f"{TOKEN}~{'x~' * 501}", Refusal.FORMAT),
    "status of another kind": (forged(payload={"status": {"url": "x"}}), Refusal.FORMAT),
    "status list without a place": (forged(payload={"status": {"status_list": {"uri": "x"}}}), Refusal.FORMAT),
    "place below zero": (forged(payload={"status": {"status_list": {"uri": "x", "idx": -1}}}), Refusal.FORMAT),
    "expired": (forged(payload={"exp": int(AT.timestamp())}), Refusal.EXPIRED),
    "not yet": (forged(payload={"nbf": int((AT + DAY).timestamp())}), Refusal.NOT_YET),
    "issued tomorrow": (forged(payload={"iat": int((AT + DAY).timestamp())}), Refusal.NOT_YET),
    "end is text": (forged(payload={"exp": "4102444800"}), Refusal.FORMAT),
    "end is a fraction": (forged(payload={"exp": 4102444800.5}), Refusal.FORMAT),
    "end is true": (forged(payload={"exp": True}), Refusal.FORMAT),
    "end is beyond all dates": (forged(payload={"exp": 2**52}), Refusal.FORMAT),
    "holder's key on another curve": (
        forged(payload={"cnf": {"jwk": {**public_jwk(HOLDER.public_key), "crv": "P-384"}}}),
        Refusal.HOLDER,
    ),
    "holder's key no point": (
        forged(payload={"cnf": {"jwk": {**public_jwk(HOLDER.public_key), "y": base64url.encode(bytes(32))}}}),
        Refusal.HOLDER,
    ),
    "holder's key private": (
        forged(payload={"cnf": {"jwk": {**public_jwk(HOLDER.public_key), "d": base64url.encode(bytes(32))}}}),
        Refusal.HOLDER,
    ),
    "holder's key short": (
        forged(payload={"cnf": {"jwk": {**public_jwk(HOLDER.public_key), "x": "AA"}}}),
        Refusal.HOLDER,
    ),
    "holder's key missing": (forged(payload={"cnf": {}}), Refusal.HOLDER),
    "holder's key a list": (forged(payload={"cnf": []}), Refusal.HOLDER),
    "proof that nobody asked for": (PRESENTED, Refusal.HOLDER),
}


@pytest.mark.parametrize("name", FORGERIES)
def test_forgeries_and_broken_credentials_are_refused(name):
    text, expected = FORGERIES[name]
    assert code(text) is expected


def signed_by_hand(payload, header=None):
    """A token whose JSON is written by hand: what no library would write."""
    head = base64url.encode(json.dumps({"alg": "ES256", "typ": "dc+sd-jwt", "kid": SIGNER.key_id.hex()}).encode())
    signed = f"{header or head}.{base64url.encode(payload)}"
    return f"{signed}.{base64url.encode(SIGNER.sign(signed.encode()))}~"


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b'{"vct":"a","vct":"b"}', id="a name twice"),
        pytest.param(b'{"vct":"a","x":{"y":1,"y":1}}', id="a name twice deeper"),
        pytest.param(b'{"exp":NaN}', id="not a number"),
        pytest.param(b'{"exp":Infinity}', id="infinity"),
        pytest.param(b'{"exp":1e999}', id="beyond a double"),
        pytest.param(b'{"exp":9007199254740993}', id="a number that readers round"),
        pytest.param(b'{"exp":' + b"9" * 5000 + b"}", id="5,000 digits"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"\xff\xfe", id="not UTF-8"),
        pytest.param(b"\xef\xbb\xbf{}", id="a byte-order mark"),
        pytest.param(b'{"a":' * 20_000 + b"1" + b"}" * 20_000, id="20,000 levels"),
        pytest.param(b'{"a":' * 900 + b"1" + b"}" * 900, id="900 levels"),
    ],
)
def test_json_with_two_meanings_is_refused_although_it_is_signed(payload):
    assert code(signed_by_hand(payload)) in (Refusal.FORMAT, Refusal.TYPE)


def test_headers_by_hand_are_refused():
    twice = base64url.encode(b'{"alg":"none","alg":"ES256","typ":"dc+sd-jwt"}')
    assert code(signed_by_hand(b"{}", twice)) is Refusal.FORMAT


def proven(holder=HOLDER, header=None, **changes):
    presentation = present(MADE.text, {"name"})
    payload = {
        "iat": int(AT.timestamp()),
        "aud": QUESTION.audience,
        "nonce": QUESTION.nonce,
        "sd_hash": digest_of(presentation),
    }
    return presentation + sign_jws({"typ": "kb+jwt", **(header or {})}, {**payload, **changes}, holder)[0]


PROOFS = {
    "good": (proven(), None),
    "none": (present(MADE.text, {"name"}), Refusal.HOLDER),
    "by another key": (proven(OTHER), Refusal.HOLDER),
    "by the issuer": (proven(SIGNER), Refusal.HOLDER),
    "for another": (proven(aud="https://other.example"), Refusal.AUDIENCE),
    "for several": (proven(aud=[QUESTION.audience]), Refusal.AUDIENCE),
    "to another question": (proven(nonce="other"), Refusal.NONCE),
    "of another type": (proven(header={"typ": "JWT"}), Refusal.TYPE),
    "of another algorithm": (proven(header={"alg": "none"}), Refusal.ALG),
    "of other disclosures": (proven(sd_hash=digest_of(MADE.text)), Refusal.HOLDER),
    "moved to other disclosures": (
        present(MADE.text, {"birthdate"}) + PRESENTED.rpartition("~")[2],
        Refusal.HOLDER,
    ),
    "too old": (proven(iat=int((AT - timedelta(minutes=11)).timestamp())), Refusal.STALE),
    "from the future": (proven(iat=int((AT + timedelta(minutes=6)).timestamp())), Refusal.STALE),
    "without a time": (proven(iat=None), Refusal.FORMAT),
    "no token": (present(MADE.text, {"name"}) + "x", Refusal.FORMAT),
}


@pytest.mark.parametrize("name", PROOFS)
def test_a_proof_of_the_holder_answers_one_question_once(name):
    text, expected = PROOFS[name]
    assert code(text, question=QUESTION) is expected


def test_a_phone_may_sign_in_either_half():
    presentation, _, proof = PRESENTED.rpartition("~")
    head, _, signature = proof.rpartition(".")
    other_half = f"{presentation}~{head}.{base64url.encode(twin(from_b64url(signature)))}"
    assert code(other_half, question=QUESTION) is None


def test_a_credential_without_a_key_cannot_be_presented():
    loose = make_sd_jwt({name: claim for name, claim in CLAIMS.items() if name != "cnf"}, SIGNER)
    assert code(loose.text) is None
    assert code(bind(loose.text, HOLDER, QUESTION, AT), question=QUESTION) is Refusal.HOLDER


def test_a_foreign_chain_is_refused():
    assert code(trust=by_roots([root("mdoc")], AT)) is Refusal.CHAIN
    assert code(trust=by_roots([root("sd_jwt")], AT + 100 * DAY)) is Refusal.CHAIN
    assert code(OTHER_MADE.text, trust=by_roots([root("sd_jwt")], AT)) is Refusal.CHAIN
    # The certificates of one signer over the signature of another.
    borrowed = make_sd_jwt(CLAIMS, OTHER, chain=chain("sd_jwt"))
    assert code(borrowed.text, trust=by_roots([root("sd_jwt")], AT)) is Refusal.UNKNOWN_KEY
    assert code(forged({"kid": ""}, signer=OTHER), trust=by_roots([root("sd_jwt")], AT)) is Refusal.BAD_SIGNATURE


def test_nobody_is_trusted_without_a_name():
    assert code(forged({"kid": "", "x5c": []})) is Refusal.UNKNOWN_KEY


def test_the_twin_of_a_signature_names_the_same_credential():
    """Where a foreign issuer signs in either half, both signatures are over the same bytes and the same place."""

    def either(_key_id, _chain):
        return IssuerKey(SIGNER.public_key, either_half=True)

    first, second = read(trust=either), read(forged(signature=twin(SIGNATURE)), trust=either)
    assert (first.signed, first.status) == (second.signed, second.status)


def test_every_single_bit_flip_is_refused_or_means_the_same():
    content = PRESENTED.encode()
    for bit in range(0, len(content) * 8, 3):
        flipped = bytearray(content)
        flipped[bit // 8] ^= 1 << bit % 8
        text = flipped.decode("latin-1")
        assert code(text, question=QUESTION) is not None, bit


def test_every_shortened_presentation_is_refused():
    assert None not in {code(PRESENTED[:length], question=QUESTION) for length in range(len(PRESENTED))}


def test_two_credentials_spliced_anywhere_are_refused():
    other = OTHER_MADE.text
    cuts = range(1, min(len(MADE.text), len(other)), 7)
    spliced = (MADE.text[:at] + other[at:] for at in cuts)
    assert None not in {code(text) for text in spliced if text not in (MADE.text, other)}


LEAVES = st.integers(-(2**53) + 1, 2**53 - 1) | st.text(max_size=20) | st.booleans() | st.none()
NAMES = st.text(max_size=8).filter(
    lambda name: (
        name not in {"_sd", "...", "_sd_alg", "iss", "nbf", "exp", "iat", "cnf", "vct", "status", "vct#integrity"}
    )
)


def _maybe_hidden(values):
    return values | values.map(Hidden)


VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(_maybe_hidden(inner), max_size=4) | st.dictionaries(NAMES, _maybe_hidden(inner), max_size=4),
    max_leaves=12,
)


def shown(value):
    if isinstance(value, Hidden):
        return shown(value.value)
    if isinstance(value, list):
        return [shown(item) for item in value]
    return {name: shown(part) for name, part in value.items()} if isinstance(value, dict) else value


@given(st.dictionaries(NAMES, _maybe_hidden(VALUES), max_size=5), st.integers(0, 5))
def test_any_claims_come_back_and_any_part_of_them_can_be_shown(claims, decoys):
    made = make_sd_jwt(claims, SIGNER, decoys=decoys)
    assert read_sd_jwt(made.text, TRUSTED, AT).claims == shown(claims)
    for names in combinations(claims, 1):
        reading = read_sd_jwt(present(made.text, names), TRUSTED, AT)
        assert reading.claims[names[0]] == shown(claims[names[0]])
        assert reading.claims.keys() == {n for n, part in claims.items() if type(part) is not Hidden} | {*names}


@given(st.text(max_size=300) | st.binary(max_size=300).map(lambda content: content.decode("latin-1")))
def test_nothing_breaks_the_reader(text):
    assert code(text) is not None
    assert code(text, question=QUESTION) is not None


def test_names_of_the_format_cannot_be_claims():
    for name in ("_sd", "...", "_sd_alg"):
        with pytest.raises(ValueError, match="belong to the format"):
            make_sd_jwt({name: 1}, SIGNER)


def test_what_is_nested_without_end_is_refused():
    text, levels = disclosure("s", "a", 1), []
    for _ in range(20):
        levels.append(text)
        text = disclosure("s", "a", {"_sd": [digest_of(text)]})
    deep = forged(payload={"_sd": [digest_of(text)]}, disclosures=[*levels, text])
    assert code(deep) is Refusal.FORMAT
