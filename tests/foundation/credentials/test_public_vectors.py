"""What others have published, read by our own code; where each file comes from stands in it."""

import hashlib
import json
import zlib
from base64 import b64decode
from datetime import UTC, datetime
from pathlib import Path

import cbor2
import pytest
import yaml
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier

from tests.credentials import AT, SIGNER, refusal
from watandoshlar.foundation.credentials import data_integrity, jose, mdoc, multibase
from watandoshlar.foundation.credentials.canonical_json import canonical
from watandoshlar.foundation.credentials.cose import decoded, read_sign1
from watandoshlar.foundation.credentials.refusals import Refusal, Refused
from watandoshlar.foundation.credentials.sd_jwt import Hidden, HolderQuestion, make_sd_jwt, read_sd_jwt
from watandoshlar.foundation.credentials.trust import IssuerKey, certificates, p256_key
from watandoshlar.foundation.crypto import TrustedKey, Verdict, base45, read_seal
from watandoshlar.foundation.crypto.strict_cbor import Dialect

FOLDER = Path(__file__).parents[2] / "vectors" / "credentials"


def published(name):
    return json.loads((FOLDER / name).read_text())


def always(key):
    """Trust in one key of an issuer who never promised which half its signatures are in."""
    return lambda _key_id, _chain: IssuerKey(key, either_half=True)


# --- SD-JWT -----------------------------------------------------------------------------------------------------------

RFC9901 = published("sd_jwt_rfc9901.json")
RFC9901_CASES = {case["name"]: case for case in RFC9901["cases"]}


@pytest.mark.parametrize("name", RFC9901_CASES)
def test_the_examples_of_rfc_9901_say_what_the_rfc_says(name):
    case = RFC9901_CASES[name]
    trust = always(jose.key_of_jwk(RFC9901["issuer_key"]))
    question = HolderQuestion(**case["question"]) if case["question"] else None
    at = datetime.fromtimestamp(RFC9901["at"], UTC)
    reading = read_sd_jwt(case["text"], trust, at, media_type=case["type"], question=question)
    assert reading.claims == case["claims"]
    assert reading.is_bound is (question is not None)


class _Cases(yaml.SafeLoader):
    """YAML in which `!sd` marks what a holder may keep back."""


def _marked(loader, node):
    if isinstance(node, yaml.MappingNode):
        return SDObj(loader.construct_mapping(node, deep=True))
    if isinstance(node, yaml.SequenceNode):
        return SDObj(loader.construct_sequence(node, deep=True))
    tag = loader.resolve(yaml.ScalarNode, node.value, (node.style is None, node.style is not None))
    return SDObj(loader.construct_object(yaml.ScalarNode(tag, node.value), deep=True))


_Cases.add_constructor("!sd", _marked)
CASES = yaml.load((FOLDER / "sd_jwt_python_cases.yaml").read_text(), _Cases)
FOREIGN_SIGNER = JWK.from_pem(
    SIGNER._private_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
)


def hidden(value):
    """The same claims, marked as our own maker wants them."""
    if isinstance(value, SDObj):
        return Hidden(hidden(value.value))
    if isinstance(value, list):
        return [hidden(item) for item in value]
    if isinstance(value, dict):
        return {
            name.value if isinstance(name, SDObj) else name: Hidden(hidden(part))
            if isinstance(name, SDObj)
            else hidden(part)
            for name, part in value.items()
        }
    return value


def shown_by_foreign_holder(text, wanted):
    holder = SDJWTHolder(text)
    holder.create_presentation(wanted)
    return holder.sd_jwt_presentation


@pytest.mark.parametrize("name", CASES)
def test_what_the_reference_implementation_issues_is_read_here(name):
    case = CASES[name]
    issued = SDJWTIssuer(
        case["user_claims"], FOREIGN_SIGNER, add_decoy_claims=True, extra_header_parameters={"typ": "x"}
    )
    text = shown_by_foreign_holder(issued.sd_jwt_issuance, case["holder_disclosed_claims"])
    reading = read_sd_jwt(text, always(SIGNER.public_key), AT, media_type="x")
    assert reading.claims == case["expect_verified_user_claims"]


@pytest.mark.parametrize("name", CASES)
def test_what_is_issued_here_is_read_by_the_reference_implementation(name):
    case = CASES[name]
    made = make_sd_jwt(hidden(case["user_claims"]), SIGNER, media_type="x", decoys=3)
    text = shown_by_foreign_holder(made.text, case["holder_disclosed_claims"])
    judged = SDJWTVerifier(text, lambda _issuer, _header: FOREIGN_SIGNER).get_verified_payload()
    assert judged == case["expect_verified_user_claims"]
    assert read_sd_jwt(text, always(SIGNER.public_key), AT, media_type="x").claims == judged


# --- mdoc -------------------------------------------------------------------------------------------------------------

ANNEX_D = published("mdoc_iso18013_5_annex_d.json")
LICENCE = "org.iso.18013.5.1.mDL"
IN_FORCE = datetime(2021, 1, 1, tzinfo=UTC)
DEVICE_RESPONSE = bytes.fromhex(ANNEX_D["device_response"])


def session(key=ANNEX_D["reader_private_key"]):
    reader_key = ec.derive_private_key(int(key, 16), ec.SECP256R1())
    return mdoc.Session(cbor2.loads(bytes.fromhex(ANNEX_D["session_transcript_bytes"])).value, reader_key)


def read_annex_d(content=DEVICE_RESPONSE, at=IN_FORCE, during=None):
    def by_its_own_certificate(_key_id, chain):
        return IssuerKey(p256_key(certificates(chain)[0]), either_half=True)

    return mdoc.read_presentation(content, by_its_own_certificate, at, during or session(), document_type=LICENCE)


def test_the_driving_licence_of_iso_18013_5_is_read_with_the_proof_of_its_phone():
    reading = read_annex_d()
    elements = reading.namespaces["org.iso.18013.5.1"]
    assert reading.is_bound
    assert elements["family_name"] == "Doe"
    assert elements["document_number"] == "123456789"
    assert str(elements["expiry_date"]) == "2024-10-20"
    assert [category["vehicle_category_code"] for category in elements["driving_privileges"]] == ["A", "B"]
    assert len(elements) == 6


def test_the_driving_licence_is_refused_after_its_time_and_to_another_reader():
    assert refusal(lambda: read_annex_d(at=datetime(2021, 10, 2, tzinfo=UTC))) is Refusal.EXPIRED
    assert refusal(lambda: read_annex_d(at=datetime(2020, 9, 1, tzinfo=UTC))) is Refusal.NOT_YET
    assert refusal(lambda: read_annex_d(during=session("01" * 32))) is Refusal.HOLDER
    changed = bytes.fromhex(ANNEX_D["device_response"].replace("63446f65", "63446f66"))
    assert refusal(lambda: read_annex_d(changed)) is Refusal.DIGEST


# --- COSE: EU Digital COVID Certificates ------------------------------------------------------------------------------

DCC = {case["name"]: case for case in published("cose_eu_dcc.json")["cases"]}
TAGGED = Dialect(frozenset({18}), any_order=True)
EU_CLAIM = -260


def message_of(case: dict) -> bytes:
    """The COSE message of a certificate: what its text says, where it has one."""
    if "text" not in case:
        return bytes.fromhex(case["cose"])
    content = base45.decode(case["text"].removeprefix("HC1:"))
    return zlib.decompress(content) if content[0] == 0x78 else content


def key_of(case: dict) -> IssuerKey:
    return IssuerKey(serialization.load_der_public_key(b64decode(case["key"])), either_half=True)


@pytest.mark.parametrize("name", [name for name, case in DCC.items() if "refusal" not in case])
def test_certificates_of_the_eu_are_read_and_their_signatures_good(name):
    case = DCC[name]
    message = read_sign1(decoded(message_of(case), TAGGED))
    assert key_of(case).has_signed(message.signature, message.signed())
    assert not key_of(case).has_signed(message.signature, message.signed() + b"\0")
    claims = decoded(message.payload)
    assert claims[1] == case["issuer"]
    assert claims[EU_CLAIM][1]["nam"].get("fnt") == case["family_name"]


def test_the_text_of_a_certificate_of_the_eu_is_that_of_its_signature():
    assert message_of(DCC["DE 1"]).hex() == DCC["DE 1"]["cose"]


def refusal_of(case: dict) -> str:
    try:
        content = message_of(case)
    except base45.NotBase45 as error:
        return error.code
    try:
        message = read_sign1(decoded(content, TAGGED))
    except Refused as refused:
        return refused.code.value
    if not key_of(case).has_signed(message.signature, message.signed()):
        return Refusal.BAD_SIGNATURE.value
    claims = decoded(message.payload)
    return "" if isinstance(claims, dict) and EU_CLAIM in claims else "CLAIMS"


@pytest.mark.parametrize("name", [name for name, case in DCC.items() if "refusal" in case])
def test_certificates_of_the_eu_that_are_broken_or_spelt_otherwise_are_refused(name):
    assert refusal_of(DCC[name]) == DCC[name]["refusal"]


def test_a_certificate_of_the_eu_by_a_key_on_another_curve_is_refused():
    """It says ES256, but its key is on P-384: an algorithm is one curve with one hash (RFC 9053, 2.1)."""
    assert key_of(DCC["ES 401"]).public_key.curve.name == "secp384r1"


@pytest.mark.parametrize("name", [name for name, case in DCC.items() if "text" in case])
def test_no_text_of_the_eu_is_a_seal_of_ours(name):
    """Not even when their keys were trusted for seals, and the text began like one."""
    text = DCC[name]["text"]
    assert read_seal(text, {}, AT).verdict is Verdict.NOT_OURS
    ours = "UZ1:" + text.removeprefix("HC1:")
    reading = read_seal(ours, {}, AT)
    assert reading.verdict in (Verdict.FORMAT, Verdict.UNKNOWN_KEY)
    if DCC[name].get("key"):
        key = TrustedKey(reading.key_id, key_of(DCC[name]).public_key, frozenset({"consular-registration"}))
        trusting = read_seal(ours, {key.key_id: key}, AT)
        assert trusting.verdict in (Verdict.FORMAT, Verdict.BAD_SIGNATURE)
        assert trusting.claims is None


# --- Data Integrity ---------------------------------------------------------------------------------------------------

W3C = published("data_integrity_w3c.json")


def test_the_example_of_w3c_has_the_published_hashes_and_is_accepted():
    options = {**W3C["proof"], "@context": W3C["document"]["@context"]}
    assert hashlib.sha256(canonical(W3C["document"])).hexdigest() == W3C["document_hash"]
    assert hashlib.sha256(canonical(options)).hexdigest() == W3C["proof_hash"]
    proof = {**options, "proofValue": multibase.encode(bytes.fromhex(W3C["signature"]))}
    content = json.dumps({**W3C["document"], "proof": proof}).encode()
    key = multibase.key_of_multikey(W3C["key"])
    reading = data_integrity.read_credential(content, lambda _method, _chain: IssuerKey(key), AT)
    assert reading.document == W3C["document"]
    assert multibase.multikey(key) == W3C["key"]
    assert reading.method.endswith(W3C["key"])
