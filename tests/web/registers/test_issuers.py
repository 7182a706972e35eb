"""A reader that knows nothing of us finds our keys in the way of its own format, and accepts what we made."""

import json
from urllib.parse import urlsplit

import openvc.cbor
import pytest
from cryptography import x509
from django.conf import settings
from django.test import Client
from openvc.did.did_web import DidWebResolver
from openvc.jwt_vc_issuer import resolve_jwt_vc_issuer_key
from openvc.mdoc import verify_issuer_signed
from openvc.proof.di_jcs import EcdsaJcsProofSuite
from openvc.proof.sd_jwt import SdJwtVcProofSuite
from openvc.type_metadata import validate_type_metadata

from tests.credentials import HOLDER, refusal
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import (
    certificate_of,
    credential_type,
    document_keys,
    issue_copy,
    publish_status_lists,
    revoke_certificate,
    revoke_signing_key,
    trusted_keys,
    wallet_documents,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.credentials.jose import public_jwk
from watandoshlar.foundation.credentials.mdoc import COMMON, PHOTO_ID, read_issuer_signed
from watandoshlar.foundation.credentials.refusals import Refusal
from watandoshlar.foundation.credentials.sd_jwt import read_credential
from watandoshlar.foundation.credentials.status import StatusReference, judge_status
from watandoshlar.foundation.credentials.trust import MDOC_SIGNER, by_keys, by_roots
from watandoshlar.foundation.crypto.status_list import read_jwt

SITE = "https://vatandosh.example"


@pytest.fixture
def site(monkeypatch, demonstration):
    monkeypatch.setattr(settings, "SITE_URL", SITE)
    publish_status_lists(acting_user=SYSTEM)
    return demonstration


def fetch(address):
    """What an outsider fetches; a browser of another site may, too."""
    answer = Client().get(address.removeprefix(SITE))
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert not answer.cookies
    return answer.json()


def copy_of(site, form):
    number = certificate_of(site.issued.reference).number
    return issue_copy(acting_user=SYSTEM, number=number, form=form, holder_key=public_jwk(HOLDER.public_key)).content


def test_a_w3c_credential_is_accepted_by_whoever_resolves_did_web(site):
    whole = json.loads(copy_of(site, "vc"))
    judged = EcdsaJcsProofSuite().verify(whole, resolver=DidWebResolver(fetch), now=clock.now())
    assert judged.issuer == "did:web:vatandosh.example"
    assert fetch(whole["@context"][1])["@context"]["@protected"] is True


def test_an_sd_jwt_is_accepted_by_whoever_resolves_its_issuer(site):
    text = copy_of(site, "sd_jwt").decode()
    issuer, key_id = SdJwtVcProofSuite().peek_issuer(text)
    key = resolve_jwt_vc_issuer_key(issuer, key_id, fetch=fetch)
    judged = SdJwtVcProofSuite().verify(text, public_key_jwk=key, now=clock.now())
    assert judged.issuer == SITE
    assert judged.claims["document_number"] == certificate_of(site.issued.reference).number


def certificate_at(path):
    return x509.load_pem_x509_certificate(Client().get(path).content)


def test_whoever_knows_only_the_published_roots_accepts_what_is_for_wallets(demonstration):
    site = demonstration
    publish_status_lists(acting_user=SYSTEM)
    at, number = clock.now(), certificate_of(site.issued.reference).number
    types = [credential_type(settings.SITE_URL, certificate_of(site.issued.reference).document_type)]
    by_root = by_roots([certificate_at("/trust-list/root.pem")], at)
    claims = read_credential(copy_of(site, "sd_jwt").decode(), by_root, at, types=types).claims
    assert claims["document_number"] == number
    iaca, content = certificate_at("/trust-list/iaca.pem"), copy_of(site, "mdoc")
    reading = read_issuer_signed(content, by_roots([iaca], at, MDOC_SIGNER), at)
    at_rest = {"docType": PHOTO_ID, "issuerSigned": openvc.cbor.decode(content)}
    judged = verify_issuer_signed(at_rest, trust_anchors=[iaca], now=at, expected_doc_type=PHOTO_ID)
    assert reading.namespaces[COMMON]["document_number"] == number
    assert judged.namespaces[COMMON]["document_number"] == number


def test_a_wallet_learns_what_the_claims_are_called(demonstration):
    document_type = next(iter(wallet_documents()))
    vct = credential_type(settings.SITE_URL, document_type)
    claims = {"vct": vct, "name": "Oʻgʻiloy Qodirova", "right": "C1", "details": []}
    described = validate_type_metadata(claims, vct=vct, resolve=lambda url: Client().get(urlsplit(url).path).content)
    named = {tuple(claim["path"]): claim["display"] for claim in described.claims}
    assert {display["locale"] for display in named["right",]} == set(settings.REQUIRED_LANGUAGES)
    assert all(display["label"] for displays in named.values() for display in displays)


def test_only_keys_of_documents_are_named_and_no_withdrawn_one(site):
    signed_by = certificate_of(site.issued.reference).key_id
    named = {key["kid"] for key in fetch(f"{SITE}/.well-known/jwt-vc-issuer")["jwks"]["keys"]}
    methods = {method.rpartition("#")[2] for method in fetch(f"{SITE}/.well-known/did.json")["assertionMethod"]}
    assert signed_by in named == methods
    assert named < {key_id.hex() for key_id in trusted_keys()}
    revoke_signing_key(acting_user=SYSTEM, key_id=signed_by)
    assert signed_by not in {key.key_id.hex() for key in document_keys(clock.now())}
    assert signed_by not in {key["kid"] for key in fetch(f"{SITE}/.well-known/jwt-vc-issuer")["jwks"]["keys"]}


def whole_list(uri):
    """The list as everybody fetches it; nobody learns which place in it is looked at."""
    answer = Client().get(urlsplit(uri).path, headers={"Accept": "application/statuslist+jwt"})
    keys = {key_id: key.public_key for key_id, key in trusted_keys().items()}
    return read_jwt(answer.content.decode(), keys, uri)


def status_in_its_list(place):
    return refusal(lambda: judge_status(place, whole_list, clock.now()))


def places_of(site):
    """Where each form says that its status is read, as its reader finds it."""
    at, keys = clock.now(), {key.key_id: key.public_key for key in document_keys(clock.now())}
    types = [credential_type(settings.SITE_URL, certificate_of(site.issued.reference).document_type)]
    whole = json.loads(copy_of(site, "vc"))["credentialStatus"]
    return {
        "sd_jwt": read_credential(copy_of(site, "sd_jwt").decode(), by_keys(keys), at, types=types).status,
        "mdoc": read_issuer_signed(copy_of(site, "mdoc"), by_keys(keys), at).status,
        "vc": StatusReference(whole["statusListUri"], int(whole["statusListIndex"])),
    }


def test_one_act_changes_the_status_of_every_form(demonstration):
    site = demonstration
    publish_status_lists(acting_user=SYSTEM)
    places = places_of(site)
    assert len(set(places.values())) == 3
    assert {form: status_in_its_list(place) for form, place in places.items()} == dict.fromkeys(places)
    number = certificate_of(site.issued.reference).number
    revoke_certificate(acting_user=SYSTEM, number=number, reason="issued_in_error")
    publish_status_lists(acting_user=SYSTEM)
    assert {form: status_in_its_list(place) for form, place in places.items()} == dict.fromkeys(places, Refusal.REVOKED)


def test_an_employer_finds_what_to_ask_a_wallet_for(site):
    (asked,) = fetch(f"{SITE}/credentials/employer-proof")["credentials"]
    assert [claim["path"] for claim in asked["claims"]] == [["name"], ["right"]]
    assert asked["format"] == "dc+sd-jwt"
    assert set(asked["meta"]["vct_values"]) == {credential_type(SITE, each) for each in wallet_documents()}


def test_answers_are_not_sent_again_without_a_change(site):
    for path in (
        "/.well-known/did.json",
        "/.well-known/jwt-vc-issuer",
        "/credentials/context/v1",
        "/credentials/employer-proof",
    ):
        first = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert Client().post(path).status_code == 405
