"""An employer with a verifier of others asks a wallet as we publish it, and learns exactly what it may."""

import json
from collections.abc import Callable

import pytest
from cryptography import x509
from openvc.openid4vp import verify_vp_token
from openvc.proof.errors import ClaimsInvalid
from openvc.status import verify_status_list_token
from openvc.status.status_list import CredentialRevoked

from tests.credentials import HOLDER
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates import api
from watandoshlar.foundation import clock
from watandoshlar.foundation.credentials.jose import from_b64url, public_jwk
from watandoshlar.foundation.credentials.sd_jwt import HolderQuestion, bind, present

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_day_of_issue")]
SITE = "https://vatandosh.example"
EMPLOYER = HolderQuestion("x509_san_dns:employer.example", "n-0S6_WzA2Mj")


@pytest.fixture
def card(settings, person, make_record: Callable) -> api.Certificate:
    settings.SITE_URL = SITE
    record = make_record(document_type="compatriot-card", category="C1", passport="FA1234567")
    return api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-CARD", person=person, record=record)


def in_wallet(card: api.Certificate) -> str:
    key = public_jwk(HOLDER.public_key)
    return api.issue_copy(acting_user=SYSTEM, number=card.number, form="sd_jwt", holder_key=key).content.decode()


def shown(copy: str, query: dict) -> str:
    """What a wallet answers: the claims that the query names, and the proof of its key."""
    names = {claim["path"][0] for claim in query["credentials"][0]["claims"]}
    return bind(present(copy, names), HOLDER, EMPLOYER, clock.now())


def published_list(uri: str) -> dict:
    """The whole list as anybody fetches it, checked by the foreign verifier with the key that its header names."""
    token = api.status_list(uri.rpartition("/")[2]).jwt
    key_id = json.loads(from_b64url(token.partition(".")[0]))["kid"]
    key = public_jwk(api.trusted_keys()[bytes.fromhex(key_id)].public_key)
    return verify_status_list_token(token, public_key_jwk=key, expected_uri=uri, now=clock.now())


def judge(copy: str, query: dict):
    root = x509.load_der_x509_certificate(bytes(api.newest_trust_list().root))
    return verify_vp_token(
        {"compatriot": [shown(copy, query)]},
        dcql_query=query,
        nonce=EMPLOYER.nonce,
        client_id=EMPLOYER.audience,
        x5c_trust_anchors=[root],
        resolve_status_list_token=published_list,
        require_status=True,
        now=clock.now(),
    )


def test_a_foreign_verifier_learns_exactly_what_an_employer_may(card):
    query = api.employer_query(SITE, ["compatriot-card"])
    (presented,) = judge(in_wallet(card), query).presentations
    claims = presented.raw.claims
    assert claims.keys() - {"iss", "vct", "cnf"} == {"name", "right", "status", "exp"}
    assert claims["right"] == "C1"


def test_a_foreign_verifier_refuses_a_withdrawn_card(card):
    query, copy = api.employer_query(SITE, ["compatriot-card"]), in_wallet(card)
    api.revoke_certificate(acting_user=SYSTEM, number=card.number, reason="issued_in_error")
    api.publish_status_lists(acting_user=SYSTEM)
    with pytest.raises(CredentialRevoked):
        judge(copy, query)


def test_a_foreign_verifier_refuses_another_document_than_it_asked_for(card):
    with pytest.raises(ClaimsInvalid):
        judge(in_wallet(card), api.employer_query(SITE, ["compatriot-family-card"]))
