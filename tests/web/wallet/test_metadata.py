"""What wallets read before they come, and how machines are answered."""

import json
import os
from base64 import b64decode
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509 import load_der_x509_certificate
from django.test import Client

from tests.held_documents import CARD
from tests.plugins.phone_wallet import Provider, claims_of, unb64
from tests.web.wallet.conftest import MDOC, SD_JWT, SITE
from watandoshlar.domains.certificates.api import trust_demonstration_keys
from watandoshlar.domains.certificates.checks import look_at_wallet_trust
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
ISSUER, SERVER = "/.well-known/openid-credential-issuer", "/.well-known/oauth-authorization-server"


def test_the_issuer_says_what_it_issues(client):
    found = client.get(ISSUER).json()
    assert set(found["credential_configurations_supported"]) == {SD_JWT, MDOC}
    assert found["batch_credential_issuance"] == {"batch_size": 10}
    for name, configuration in found["credential_configurations_supported"].items():
        assert configuration["scope"] == name
        assert configuration["proof_types_supported"]["jwt"]["proof_signing_alg_values_supported"] == ["ES256"]
        assert {one["locale"] for one in configuration["credential_metadata"]["display"]} >= {"uz", "ru", "en"}
    sd_jwt, mdoc = (found["credential_configurations_supported"][name] for name in (SD_JWT, MDOC))
    assert (sd_jwt["format"], mdoc["format"]) == ("dc+sd-jwt", "mso_mdoc")
    assert mdoc["doctype"] == "org.iso.23220.photoid.1"
    assert all(found[name].startswith(SITE) for name in ("credential_endpoint", "nonce_endpoint"))


def test_the_type_of_a_document_is_told_where_its_vct_leads(client):
    vct = client.get(ISSUER).json()["credential_configurations_supported"][SD_JWT]["vct"]
    found = client.get(vct.removeprefix(SITE)).json()
    assert found["vct"] == vct
    assert {one["locale"] for one in found["display"]} >= {"uz", "ru", "en"}


def test_metadata_are_plain_where_no_key_is_listed_for_them(client):
    answer = client.get(ISSUER, headers={"Accept": "application/jwt"})
    assert answer.headers["Content-Type"] == "application/json"


def test_metadata_come_signed_for_who_asks(client):
    """HAIP 1.0, 4.1: by a certificate that has not signed itself, without the root."""
    trust_demonstration_keys([])
    answer = client.get(ISSUER, headers={"Accept": "application/jwt"})
    assert answer.headers["Content-Type"] == "application/jwt"
    assert answer.headers["Vary"] == "Accept"
    said, _dot, signature = answer.content.decode().rpartition(".")
    claims = claims_of(answer.content.decode())
    assert claims["sub"] == claims["credential_issuer"] == SITE
    signed = unb64(signature)
    der = encode_dss_signature(int.from_bytes(signed[:32]), int.from_bytes(signed[32:]))
    (leaf, *_authorities) = json.loads(unb64(said.partition(".")[0]))["x5c"]
    certificate = load_der_x509_certificate(b64decode(leaf))
    assert certificate.issuer != certificate.subject
    certificate.public_key().verify(der, said.encode(), ec.ECDSA(hashes.SHA256()))


def test_what_needs_attested_wallets_is_named_where_somebody_attests(client, provider):
    found = client.get(SERVER).json()
    assert found["require_pushed_authorization_requests"]
    assert found["authorization_response_iss_parameter_supported"]
    assert found["code_challenge_methods_supported"] == ["S256"]
    assert "attest_jwt_client_auth" in found["token_endpoint_auth_methods_supported"]


def test_without_a_provider_wallets_come_by_offers_alone(client):
    found = client.get(SERVER).json()
    assert "authorization_endpoint" not in found
    assert "authorization_code" not in found["grant_types_supported"]
    assert found["pre-authorized_grant_anonymous_access_supported"]


def test_the_whole_profile_knows_no_anonymous_wallets(client, provider, settings):
    settings.WALLETS_MUST_BE_ATTESTED = True
    found = client.get(SERVER).json()
    assert not found["pre-authorized_grant_anonymous_access_supported"]
    assert found["token_endpoint_auth_methods_supported"] == ["attest_jwt_client_auth"]
    configuration = client.get(ISSUER).json()["credential_configurations_supported"][SD_JWT]
    assert configuration["proof_types_supported"]["jwt"]["key_attestations_required"] == {}


def test_keys_for_requests_outlive_a_change_of_the_key_ring(client, settings, wallet, monkeypatch):
    from watandoshlar.capabilities.people import keys

    before = client.get("/wallet/keys").json()["keys"]
    settings.KEY_ENCRYPTION_KEYS = (
        "test2:" + "WFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFhYWFg=," + settings.KEY_ENCRYPTION_KEYS
    )
    keys.key_ring.cache_clear()
    try:
        after = client.get("/wallet/keys").json()["keys"]
        assert after[1:] == before
        assert wallet.ask(SD_JWT, encrypts=True).status == 200
    finally:
        settings.KEY_ENCRYPTION_KEYS = settings.KEY_ENCRYPTION_KEYS.partition(",")[2]
        keys.key_ring.cache_clear()


@pytest.mark.parametrize("path", [ISSUER, SERVER, "/wallet/keys", f"/wallet/types/{CARD}"])
def test_metadata_are_everybodys(client, path):
    client.cookies["sessionid"] = "whatever"
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "public, max-age=300"
    assert answer.headers.get("Vary", "Accept") == "Accept"
    assert not answer.cookies


@pytest.mark.parametrize("name", ["push", "token", "nonce", "credential", "notification"])
def test_pages_of_every_origin_may_ask(name):
    client = Client(enforce_csrf_checks=True)
    asked = client.options(f"/wallet/{name}", headers={"Origin": "https://wallet.example"})
    assert asked.status_code == 204
    assert "DPoP" in asked.headers["Access-Control-Allow-Headers"]
    answer = client.post(f"/wallet/{name}", b"", content_type="application/json")
    assert answer.status_code in (200, 400, 401)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Access-Control-Allow-Credentials" not in answer.headers
    assert not answer.cookies
    assert client.get(f"/wallet/{name}").status_code == 405


def test_requests_of_a_network_are_counted(settings, client):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "wallet": "3/m/ip"}
    statuses = [client.post("/wallet/nonce").status_code for _ in range(4)]
    assert statuses == [200, 200, 200, 429]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "invalid_credential_request"),
        (b"[]", "invalid_credential_request"),
        (b"{", "invalid_credential_request"),
        (b"{}", "invalid_credential_request"),
        (b"[" * 5000, "invalid_credential_request"),
        (b'{"credential_configuration_id": 5}', "invalid_credential_request"),
        (b'{"credential_configuration_id": "x", "credential_identifier": "x"}', "invalid_credential_request"),
        (b" " * 200_001, "invalid_credential_request"),
        (b" " * 3_000_000, "invalid_credential_request"),
    ],
    ids=range(9),
)
def test_what_is_no_request_is_refused(client, wallet, body, code):
    headers = {"Authorization": f"Bearer {wallet.access}"}
    answer = client.post("/wallet/credential", body, content_type="application/json", headers=headers)
    assert answer.status_code in (400, 413)
    assert answer.json()["error"] == code


def test_a_parameter_comes_once(client):
    answer = client.post("/wallet/token", "grant_type=a&grant_type=b", content_type="application/x-www-form-urlencoded")
    assert answer.json()["error"] == "invalid_request"
    answer = client.post("/wallet/token", "grant_type=a", content_type="application/x-www-form-urlencoded")
    assert answer.json()["error"] == "unsupported_grant_type"


def test_the_operator_is_told_whom_wallets_need(settings, tmp_path, provider):
    def told() -> list[str]:
        return [message.id for message in look_at_wallet_trust()]

    assert told() == []
    settings.WALLET_ANCHORS_FILE = ""
    assert told() == ["certificates.I010"]
    settings.WALLETS_MUST_BE_ATTESTED = True
    assert told() == ["certificates.E011"]
    (tmp_path / "broken.pem").write_text("no certificate")
    for name in ("broken.pem", "missing.pem"):
        settings.WALLET_ANCHORS_FILE = str(tmp_path / name)
        assert told() == ["certificates.E010"]


def test_roots_are_read_again_when_the_file_changes(settings, provider, new_wallet):
    wallet = new_wallet(provider=provider, proves=True)
    assert wallet.push(SD_JWT).status == 201
    path = Path(settings.WALLET_ANCHORS_FILE)
    path.write_bytes(Provider(now=clock.now).anchors)
    os.utime(path, (1, 1))
    assert wallet.push(SD_JWT).error == "invalid_client"
