import json
from dataclasses import fields, replace
from datetime import date, timedelta

import cbor2
import openvc.cbor
import pytest
from hypothesis import given, settings
from jwcrypto.jwk import JWK
from openvc.mdoc import verify_issuer_signed
from openvc.proof.contexts import document_loader
from openvc.proof.di_jcs import EcdsaJcsProofSuite
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from pyld import jsonld
from pymdoccbor.mdoc.verifier import MdocCbor
from sd_jwt.verifier import SDJWTVerifier

from tests.credentials import AT, HOLDER, SIGNER, accepted_piece_by_piece, root
from tests.domains.certificates.forms.records import JPEG, NUMBER, facts, records
from watandoshlar.domains.certificates.errors import HolderKeyMissing, HolderKeyUnusable
from watandoshlar.domains.certificates.forms import FORMS, mdoc, sd_jwt, seal, vc
from watandoshlar.domains.certificates.rules.copies import Form
from watandoshlar.domains.certificates.rules.record import from_json, full_name, to_json
from watandoshlar.domains.certificates.rules.statement import SEX_OF, is_adult, statement_of
from watandoshlar.foundation.credentials.data_integrity import read_credential as read_vc
from watandoshlar.foundation.credentials.jose import from_b64url, public_jwk
from watandoshlar.foundation.credentials.mdoc import COMMON, PHOTO_ID, Session, present, read_issuer_signed, select
from watandoshlar.foundation.credentials.sd_jwt import HolderQuestion, bind, read_credential
from watandoshlar.foundation.credentials.sd_jwt import present as present_sd_jwt
from watandoshlar.foundation.credentials.status import StatusReference
from watandoshlar.foundation.credentials.trust import MDOC_SIGNER, IssuerKey, by_keys, by_roots
from watandoshlar.foundation.crypto import TrustedKey, read_seal

ISSUER = "https://vatandosh.example"
TYPES = {f"{ISSUER}/wallet/types/{name}" for name in ("compatriot-card", "consular-registration")}
QUESTION = HolderQuestion("https://employer.example", "n-0S6_WzA2Mj")


def read_sd_jwt_form(text, question=None):
    return read_credential(text, by_roots([root("sd_jwt")], AT), AT, types=TYPES, question=question)


def read_mdoc_form(content):
    return read_issuer_signed(content, by_roots([root("mdoc")], AT, MDOC_SIGNER), AT)


def read_vc_form(content):
    assert json.loads(content)["proof"]["verificationMethod"] == f"did:web:vatandosh.example#{SIGNER.key_id.hex()}"
    return read_vc(content, lambda method, _chain: IssuerKey(SIGNER.public_key), AT)


STATEMENTS = {
    Form.SD_JWT: (sd_jwt, lambda content: sd_jwt.statement(read_sd_jwt_form(content.decode()).claims)),
    Form.MDOC: (mdoc, lambda content: mdoc.statement(read_mdoc_form(content).namespaces)),
    Form.VC: (vc, lambda content: vc.statement(read_vc_form(content).document)),
}
PROFILES = {Form.SD_JWT: "sd_jwt", Form.MDOC: "mdoc", Form.VC: "seal"}


@pytest.mark.parametrize("form", STATEMENTS)
@settings(max_examples=40)
@given(record=records())
def test_every_form_states_what_the_record_states(form, record):
    module, read = STATEMENTS[form]
    made = module.make(record, facts(PROFILES[form]), SIGNER)
    assert read(made.content) == statement_of(record, NUMBER)


@settings(max_examples=40)
@given(record=records())
def test_the_seal_states_the_same_as_far_as_it_goes(record):
    said = statement_of(record, NUMBER)
    text = seal.make(record, facts(), SIGNER).content.decode()
    key = TrustedKey(SIGNER.key_id, SIGNER.public_key, frozenset({record.document_type}))
    claims = read_seal(text, {SIGNER.key_id: key}, AT).claims
    assert (claims.number, claims.document_type, claims.category) == (said.number, said.document_type, said.category)
    assert (claims.issuer, claims.post, claims.identity[4]) == (said.issuer, said.post, said.name)
    assert claims.expires_at == said.ends_at
    assert claims.valid_from == said.starts_at
    assert (claims.content_hash, claims.passport_hash) == (said.content_hash, said.passport_hash)
    born = said.birth_date.replace("-", "") if len(said.birth_date) == len("YYYY-MM-DD") else ""
    assert claims.identity.get(8, "") == born
    assert SEX_OF.get(claims.identity.get(9, 0), "") == said.sex
    assert claims.identity.get(13, "") == said.nationality
    assert claims.identity.get(19, "") == (full_name(said.second_name) if said.second_name else "")
    assert (claims.status_uri, claims.status_index) == (facts().status_uri, facts().status_index)


@settings(max_examples=40)
@given(record=records())
def test_a_kept_record_states_the_same(record):
    assert statement_of(from_json(to_json(record)), NUMBER) == statement_of(record, NUMBER)


def record_of(make_record, **changes):
    content = {
        "document_type": "compatriot-card",
        "category": "C1",
        "photo": JPEG + bytes(300),
        "passport": "FA1234567",
        "rests_on": "UZ-CC-26-2222222A",
        "issued_at": AT - timedelta(days=1),
    }
    return make_record(**(content | changes))


@pytest.mark.parametrize("form", STATEMENTS)
def test_no_form_names_the_passport(form, make_record):
    content = FORMS[form].make(record_of(make_record), facts(PROFILES[form]), SIGNER).content
    if form is Form.SD_JWT:
        content = b"".join(from_b64url(part) for part in content.decode().split("~")[1:-1])
    assert b"passport" in content
    assert b"1234567" not in content


@pytest.mark.parametrize("form", STATEMENTS)
def test_every_copy_says_where_its_own_status_is_read(form, make_record):
    reading = {
        Form.SD_JWT: lambda content: read_sd_jwt_form(content.decode()).status,
        Form.MDOC: lambda content: read_mdoc_form(content).status,
        Form.VC: lambda content: read_vc_form(content).document["credentialStatus"],
    }[form]
    copy = facts(PROFILES[form], status_index=1_048_575)
    status = reading(FORMS[form].make(record_of(make_record), copy, SIGNER).content)
    place = StatusReference(copy.status_uri, 1_048_575)
    expected = {
        "id": f"{copy.status_uri}#1048575",
        "type": "TokenStatusListEntry",
        "statusListUri": copy.status_uri,
        "statusListIndex": "1048575",
    }
    assert status == (expected if form is Form.VC else place)


def test_the_bytes_for_the_log_are_those_under_the_signature(make_record):
    record = record_of(make_record)
    made = {form: FORMS[form].make(record, facts(PROFILES[form]), SIGNER) for form in STATEMENTS}
    assert made[Form.SD_JWT].content.startswith(made[Form.SD_JWT].signed + b".")
    assert cbor2.loads(made[Form.MDOC].content)["issuerAuth"][2] == made[Form.MDOC].signed
    assert read_vc_form(made[Form.VC].content).signed == made[Form.VC].signed


# --- the proof for an employer ----------------------------------------------------------------------------------------


def shown_to_employer(record, copy=None):
    made = sd_jwt.make(record, copy or facts(), SIGNER)
    return bind(present_sd_jwt(made.content.decode(), sd_jwt.EMPLOYER_PROOF), HOLDER, QUESTION, AT)


def test_an_employer_sees_exactly_name_status_right_and_end(make_record):
    reading = read_sd_jwt_form(shown_to_employer(record_of(make_record)), QUESTION)
    about_the_person = reading.claims.keys() - {"iss", "vct", "cnf"}
    assert about_the_person == {"name", "status", "right", "exp"}
    assert reading.claims["name"] == "QODIROVA OʻGʻILOY SHUHRAT QIZI"
    assert reading.claims["right"] == "C1"
    assert reading.status == StatusReference("https://vatandosh.example/status-lists/a1", 77)


def texts_in(value):
    """Every text and number in a value, however deep."""
    if isinstance(value, dict):
        return {text for part in value.values() for text in texts_in(part)}
    if isinstance(value, list | tuple):
        return {text for part in value for text in texts_in(part)}
    return {value.decode("latin-1") if isinstance(value, bytes) else str(value)}


@settings(max_examples=40)
@given(record=records())
def test_nothing_else_of_the_record_reaches_an_employer(record):
    """The difference: what the record states besides is nowhere in what is sent, neither plain nor encoded."""
    record = replace(record, category="C1", is_demonstration=False, is_confirmed=True)
    said, text = statement_of(record, NUMBER), shown_to_employer(record)
    jwt, *disclosures, proof = text.split("~")
    sent = [json.loads(from_b64url(part)) for part in (*jwt.split(".")[:2], *disclosures, *proof.split(".")[:2])]
    allowed = {said.name, said.category, said.document_type, *(str(part) for part in texts_in(facts().holder_key))}
    # A word of the format itself tells nothing, even if a title were called so.
    allowed.add(sent[1]["_sd_alg"])
    kept_back = texts_in({part.name: getattr(said, part.name) for part in fields(said)}) - allowed
    # Short words stand by chance in keys and hashes, and parts of the name in the name.
    telling = {text for text in kept_back if len(text) > 5 and text not in said.name}
    told = texts_in(sent[1:])
    assert not telling & told
    assert [disclosure[1] for disclosure in sent[2:-2]] in (["name", "right"], ["right", "name"])
    # What is left are hashes, and as many for everybody.
    assert len(sent[1]["_sd"]) == sd_jwt.CLAIMS


def test_the_number_of_hashes_tells_nothing(make_record):
    little = make_record(second_name=None, birth_date="", sex="", nationality="", rows=[])
    payloads = [
        json.loads(from_b64url(sd_jwt.make(record, facts(), SIGNER).content.decode().split(".")[1]))
        for record in (little, record_of(make_record, replaces="UZ-CC-25-3333333B", valid_from=date(2026, 10, 1)))
    ]
    assert [len(payload["_sd"]) for payload in payloads] == [sd_jwt.CLAIMS] * 2


def test_the_hour_of_making_is_in_no_form(make_record):
    record = record_of(make_record)
    for form, (module, _) in STATEMENTS.items():
        copies = [facts(PROFILES[form], made_at=AT + timedelta(hours=hour)) for hour in (0, 3)]
        dates = set()
        for copy in copies:
            content = module.make(record, copy, SIGNER).content
            if form is Form.MDOC:
                dates.add(read_mdoc_form(content).signed_at)
            elif form is Form.VC:
                dates.add(json.loads(content)["proof"]["created"])
            else:
                dates.add(read_sd_jwt_form(content.decode()).claims["iat"])
        assert len(dates) == 1


def test_marks_of_a_demonstration_cannot_be_kept_back(make_record):
    record = record_of(make_record, is_demonstration=True, is_confirmed=False)
    claims = read_sd_jwt_form(shown_to_employer(record), QUESTION).claims
    assert claims["demonstration"] is True
    assert claims["unconfirmed"] is True


# --- keys of wallets --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [Form.SD_JWT, Form.MDOC])
@pytest.mark.parametrize(
    ("key", "error"),
    [
        (None, HolderKeyMissing),
        ({}, HolderKeyUnusable),
        ({"kty": "RSA", "n": "x", "e": "AQAB"}, HolderKeyUnusable),
        ({**public_jwk(HOLDER.public_key), "crv": "P-384"}, HolderKeyUnusable),
        ({**public_jwk(HOLDER.public_key), "y": public_jwk(HOLDER.public_key)["x"]}, HolderKeyUnusable),
        ({**public_jwk(HOLDER.public_key), "x": "%%%"}, HolderKeyUnusable),
        ({**public_jwk(HOLDER.public_key), "d": "AA"}, HolderKeyUnusable),
    ],
)
def test_a_copy_for_a_wallet_needs_a_good_key(form, key, error, make_record):
    with pytest.raises(error):
        FORMS[form].make(record_of(make_record), facts(PROFILES[form], holder_key=key), SIGNER)


# --- without an end, without certificates -----------------------------------------------------------------------------


def test_a_document_without_end_is_believed_as_long_as_its_signer(make_record):
    record = record_of(make_record, expires_on=None)
    reading = read_mdoc_form(mdoc.make(record, facts("mdoc"), SIGNER).content)
    assert reading.valid_until == AT + timedelta(days=90)
    assert "expiry_date" not in reading.namespaces[COMMON]
    assert "exp" not in read_sd_jwt_form(sd_jwt.make(record, facts(), SIGNER).content.decode()).claims
    assert "validUntil" not in json.loads(vc.make(record, facts(), SIGNER).content)
    without = mdoc.make(record, facts("mdoc", chain=()), SIGNER).content
    listed = read_issuer_signed(without, by_keys({SIGNER.key_id: SIGNER.public_key}), AT)
    assert listed.valid_until == listed.signed_at + timedelta(days=365)


def test_an_mdoc_is_believed_no_longer_than_its_signer(make_record):
    """The document goes on for years; its copy in a wallet is fetched anew."""
    reading = read_mdoc_form(mdoc.make(record_of(make_record), facts("mdoc"), SIGNER).content)
    assert reading.valid_until == AT + timedelta(days=90)
    assert reading.namespaces[COMMON]["expiry_date"] == date(2031, 11, 21)
    soon = record_of(make_record, expires_on=date(2026, 11, 20))
    reading = read_mdoc_form(mdoc.make(soon, facts("mdoc"), SIGNER).content)
    assert reading.valid_until == statement_of(soon, NUMBER).ends_at


def test_a_new_signer_does_not_sign_before_its_certificate_begins(make_record):
    copy = facts("mdoc", made_at=AT - timedelta(days=10) + timedelta(hours=1))
    made = mdoc.make(record_of(make_record), copy, SIGNER)
    reading = read_issuer_signed(made.content, by_roots([root("mdoc")], copy.made_at, MDOC_SIGNER), copy.made_at)
    assert reading.signed_at == AT - timedelta(days=10)


@pytest.mark.parametrize(
    ("known", "element"),
    [
        ("1990-02-14", date(1990, 2, 14)),
        ("1990-02", {"birth_date": date(1990, 2, 1), "approximate_mask": "00000011"}),
        ("1990", {"birth_date": date(1990, 1, 1), "approximate_mask": "00001111"}),
    ],
)
def test_a_photo_id_says_how_much_is_known_of_a_birth_date(known, element, make_record):
    reading = read_mdoc_form(mdoc.make(record_of(make_record, birth_date=known), facts("mdoc"), SIGNER).content)
    assert reading.namespaces[COMMON]["birth_date"] == element
    assert ("age_over_18" in reading.namespaces[COMMON]) is isinstance(element, date)


@pytest.mark.parametrize(
    ("born", "expected"),
    [("2008-11-02", True), ("2008-11-03", False), ("2008-02-29", True), ("2008", None), ("", None)],
)
def test_who_is_an_adult(born, expected):
    assert is_adult(born, date(2026, 11, 2)) is expected


# --- foreign judges ---------------------------------------------------------------------------------------------------


def test_two_foreign_readers_accept_the_sd_jwt(make_record):
    text = shown_to_employer(record_of(make_record))
    key = JWK.from_json(json.dumps(public_jwk(SIGNER.public_key)))
    reference = SDJWTVerifier(text, lambda _issuer, _header: key, QUESTION.audience, QUESTION.nonce)
    assert reference.get_verified_payload()["right"] == "C1"
    judged = SdJwtVcProofSuite().verify(
        text,
        public_key_jwk=public_jwk(SIGNER.public_key),
        audience=QUESTION.audience,
        nonce=QUESTION.nonce,
        require_key_binding=True,
        expected_vct=f"{ISSUER}/wallet/types/compatriot-card",
        now=AT,
    )
    assert judged.claims["name"] == "QODIROVA OʻGʻILOY SHUHRAT QIZI"


def test_two_foreign_readers_accept_the_mdoc(make_record):
    made = mdoc.make(record_of(make_record), facts("mdoc"), SIGNER)
    at_rest = {"docType": PHOTO_ID, "issuerSigned": openvc.cbor.decode(made.content)}
    judged = verify_issuer_signed(at_rest, trust_anchors=[root("mdoc")], now=AT, expected_doc_type=PHOTO_ID)
    assert judged.namespaces[mdoc.OWN]["right"] == "C1"
    wanted = {COMMON: ["family_name", "portrait", "age_over_18"], mdoc.OWN: ["right"]}
    presented = present(select(made.content, wanted), PHOTO_ID, HOLDER, Session(cbor2.dumps([None, None, ["x"]])))
    reader = MdocCbor()
    reader.loads(presented)
    assert reader.verify(trusted_root_certs=[root("mdoc")])


def test_foreign_readers_accept_the_w3c_credential(make_record):
    whole = json.loads(vc.make(record_of(make_record), facts(), SIGNER).content)
    judged = EcdsaJcsProofSuite().verify(whole, public_key_jwk=public_jwk(SIGNER.public_key), now=AT)
    assert judged.issuer == "did:web:vatandosh.example"
    assert accepted_piece_by_piece(whole, SIGNER.public_key)
    assert not accepted_piece_by_piece({**whole, "validUntil": "2099-01-01T00:00:00Z"}, SIGNER.public_key)


def test_a_processor_of_json_ld_keeps_every_term(make_record):
    """pyld would drop a term that the contexts do not explain; with `base` as its only vocabulary none is dropped."""
    record = record_of(make_record, replaces="UZ-CC-25-3333333B", valid_from=date(2026, 10, 1), is_confirmed=False)
    whole = json.loads(vc.make(replace(record, is_demonstration=True), facts(), SIGNER).content)

    ours = {vc.context_of(ISSUER): vc.json_ld_context()}
    (expanded,) = jsonld.expand(whole, {"documentLoader": document_loader(ours)})
    subject = expanded["https://www.w3.org/2018/credentials#credentialSubject"][0]
    assert len(subject) == len(whole["credentialSubject"])
    assert {name.rpartition("#")[2] for name in subject} == set(whole["credentialSubject"])
    assert expanded["@type"][1].endswith("WatandoshlarDocument")
    assert f"{vc.VOCABULARY}demonstration" in expanded
    status = expanded["https://www.w3.org/2018/credentials#credentialStatus"][0]
    assert f"{vc.VOCABULARY}statusListIndex" in status


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://vatandosh.example", "did:web:vatandosh.example"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
    ],
)
def test_the_identifier_of_the_installation(url, expected):
    assert vc.decentralized_identifier(url) == expected


def test_sizes_stay_within_what_wallets_take(make_record):
    record = record_of(make_record, photo=JPEG + bytes(30_000))
    sizes = {form: len(FORMS[form].make(record, facts(PROFILES[form]), SIGNER).content) for form in STATEMENTS}
    assert sizes[Form.SD_JWT] < 64_000
    assert sizes[Form.MDOC] < 40_000
    assert sizes[Form.VC] < 50_000
