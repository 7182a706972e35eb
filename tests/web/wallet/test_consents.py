"""The flow with a consent: HAIP 1.0, with pushed requests, PKCE, DPoP and attested wallets."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.held_documents import card_record
from tests.plugins.log_in import client_of
from tests.plugins.phone_wallet import new_key, thumbprint
from tests.web.wallet.conftest import MDOC, SD_JWT, SITE
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import WalletGrant, WalletRequest, WalletToken
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def test_a_wallet_gets_what_the_holder_agreed_to(attested_wallet):
    assert attested_wallet.ask(SD_JWT, 3).status == 200
    assert attested_wallet.ask(MDOC, 2, encrypts=True).status == 200
    assert attested_wallet.tell("credential_accepted").status == 204


@pytest.fixture
def wallet(new_wallet, provider):
    return new_wallet(provider=provider, proves=True)


def test_keys_may_come_in_an_attestation_alone(attested_wallet):
    keys = [new_key(), new_key()]
    attestation = attested_wallet.provider.key_attestation(keys, attested_wallet.nonce())
    answer = attested_wallet.ask(SD_JWT, proofs={"attestation": [attestation]})
    assert len(answer.json["credentials"]) == 2


def test_an_attestation_of_keys_is_fresh_and_ours(attested_wallet, wallet):
    for changes in ({"nonce": "other"}, {"exp": 5}, {"attested_keys": []}):
        attestation = wallet.provider.key_attestation([new_key()], wallet.nonce(), **changes)
        answer = attested_wallet.ask(SD_JWT, proofs={"attestation": [attestation]})
        assert answer.error in ("invalid_proof", "invalid_nonce")


def test_a_holder_may_refuse(wallet, agreed):
    location = agreed(wallet, wallet.push(SD_JWT), "refuse")
    words = parse_qs(urlsplit(location).query)
    assert words == {"error": ["access_denied"], "iss": [SITE], "state": ["state of the wallet"]}


def test_a_request_is_answered_once(wallet, agreed, holder):
    pushed = wallet.push(SD_JWT)
    agreed(wallet, pushed)
    browser = client_of(holder.email, factors=1)
    assert browser.get(wallet.authorization_address(pushed), follow=True).status_code == 404


def test_a_request_is_over_after_ten_minutes(wallet, holder):
    pushed = wallet.push(SD_JWT)
    browser = client_of(holder.email, factors=1)
    with clock.fixed(clock.now() + timedelta(minutes=10)):
        assert browser.get(wallet.authorization_address(pushed), follow=True).status_code == 404


def test_a_request_belongs_to_its_wallet(wallet, card, holder):
    address = wallet.authorization_address(wallet.push(SD_JWT)).replace("wallet.example", "thief.example")
    assert client_of(holder.email, factors=1).get(address, follow=True).status_code == 404


def test_who_is_not_logged_in_comes_back_to_the_question(wallet):
    answer = Client().get(wallet.authorization_address(wallet.push(SD_JWT)), follow=True)
    assert "/account/login/" in answer.redirect_chain[-1][0]
    assert "request_uri" in answer.redirect_chain[-1][0]


def test_a_code_that_comes_twice_ends_what_it_gave(wallet, agreed):
    location = agreed(wallet, wallet.push(SD_JWT))
    assert wallet.redeem_code(location).status == 200
    assert wallet.redeem_code(location).error == "invalid_grant"
    assert not WalletToken.objects.exists()
    assert wallet.ask(SD_JWT).error == "invalid_token"


def test_a_code_ends_after_a_minute(wallet, agreed):
    location = agreed(wallet, wallet.push(SD_JWT))
    with clock.fixed(clock.now() + timedelta(minutes=1)):
        assert wallet.redeem_code(location).error == "invalid_grant"


def test_a_code_ends_when_the_holder_ends_all_access(wallet, agreed, holder, card):
    location = agreed(wallet, wallet.push(SD_JWT))
    api.end_wallets(acting_user=holder, number=card.number)
    assert wallet.redeem_code(location).error == "invalid_grant"
    assert not WalletGrant.objects.exists()


def test_who_ends_all_access_ends_no_consent_to_another_document(wallet, agreed, holder, card):
    location = agreed(wallet, wallet.push(SD_JWT))
    other = api.issue_certificate(acting_user=SYSTEM, subject="OTHER", person=card.person, record=card_record())
    api.end_wallets(acting_user=holder, number=other.number)
    assert wallet.redeem_code(location).status == 200


@pytest.mark.parametrize(
    "changes", [{"code_verifier": "v" * 43}, {"redirect_uri": "org.example.thief:/back"}, {"code": "unknown"}]
)
def test_a_code_is_worth_nothing_by_itself(wallet, agreed, changes):
    location = agreed(wallet, wallet.push(SD_JWT))
    assert wallet.redeem_code(location, **changes).error == "invalid_grant"
    assert not WalletToken.objects.exists()


def test_a_code_of_a_key_is_worth_nothing_to_another(wallet, agreed):
    location = agreed(wallet, wallet.push(SD_JWT))
    wallet.sender_key = new_key()
    assert wallet.redeem_code(location).error == "invalid_grant"


def test_a_code_is_redeemed_by_a_wallet_that_proves_a_key(wallet, agreed):
    location = agreed(wallet, wallet.push(SD_JWT))
    wallet.proves = False
    assert wallet.redeem_code(location).error == "invalid_dpop_proof"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"redirect_uri": "http://wallet.example/back"}, "invalid_request"),
        ({"redirect_uri": "javascript:alert(1)"}, "invalid_request"),
        ({"redirect_uri": "data:text/html,x"}, "invalid_request"),
        ({"redirect_uri": "wallet:/back"}, "invalid_request"),
        ({"redirect_uri": "https://wallet.example/back#part"}, "invalid_request"),
        ({"redirect_uri": "https://bank@wallet.example/back"}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": "short"}, "invalid_request"),
        ({"response_type": "token"}, "invalid_request"),
        ({"request_uri": "urn:x"}, "invalid_request"),
        ({"scope": ""}, "invalid_scope"),
        ({"scope": "unknown"}, "invalid_scope"),
        ({"client_id": "https://thief.example"}, "invalid_client"),
        ({"dpop_jkt": "x" * 43}, "invalid_dpop_proof"),
    ],
)
def test_a_request_that_is_not_right_is_refused_before_the_holder_sees_it(wallet, changes, code):
    assert wallet.push(SD_JWT, **changes).error == code


def test_a_scope_that_nobody_knows_is_left_out(wallet):
    assert wallet.push(SD_JWT, "unknown").status == 201


def test_a_wallet_without_a_provider_cannot_ask(new_wallet, provider):
    assert new_wallet(proves=True).push(SD_JWT).error == "invalid_client"


def test_a_proof_of_a_wallet_counts_once(wallet):
    wallet.spoil["wallet_proof_claims"] = lambda claims: {**claims, "jti": "the same"}
    assert wallet.push(SD_JWT).status == 201
    assert wallet.push(SD_JWT).error == "invalid_request"


def test_the_page_may_send_to_the_wallet_and_nowhere_else(wallet, holder):
    page = client_of(holder.email, factors=1).get(wallet.authorization_address(wallet.push(SD_JWT)), follow=True)
    assert "form-action 'self' org.example.wallet:" in page.headers["Content-Security-Policy"]


def test_who_may_not_choose_it_gets_no_document(wallet, card):
    """Somebody who was sent the address of the question has no such document."""
    create_account(acting_user=SYSTEM, email="aziz@example.org", language="uz")
    browser = client_of("aziz@example.org", factors=1)
    pushed = wallet.push(SD_JWT)
    page = browser.get(wallet.authorization_address(pushed), follow=True)
    assert page.context["documents"] == []
    words = {"client_id": "https://wallet.example", "request_uri": pushed.json["request_uri"], "answer": "agree"}
    place = page.redirect_chain[-1][0].partition("?")[0]
    assert browser.post(place, {**words, "number": card.number}).status_code == 404
    assert not WalletRequest.objects.get().answered_at


def test_a_refresh_token_is_bound_to_wallet_and_key(attested_wallet, new_wallet):
    before = attested_wallet.access
    assert attested_wallet.renew().status == 200
    assert attested_wallet.access != before
    assert attested_wallet.ask(SD_JWT).status == 200
    thief = new_wallet(proves=True)
    thief.refresh = attested_wallet.refresh
    assert thief.renew().error == "invalid_grant"
    thief.refresh = "unknown"
    assert thief.renew().error == "invalid_grant"


def test_a_pushed_key_is_that_of_the_token(wallet, agreed):
    assert wallet.push(SD_JWT, dpop_jkt=thumbprint(wallet.sender_key)).status == 201
