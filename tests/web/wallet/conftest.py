"""A holder with a card, wallets that come through the addresses of the platform, and a provider who attests them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client

from tests.held_documents import CARD, card_record
from tests.plugins.log_in import client_of
from tests.plugins.phone_wallet import Answer, PhoneWallet, Provider, into
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person, register_person
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.catalogue.api import publish_version
from watandoshlar.domains.certificates import api
from watandoshlar.domains.certificates.api import Certificate
from watandoshlar.foundation import clock
from watandoshlar.web.wallet import metadata

ROOT = Path(__file__).resolve().parents[3]
SITE = "http://testserver"
SD_JWT, MDOC = f"{CARD}.sd_jwt", f"{CARD}.mdoc"


@pytest.fixture
def holder() -> Account:
    facts = {"city": {}, "weekend": [], "hours": {}, "languages": [], "sources": {}, "states": {}, "content_hash": "x"}
    Post.objects.create(code="seoul", kind="embassy", country="KR", zone="Asia/Seoul", **facts)
    return create_account(acting_user=SYSTEM, email="oygul@example.org", language="uz")


@pytest.fixture
def person(holder: Account) -> Person:
    return register_person(acting_user=holder, relation="myself")


@pytest.fixture(autouse=True)
def _nothing_signed_before() -> None:
    """What a process has signed it shows for five minutes, and the clock of the tests stands still."""
    metadata._signed_at.cache_clear()


@pytest.fixture(autouse=True)
def _services(db: None) -> None:
    """The service whose document wallets may hold is published."""
    publish_version(acting_user=SYSTEM, folder=ROOT / "services" / CARD)


@pytest.fixture
def card(person: Person) -> Certificate:
    return api.issue_certificate(acting_user=SYSTEM, subject="SEO-26-CARD", person=person, record=card_record())


@pytest.fixture
def provider(settings: Any, tmp_path: Path) -> Provider:
    """A provider of wallets whom this installation trusts."""
    provider = Provider(now=clock.now)
    (tmp_path / "wallet-roots.pem").write_bytes(provider.anchors)
    settings.WALLET_ANCHORS_FILE = str(tmp_path / "wallet-roots.pem")
    return provider


@pytest.fixture
def new_wallet() -> Callable[..., PhoneWallet]:
    def make(**options: Any) -> PhoneWallet:
        return PhoneWallet(SITE, send=into(Client()), now=clock.now, **options)

    return make


@pytest.fixture
def offered(card: Certificate, holder: Account) -> tuple[str, str]:
    """What the holder sees after a press: the link of the offer and the digits."""
    made = api.offer_copies(acting_user=holder, number=card.number, forms=("mdoc", "sd_jwt"))
    address = quote(f"{SITE}/wallet/offers/{made.secret}", safe="")
    return f"openid-credential-offer://?credential_offer_uri={address}", made.transaction_code


@pytest.fixture
def wallet(new_wallet: Callable[..., PhoneWallet], offered: tuple[str, str]) -> PhoneWallet:
    """A wallet that nobody attests, with the access token of an offer."""
    wallet = new_wallet()
    answer = wallet.redeem(wallet.read_offer(offered[0]), offered[1])
    assert answer.status == 200, answer
    return wallet


@pytest.fixture
def agreed(card: Certificate, holder: Account) -> Callable[..., str]:
    """The holder agrees on the page, and the browser is sent back: the address with the code."""

    def agree(wallet: PhoneWallet, pushed: Answer, answer: str = "agree") -> str:
        browser = client_of(holder.email, factors=1)
        words = {"client_id": "https://wallet.example", "request_uri": pushed.json["request_uri"]}
        asked = browser.get(wallet.authorization_address(pushed), follow=True)
        assert asked.status_code == 200
        place = asked.redirect_chain[-1][0].partition("?")[0]
        sent = browser.post(place, {**words, "answer": answer, "number": card.number})
        assert sent.status_code == 303
        return sent.headers["Location"]

    return agree


@pytest.fixture
def attested_wallet(
    new_wallet: Callable[..., PhoneWallet], provider: Provider, card: Certificate, agreed: Callable[..., str]
) -> PhoneWallet:
    """A wallet by the whole profile: attested, with a key of its own, and the access token of a consent."""
    wallet = new_wallet(provider=provider, proves=True)
    pushed = wallet.push(SD_JWT, MDOC)
    assert pushed.status == 201, pushed
    answer = wallet.redeem_code(agreed(wallet, pushed))
    assert answer.status == 200, answer
    return wallet
