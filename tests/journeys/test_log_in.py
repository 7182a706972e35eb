"""The ways in: a passkey for applicants, a code and an authenticator app for staff, and no way round the second."""

import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page

from tests.journeys.applicant import Applicant
from tests.journeys.staff import assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account, demonstration_code

OFFICER = "officer.seoul@example.org"
TOTP_SECONDS = 30
SECOND_FACTOR = "form[action*='2fa/authenticate'] .actions button.button:not(.link):not([type=button])"


def look(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def with_key_of_the_phone(context: BrowserContext, page: Page) -> None:
    """A phone that keeps passkeys and has just seen its owner's finger."""
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_an_applicant_signs_up_and_in_with_a_passkey(demonstration, new_context: Callable[..., BrowserContext]) -> None:
    # A browser keeps passkeys for names, not for numbers of hosts.
    here = demonstration.base_url.replace("127.0.0.1", "localhost")
    context = new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    with_key_of_the_phone(context, page)
    applicant = Applicant(page, demonstration, "en")
    page.goto(f"{here}/en/account/signup/")
    page.get_by_role("link", name="passkey").click()
    applicant.ask_for_code("new@example.org")
    look(page)
    applicant.type_code("new@example.org")
    look(page)
    page.fill("input[name=name]", "My phone")
    with page.expect_navigation():
        page.click("#mfa_webauthn_signup")
    assert page.url == f"{here}/en/my/"
    assert Authenticator.objects.get(user__email="new@example.org").type == Authenticator.Type.WEBAUTHN
    sign_out(page, here)
    page.goto(f"{here}/en/account/login/")
    look(page)
    with page.expect_navigation(url=f"{here}/en/my/"):
        page.click("#passkey_login")
    assert page.get_by_role("heading", level=1).is_visible()


def sign_out(page: Page, here: str) -> None:
    page.goto(f"{here}/en/account/logout/")
    with page.expect_navigation():
        page.locator("main form button.button").click()


def test_staff_come_in_with_a_code_and_the_authenticator_app(
    demonstration, new_context: Callable[..., BrowserContext]
) -> None:
    page = new_context().new_page()
    officer = Applicant(page, demonstration, "ru")
    officer.sign_in(OFFICER)
    assert "/2fa/authenticate/" in page.url
    look(page)
    officer.open("work/")
    assert "/account/2fa/authenticate/" in page.url, "one factor has logged in"
    page.fill("input[name=code]", "000000")
    officer.press(SECOND_FACTOR)
    assert "/2fa/authenticate/" in page.url
    look(page)
    page.fill("input[name=code]", demonstration_code())
    officer.press(SECOND_FACTOR)
    assert page.url == f"{demonstration.base_url}/ru/work/"
    look(page)


def test_staff_without_a_second_factor_set_one_up_and_come_again(
    demonstration, new_context: Callable[..., BrowserContext]
) -> None:
    Authenticator.objects.filter(user__email=OFFICER).delete()
    page = new_context(viewport={"width": 360, "height": 740}).new_page()
    officer = Applicant(page, demonstration, "en")
    officer.sign_in(OFFICER)
    assert page.url.endswith("/work/second-factor/")
    look(page)
    with page.expect_navigation():
        page.get_by_role("link", name="authenticator app").click()
    look(page)
    secret = page.locator("#key").inner_text()
    page.fill("input[name=code]", code_of(secret))
    officer.press("form[action*='totp/activate'] button.button")
    assert Authenticator.objects.filter(user__email=OFFICER, type=Authenticator.Type.TOTP).exists()
    officer.open("work/")
    assert page.url.endswith("/work/second-factor/")
    look(page)
    sign_out(page, demonstration.base_url)
    # Each code works once; nobody waits here for the next one.
    cache.clear()
    officer.sign_in(OFFICER)
    page.fill("input[name=code]", code_of(secret))
    officer.press(SECOND_FACTOR)
    assert page.url == f"{demonstration.base_url}/en/work/"


def code_of(secret: str) -> str:
    """What an authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // TOTP_SECONDS))


def test_nobody_learns_who_has_an_account(demonstration, new_context: Callable[..., BrowserContext]) -> None:
    told = []
    for email in ("nodira@example.org", "nobody@example.org"):
        stranger = Applicant(new_context().new_page(), demonstration, "en")
        stranger.open("account/login/")
        stranger.page.fill("input[name=email]", email)
        stranger.press()
        told.append(stranger.page.locator("main").inner_text().replace(email, "the address"))
    assert told[0] == told[1]
    assert not Account.objects.filter(email="nobody@example.org").exists()
