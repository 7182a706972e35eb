"""The flow with a pre-authorised code, from the press of the holder to copies in a wallet."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.plugins.log_in import client_of
from tests.plugins.phone_wallet import PRE_AUTHORIZED, claims_of, jwk, new_key, thumbprint
from tests.web.wallet.conftest import MDOC, SD_JWT, SITE
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.domains.certificates import api, errors
from watandoshlar.domains.certificates.models import Copy, CopyOffer, Delivery, SigningKey, WalletGrant, WalletToken
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def later(**span: int):
    return clock.fixed(clock.now() + timedelta(**span))


def test_a_wallet_fetches_copies_for_as_many_keys_as_it_proves(wallet, card):
    answer = wallet.ask(SD_JWT, 3)
    assert answer.status == 200, answer
    bound = [claims_of(one["credential"])["cnf"]["jwk"] for one in answer.json["credentials"]]
    assert bound == [jwk(key) for key in wallet.holder_keys]
    assert wallet.ask(MDOC, 2).status == 200
    kept = Copy.objects.filter(certificate=card).exclude(holder_key="")
    assert kept.count() == 5
    assert {copy.holder_key for copy in kept} == {thumbprint(key) for key in wallet.holder_keys}
    assert Delivery.objects.count() == 2
    acts = [entry.act for entry in entries_of_chain(f"certificate:{card.number}")]
    assert acts.count("hand_over_copies") == 2


def test_an_offer_reads_the_same_for_five_minutes(new_wallet, offered):
    wallet = new_wallet()
    first = wallet.read_offer(offered[0])
    assert first["credential_configuration_ids"] == [MDOC, SD_JWT]
    assert list(first["grants"]) == [PRE_AUTHORIZED]
    assert wallet.redeem(first, offered[1]).status == 200
    with later(minutes=4, seconds=59):
        assert wallet.read_offer(offered[0]) == first
    with later(minutes=5), pytest.raises(AssertionError):
        wallet.read_offer(offered[0])


def test_an_offer_names_consent_too_where_wallets_can_be_attested(provider, new_wallet, offered):
    assert set(new_wallet().read_offer(offered[0])["grants"]) == {PRE_AUTHORIZED, "authorization_code"}


def test_nothing_kept_of_an_offer_opens_it(wallet, offered):
    code = wallet.read_offer(offered[0])["grants"][PRE_AUTHORIZED]["pre-authorized_code"]
    secrets = {code, code.partition(".")[2], offered[1], wallet.access}
    kept = [*CopyOffer.objects.values(), *WalletToken.objects.values(), *WalletGrant.objects.values()]
    assert not {str(value) for row in kept for value in row.values()} & secrets


def test_a_code_gives_one_token(new_wallet, offered):
    wallet, thief = new_wallet(), new_wallet()
    offer = wallet.read_offer(offered[0])
    assert wallet.redeem(offer, offered[1]).status == 200
    assert thief.redeem(offer, offered[1]).error == "invalid_grant"
    assert WalletToken.objects.count() == 1
    assert wallet.ask(SD_JWT).status == 200


def test_who_proves_a_key_may_ask_again_and_nobody_else(new_wallet, offered):
    wallet, thief = new_wallet(proves=True), new_wallet(proves=True)
    offer = wallet.read_offer(offered[0])
    assert wallet.redeem(offer, offered[1]).json["token_type"] == "DPoP"
    lost = wallet.access
    assert wallet.redeem(offer, offered[1]).status == 200
    assert WalletToken.objects.filter(use="access").count() == 1
    assert thief.redeem(offer, offered[1]).error == "invalid_grant"
    found, wallet.access = wallet.access, lost
    assert wallet.ask(SD_JWT).error == "invalid_token"
    wallet.access = found
    assert wallet.ask(SD_JWT).status == 200


def test_five_wrong_codes_end_an_offer(new_wallet, offered):
    wallet = new_wallet()
    offer = wallet.read_offer(offered[0])
    assert wallet.redeem(offer, "").error == "invalid_request"
    for _ in range(5):
        assert wallet.redeem(offer, "no code").error == "invalid_grant"
    assert wallet.redeem(offer, offered[1]).error == "invalid_grant"
    assert not WalletToken.objects.exists()


def test_a_new_offer_ends_the_one_before(new_wallet, offered, card, holder):
    wallet = new_wallet()
    offer = wallet.read_offer(offered[0])
    api.offer_copies(acting_user=holder, number=card.number, forms=("sd_jwt",))
    assert wallet.redeem(offer, offered[1]).error == "invalid_grant"


def test_an_offer_leads_to_its_forms_only(new_wallet, card, holder):
    made = api.offer_copies(acting_user=holder, number=card.number, forms=("sd_jwt",))
    wallet = new_wallet()
    offer = wallet.read_offer(f"openid-credential-offer://?credential_offer_uri={SITE}/wallet/offers/{made.secret}")
    assert wallet.redeem(offer, made.transaction_code).json["scope"] == SD_JWT
    assert wallet.ask(MDOC).error == "unknown_credential_configuration"


def test_only_the_holder_offers_and_only_what_counts(card, holder):
    stranger = create_account(acting_user=SYSTEM, email="aziz@example.org", language="uz")
    with pytest.raises(errors.CertificateNotFound):
        api.offer_copies(acting_user=stranger, number=card.number, forms=("sd_jwt",))
    for forms in ((), ("seal",), ("sd_jwt", "unknown")):
        with pytest.raises(errors.NotForWallets):
            api.offer_copies(acting_user=holder, number=card.number, forms=forms)
    api.suspend_certificate(acting_user=SYSTEM, number=card.number, reason="requested_by_holder")
    with pytest.raises(errors.NotForWallets):
        api.offer_copies(acting_user=holder, number=card.number, forms=("sd_jwt",))


def test_a_document_that_does_not_count_any_more_is_not_copied(wallet, card):
    api.revoke_certificate(acting_user=SYSTEM, number=card.number, reason="issued_in_error")
    assert wallet.ask(SD_JWT).error == "credential_request_denied"
    assert not Delivery.objects.exists()


def test_a_token_ends_after_ten_minutes(wallet):
    with later(minutes=10):
        answer = wallet.ask(SD_JWT)
    assert (answer.status, answer.error) == (401, "invalid_token")


def test_a_token_bound_to_a_key_is_worth_nothing_without_it(new_wallet, offered):
    wallet = new_wallet(proves=True)
    wallet.redeem(wallet.read_offer(offered[0]), offered[1])
    thief = new_wallet(proves=True)
    thief.access = wallet.access
    assert thief.ask(SD_JWT).error == "invalid_token"
    thief.proves = False
    assert thief.ask(SD_JWT).error == "invalid_token"


@pytest.mark.parametrize("name", ["htm", "htu", "ath", "iat", "jti"])
def test_a_proof_of_a_key_is_for_one_request(new_wallet, offered, name):
    wallet = new_wallet(proves=True)
    wallet.redeem(wallet.read_offer(offered[0]), offered[1])
    wallet.spoil["dpop_claims"] = lambda claims: {**claims, name: {"iat": 0}.get(name, "")}
    answer = wallet.ask(SD_JWT)
    assert (answer.status, answer.error) == (401, "invalid_dpop_proof")


def test_a_proof_of_a_key_counts_once(new_wallet, offered):
    wallet = new_wallet(proves=True)
    wallet.redeem(wallet.read_offer(offered[0]), offered[1])
    address = wallet.issuer["credential_endpoint"]
    headers = wallet._bearer(address)
    wallet._bearer = lambda _: headers
    assert wallet.ask(SD_JWT).status == 200
    assert wallet.ask(SD_JWT).error == "invalid_dpop_proof"


def test_a_lost_answer_is_asked_for_again_with_a_new_nonce(wallet, card):
    """The copies of the lost answer stay, bound to keys that only the wallet has; they end with the document."""
    assert wallet.ask(SD_JWT, 2).status == 200
    assert wallet.ask(SD_JWT, 2).status == 200
    assert Copy.objects.filter(certificate=card, form="sd_jwt").count() == 4
    assert [one.state for one in Delivery.objects.all()] == ["handed_over", "handed_over"]


def test_so_many_copies_are_not_made_in_a_day(wallet):
    for _ in range(6):
        assert wallet.ask(SD_JWT, 10).status == 200
    assert wallet.ask(SD_JWT).error == "credential_request_denied"
    assert wallet.ask(SD_JWT, 11).error == "invalid_proof"


def test_one_key_gets_one_copy_of_a_request(wallet):
    key = new_key()
    assert wallet.ask(SD_JWT, proofs=wallet.proofs([key, key], wallet.nonce())).error == "invalid_proof"


@pytest.mark.parametrize(
    "changes", [{"aud": "https://nobody.example"}, {"iat": 0}, {"nonce": None}, {"nonce": 5}, {"iat": None}]
)
def test_a_proof_is_made_for_us_and_now(wallet, changes):
    assert wallet.ask(SD_JWT, proofs=wallet.proofs([new_key()], wallet.nonce(), **changes)).error == "invalid_proof"


def test_a_nonce_is_good_for_five_minutes(wallet):
    nonce = wallet.nonce()
    with later(minutes=5):
        assert wallet.ask(SD_JWT, proofs=wallet.proofs([new_key()], nonce)).error == "invalid_nonce"


def test_wallets_say_what_became_of_copies(wallet):
    wallet.ask(SD_JWT, 2)
    assert wallet.tell("credential_accepted").status == 204
    assert wallet.tell("credential_accepted").status == 204
    assert Delivery.objects.get().state == "kept"
    assert wallet.tell("credential_deleted").status == 204
    assert Delivery.objects.get().state == "deleted"
    assert wallet.tell("credential_eaten").error == "invalid_notification_request"
    assert wallet.tell("credential_accepted", "unknown").error == "invalid_notification_id"
    wallet.access = "unknown"
    assert wallet.tell("credential_accepted").error == "invalid_token"


def test_request_and_answer_may_be_encrypted(wallet):
    assert wallet.ask(SD_JWT, 2, encrypts=True).status == 200
    assert wallet.tell("credential_accepted").status == 204


def test_an_answer_is_not_encrypted_for_a_key_that_came_in_the_open(wallet):
    reader = {"jwk": {**jwk(new_key()), "alg": "ECDH-ES"}, "enc": "A256GCM"}
    assert wallet.ask(SD_JWT, credential_response_encryption=reader).error == "invalid_encryption_parameters"


def test_where_the_operator_wants_it_only_attested_wallets_get_something(settings, provider, new_wallet, offered):
    settings.WALLETS_MUST_BE_ATTESTED = True
    anybody = new_wallet()
    offer = anybody.read_offer(offered[0])
    assert anybody.redeem(offer, offered[1]).error == "invalid_client"
    wallet = new_wallet(provider=provider, proves=True)
    assert wallet.redeem(offer, offered[1]).status == 200
    assert wallet.ask(SD_JWT, 2).status == 200
    unattested = new_wallet(proves=True, sender_key=wallet.sender_key)
    unattested.access = wallet.access
    assert unattested.ask(SD_JWT).error == "invalid_proof"


# --- the page --------------------------------------------------------------------------------------------------------


def test_the_page_shows_an_offer_once_and_what_became_of_it(card, holder, wallet):
    browser = client_of(holder.email, factors=1)
    page = browser.get(f"/en/wallet/documents/{card.number}/")
    assert page.context["may_be_offered"]
    assert page.context["offer"] is None
    shown = browser.post(f"/en/wallet/documents/{card.number}/").context["offer"]
    assert shown["picture"].startswith("data:image/svg+xml;base64,")
    assert wallet.redeem(wallet.read_offer(shown["link"]), shown["digits"]).status == 200
    wallet.ask(SD_JWT, 2)
    wallet.tell("credential_accepted")
    (delivery,) = browser.get(f"/en/wallet/documents/{card.number}/").context["deliveries"]
    assert (delivery["tone"], delivery["count"]) == ("good", 2)


def test_the_holder_ends_what_wallets_may_fetch(card, holder, wallet):
    browser = client_of(holder.email, factors=1)
    assert browser.post(f"/en/wallet/documents/{card.number}/end/").status_code == 302
    assert wallet.ask(SD_JWT).error == "invalid_token"


def test_a_document_of_somebody_else_has_no_page(card):
    create_account(acting_user=SYSTEM, email="aziz@example.org", language="uz")
    assert client_of("aziz@example.org", factors=1).get(f"/en/wallet/documents/{card.number}/").status_code == 404
    assert Client().get(f"/en/wallet/documents/{card.number}/").status_code == 302


def test_what_its_holder_has_not_fetched_goes_into_no_wallet(card, holder, wallet, monkeypatch):
    for module in ("offers", "copies"):
        monkeypatch.setattr(f"watandoshlar.web.wallet.{module}.unfetched_case", lambda _subject: "WD-26-7K3M9Q4")
    answer = client_of(holder.email, factors=1).post(f"/en/wallet/documents/{card.number}/")
    assert answer.headers["Location"] == "/en/my/cases/WD-26-7K3M9Q4/"
    assert wallet.ask(SD_JWT).error == "credential_request_denied"


def test_a_lack_of_ours_is_no_fault_of_the_wallet(wallet, settings):
    settings.DEMONSTRATION = False
    SigningKey.objects.update(sign_until=clock.now() - timedelta(hours=1))
    answer = wallet.ask(SD_JWT)
    assert (answer.status, answer.error) == (503, "temporarily_unavailable")
    assert not Delivery.objects.exists()


def test_many_deliveries_cost_no_more_queries_than_one(card, holder, wallet):
    browser = client_of(holder.email, factors=1)
    wallet.ask(SD_JWT)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            browser.get(f"/en/wallet/documents/{card.number}/")
        counts.append(len(queries))
        for _more in range(4):
            assert wallet.ask(MDOC).status == 200
    assert counts[0] == counts[1]
