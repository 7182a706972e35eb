"""A holder puts a document into a phone: by an offer on a page, and by agreeing to what a wallet asks.

The wallet is a program of its own that speaks the protocol over HTTP."""

import time
import zlib
from collections.abc import Callable, Iterable
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from tests.held_documents import CARD, card_record
from tests.journeys.applicant import Applicant
from tests.journeys.conftest import EMAIL
from tests.journeys.staff import look
from tests.plugins.live_clock import moment
from tests.plugins.phone_wallet import PhoneWallet, claims_of, over_http, unb64
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import access_own_person, register_person
from watandoshlar.domains.certificates.api import Certificate, issue_certificate, revoke_certificate

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

SD_JWT, MDOC = f"{CARD}.sd_jwt", f"{CARD}.mdoc"
PHONE = {"viewport": {"width": 320, "height": 640}}
SECONDS = 30
NOBODY = "https://127.0.0.1:9/back"
"""Where nobody answers: this browser has no wallet to go back to."""


@pytest.fixture
def card(demonstration: "LiveSite", settings) -> Certificate:
    settings.SITE_URL = demonstration.base_url
    holder = Account.objects.get(email=EMAIL)
    person = access_own_person(holder) or register_person(acting_user=holder, relation="myself")
    return issue_certificate(acting_user=SYSTEM, subject="SEO-26-HELD", person=person, record=card_record())


def statuses(copies: Iterable[str]) -> set[int]:
    """What the published lists say of SD-JWT copies; each list is fetched whole, as any verifier does."""
    found = set()
    for copy in copies:
        reference = claims_of(copy)["status"]["status_list"]
        answer = over_http("GET", reference["uri"], {"Accept": "application/statuslist+jwt"}, b"")
        said = claims_of(answer.body.decode())["status_list"]
        packed, bits = zlib.decompress(unb64(said["lst"])), said["bits"]
        place = reference["idx"] * bits
        found.add(packed[place // 8] >> place % 8 & (1 << bits) - 1)
    return found


def wait_for_statuses(copies: list[str], wanted: set[int]) -> None:
    deadline = time.monotonic() + SECONDS
    while statuses(copies) != wanted:
        assert time.monotonic() < deadline, "The lists do not say that the copies are withdrawn."
        time.sleep(0.2)


def press(page: Page, selector: str) -> None:
    with page.expect_navigation():
        page.locator(selector).click()


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("language", ["uz", "ru"])
def test_a_holder_shows_an_offer_to_a_wallet(
    new_applicant: Callable[..., Applicant], card: Certificate, language: str, scripts: bool
) -> None:
    holder = new_applicant(language, **PHONE, java_script_enabled=scripts)
    page = holder.page
    holder.open(f"wallet/documents/{card.number}/")
    look(holder)
    press(page, "form:has(button) .actions button")
    look(holder)
    link = page.locator("a[href^='openid-credential-offer:']").get_attribute("href")
    picture = page.locator(".offer-code").screenshot()
    assert code_in(picture) == link
    digits = page.locator("#transaction-code").inner_text()

    wallet = PhoneWallet(holder.site.base_url, now=moment)
    offer = wallet.read_offer(link)
    assert wallet.redeem(offer, "000000" if digits != "000000" else "111111").error == "invalid_grant"
    assert wallet.redeem(offer, digits).status == 200
    answer = wallet.ask(SD_JWT, 3)
    assert answer.status == 200, answer
    copies = [one["credential"] for one in answer.json["credentials"]]
    holder.open(f"wallet/documents/{card.number}/")
    assert page.locator(".tag.waiting").count() == 1
    wallet.tell("credential_accepted")
    assert wallet.ask(MDOC, 2, encrypts=True).status == 200
    wallet.tell("credential_accepted")
    page.reload()
    assert page.locator(".tag.good").count() == 2
    look(holder)

    assert statuses(copies) == {0}
    revoke_certificate(acting_user=SYSTEM, number=card.number, reason="lost_or_stolen")
    wait_for_statuses(copies, {1})
    assert wallet.ask(SD_JWT).error == "credential_request_denied"
    page.reload()
    assert page.locator("form[action$='/end/']").count() == 1
    assert page.locator(".notice").count() >= 1
    look(holder)


def code_in(picture: bytes) -> str:
    (code,) = zxingcpp.read_barcodes(Image.open(BytesIO(picture)))
    return code.text


@pytest.mark.parametrize("scripts", [True, False])
def test_a_holder_agrees_to_what_a_wallet_asks(
    new_applicant: Callable[..., Applicant], card: Certificate, scripts: bool
) -> None:
    """By the whole profile: pushed request, log-in of the platform, consent, attested wallet, attested keys."""
    holder = new_applicant("ru", **PHONE, locale="ru", java_script_enabled=scripts)
    wallet = PhoneWallet(holder.site.base_url, provider=holder.site.provider, proves=True, now=moment)
    holder.page.goto(wallet.authorization_address(wallet.push(SD_JWT, MDOC, redirect_uri=NOBODY)))
    look(holder)
    assert "/ru/wallet/consent/" in holder.page.url
    assert holder.page.locator("main").get_by_text("Example wallet").count() == 1
    location = answered(holder.page, "agree")
    # Where the old page was sent nobody answers, and it is still on its way there.
    holder.page = holder.page.context.new_page()
    assert wallet.redeem_code(location, redirect_uri=NOBODY).status == 200
    answer = wallet.ask(SD_JWT, 2)
    assert answer.status == 200, answer
    assert wallet.tell("credential_accepted").status == 204
    holder.open(f"wallet/documents/{card.number}/")
    assert holder.page.locator("main").get_by_text("Example wallet").count() == 1
    press(holder.page, "form[action$='/end/'] button")
    assert wallet.renew().error == "invalid_grant"

    holder.page.goto(wallet.authorization_address(wallet.push(SD_JWT, redirect_uri=NOBODY)))
    assert "error=access_denied" in answered(holder.page, "refuse")


def answered(page: Page, answer: str) -> str:
    """Where the browser is sent after the press: to the wallet, which this browser does not have."""
    with page.expect_response(lambda response: response.status == 303) as sent:
        page.locator(f"button[value={answer}]").click()
    return sent.value.headers["location"]
