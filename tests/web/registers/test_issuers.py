"""A reader that knows nothing of us finds our keys in the way of its own format, and accepts what we made."""

import json

import pytest
from django.test import Client
from openvc.did.did_web import DidWebResolver
from openvc.jwt_vc_issuer import resolve_jwt_vc_issuer_key
from openvc.proof.di_jcs import EcdsaJcsProofSuite
from openvc.proof.sd_jwt import SdJwtVcProofSuite

from tests.credentials import HOLDER
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import (
    certificate_of,
    document_keys,
    issue_copy,
    publish_status_lists,
    revoke_signing_key,
    trusted_keys,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.credentials.jose import public_jwk

SITE = "https://vatandosh.example"


@pytest.fixture
def site(settings, demonstration):
    settings.SITE_URL = SITE
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


def test_only_keys_of_documents_are_named_and_no_withdrawn_one(site):
    signed_by = certificate_of(site.issued.reference).key_id
    named = {key["kid"] for key in fetch(f"{SITE}/.well-known/jwt-vc-issuer")["jwks"]["keys"]}
    methods = {method.rpartition("#")[2] for method in fetch(f"{SITE}/.well-known/did.json")["assertionMethod"]}
    assert signed_by in named == methods
    assert named < {key_id.hex() for key_id in trusted_keys()}
    revoke_signing_key(acting_user=SYSTEM, key_id=signed_by)
    assert signed_by not in {key.key_id.hex() for key in document_keys(clock.now())}
    assert signed_by not in {key["kid"] for key in fetch(f"{SITE}/.well-known/jwt-vc-issuer")["jwks"]["keys"]}


def test_answers_are_not_sent_again_without_a_change(site):
    for path in ("/.well-known/did.json", "/.well-known/jwt-vc-issuer", "/credentials/context/v1"):
        first = Client().get(path)
        again = Client().get(path, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        assert Client().post(path).status_code == 405
