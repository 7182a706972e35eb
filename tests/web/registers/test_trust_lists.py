"""What is published of keys: the list, the root, the authorities and what they have withdrawn."""

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import revoke_signing_key, trust_demonstration_keys
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.foundation.crypto.trust_list import read_trust_list

pytestmark = pytest.mark.django_db
PATHS = ("/trust-list", "/trust-list/root.pem", "/trust-list/iaca.pem", "/trust-list/csca.crl")


@pytest.fixture(autouse=True)
def _own_keys(settings, tmp_path):
    settings.SIGNING_KEYS = f"file:{tmp_path}"


def test_before_the_first_list_there_is_nothing(client):
    assert [client.get(path).status_code for path in PATHS] == [404] * len(PATHS)


def test_anybody_reads_the_list_under_the_root_without_cookies(client):
    trust_demonstration_keys(["compatriot-card"])
    answers = {path: client.get(path) for path in PATHS}
    assert {answer.status_code for answer in answers.values()} == {200}
    assert {answer["Access-Control-Allow-Origin"] for answer in answers.values()} == {"*"}
    assert not any(answer.cookies for answer in answers.values())
    root = x509.load_pem_x509_certificate(answers["/trust-list/root.pem"].content).public_key()
    content = read_trust_list(answers["/trust-list"].content.decode(), root)
    assert len(content.keys) == 5
    iaca = x509.load_pem_x509_certificate(answers["/trust-list/iaca.pem"].content)
    assert content.authorities["iaca"] == iaca.public_bytes(Encoding.DER)
    assert not list(x509.load_der_x509_crl(answers["/trust-list/csca.crl"].content))
    assert client.get("/trust-list/other.pem").status_code == 404
    assert client.get("/trust-list/other.crl").status_code == 404


def test_a_withdrawn_key_is_in_the_next_answer(client):
    trust_demonstration_keys(["compatriot-card"])
    before = client.get("/trust-list")
    assert client.get("/trust-list", headers={"If-None-Match": before["ETag"]}).status_code == 304
    key = SigningKey.objects.get(kind="compatriot-card")
    revoke_signing_key(acting_user=SYSTEM, key_id=key.key_id)
    after = client.get("/trust-list", headers={"If-None-Match": before["ETag"]})
    assert after.status_code == 200
    assert len(list(x509.load_der_x509_crl(client.get("/trust-list/csca.crl").content))) == 1
