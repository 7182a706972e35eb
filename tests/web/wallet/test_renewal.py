"""A document is issued anew: the wallet comes back by itself, and its holder or a year ends that."""

from datetime import date, timedelta

import pytest

from tests.held_documents import card_record
from tests.plugins.phone_wallet import claims_of
from tests.web.wallet.conftest import SD_JWT
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import end_acting, register_person
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.models import (
    Copy,
    CopyOffer,
    Delivery,
    SpentMark,
    WalletGrant,
    WalletRequest,
    WalletToken,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def newer(card):
    record = card_record(expires_on=date(2031, 11, 25))
    return lambda: api.reissue_certificate(
        acting_user=SYSTEM, number=card.number, record=record, subject="SEO-26-CARD-2"
    )


def place_of(copy: str) -> tuple[str, int]:
    reference = claims_of(copy)["status"]["status_list"]
    return reference["uri"], reference["idx"]


def test_a_superseded_copy_is_replaced_by_one_of_the_newest_version(attested_wallet, card, newer):
    (old,) = attested_wallet.ask(SD_JWT).json["credentials"]
    newest = newer()
    with clock.fixed(clock.now() + timedelta(hours=1)):
        assert attested_wallet.ask(SD_JWT).error == "invalid_token"
        assert attested_wallet.renew().status == 200
        (new,) = attested_wallet.ask(SD_JWT).json["credentials"]
    assert place_of(old["credential"]) != place_of(new["credential"])
    assert Copy.objects.get(form="sd_jwt", certificate=newest)
    assert Copy.objects.get(form="sd_jwt", certificate=card).certificate.status == "superseded"


def test_after_a_year_the_holder_is_asked_again(attested_wallet):
    with clock.fixed(clock.now() + timedelta(days=365)):
        assert attested_wallet.renew().error in ("invalid_grant", "invalid_client")


def test_the_holder_ends_it_for_all_versions(attested_wallet, newer, holder):
    api.end_wallets(acting_user=holder, number=newer().number)
    assert attested_wallet.renew().error == "invalid_grant"


def test_who_does_not_act_for_the_holder_any_more_fetches_nothing(card, holder, attested_wallet, new_wallet, provider):
    ward = register_person(acting_user=holder, relation="child")
    theirs = api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-WARD", person=ward, record=card_record())
    made = api.offer_copies(acting_user=holder, number=theirs.number, forms=("sd_jwt",))
    wallet = new_wallet(provider=provider, proves=True)
    offer = wallet.get(f"http://testserver/wallet/offers/{made.secret}").json
    assert wallet.redeem(offer, made.transaction_code).status == 200
    assert wallet.ask(SD_JWT).status == 200
    end_acting(acting_user=holder, person_id=ward.pk)
    with clock.fixed(clock.now() + timedelta(days=1)):
        assert wallet.renew().status == 200
        assert wallet.ask(SD_JWT).error == "credential_request_denied"


def test_what_is_over_is_removed_and_what_happened_stays(attested_wallet, wallet):
    attested_wallet.ask(SD_JWT)
    with clock.fixed(clock.now() + timedelta(hours=2)):
        api.remove_spent(acting_user=SYSTEM)
        assert not SpentMark.objects.exists()
        assert {token.use for token in WalletToken.objects.all()} == {"refresh"}
    with clock.fixed(clock.now() + timedelta(days=367)):
        assert api.remove_spent(acting_user=SYSTEM) > 0
        assert api.remove_spent(acting_user=SYSTEM) == 0
    left = [model.objects.count() for model in (CopyOffer, WalletRequest, WalletToken, WalletGrant)]
    assert left == [0, 0, 0, 0]
    assert Delivery.objects.get().grant is None
