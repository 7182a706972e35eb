"""Which pages of the log-in library are open, and that a session left open is not enough to take over an account."""

import time

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.test import Client
from django.urls import URLPattern, get_resolver

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import (
    activate_demonstration_authenticator,
    create_account,
    demonstration_code,
)
from watandoshlar.capabilities.audit.api import SYSTEM

EMAIL = "nodira@example.org"
OFFERED = {
    "login/",
    "login/code/",
    "login/code/confirm/",
    "logout/",
    "inactive/",
    "signup/",
    "signup/passkey/",
    "confirm-email/",
    "reauthenticate/",
    "2fa/",
    "2fa/authenticate/",
    "2fa/reauthenticate/",
    "2fa/totp/activate/",
    "2fa/totp/deactivate/",
    "2fa/recovery-codes/",
    "2fa/recovery-codes/generate/",
    "2fa/recovery-codes/download/",
    "2fa/webauthn/",
    "2fa/webauthn/add/",
    "2fa/webauthn/login/",
    "2fa/webauthn/signup/",
    "2fa/webauthn/reauthenticate/",
}
CLOSED = (
    "email/",
    "password/change/",
    "password/set/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/reset/key/1-set-password/",
)


@pytest.fixture
def logged_in(db: None) -> Client:
    create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    return client_of(EMAIL, factors=1)


def addresses(patterns: list, prefix: str = "") -> set[str]:
    found = set()
    for pattern in patterns:
        here = prefix + str(pattern.pattern)
        found |= {here} if isinstance(pattern, URLPattern) else addresses(pattern.url_patterns, here)
    return found


def age_of_log_in(client: Client, minutes: int) -> None:
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "code", "at": time.time() - 60 * minutes}]
    session.save()


def test_every_address_of_the_library_is_known_to_us() -> None:
    """An update of the library that brings a new page must not open it unseen."""
    all_of_them = addresses(get_resolver("allauth.urls").url_patterns)
    assert all_of_them >= OFFERED
    rest = {
        address for address in all_of_them - OFFERED if not address.startswith(("email/", "password/", "^password/"))
    }
    # A key of one's own, named and removed: not without proving anew.
    assert rest == {"2fa/webauthn/keys/<int:pk>/remove/", "2fa/webauthn/keys/<int:pk>/edit/"}


@pytest.mark.parametrize("address", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_there_are_no_passwords_and_no_other_address(logged_in: Client, address: str, method: str) -> None:
    for client in (logged_in, Client()):
        assert getattr(client, method)(f"/en/account/{address}").status_code == 404


def test_an_open_session_cannot_move_the_account_to_another_address(logged_in: Client) -> None:
    logged_in.post("/en/account/email/", {"action_add": "", "email": "thief@example.org"})
    assert [row.email for row in EmailAddress.objects.all()] == [EMAIL]


@pytest.mark.parametrize("address", ["2fa/totp/activate/", "2fa/webauthn/add/"])
@pytest.mark.parametrize(("minutes", "status"), [(1, 200), (14, 200), (16, 403), (600, 403)])
def test_a_new_way_to_log_in_needs_a_young_log_in(logged_in: Client, address: str, minutes: int, status: int) -> None:
    age_of_log_in(logged_in, minutes)
    assert logged_in.get(f"/en/account/{address}").status_code == status


@pytest.mark.parametrize("address", ["2fa/totp/activate/", "2fa/webauthn/add/"])
def test_an_old_session_is_refused_by_post_as_well(logged_in: Client, address: str) -> None:
    age_of_log_in(logged_in, 600)
    answer = logged_in.post(f"/en/account/{address}", {"code": "123456"})
    assert answer.status_code == 403
    assert b"proof_too_old" in answer.content


def test_a_stranger_is_sent_to_the_log_in(db: None) -> None:
    for address in ("2fa/totp/activate/", "2fa/webauthn/add/"):
        answer = Client().get(f"/en/account/{address}")
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/en/account/login/")


def test_recovery_codes_are_shown_although_the_library_notes_that(committed_db: None) -> None:
    account = create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    activate_demonstration_authenticator(acting_user=SYSTEM, account=account)
    (code, *_others) = RecoveryCodes.activate(account).get_unused_codes()
    client = client_of(EMAIL)
    client.post("/en/account/2fa/reauthenticate/", {"code": demonstration_code()})
    for address in ("2fa/recovery-codes/", "2fa/recovery-codes/download/"):
        answer = client.get(f"/en/account/{address}", follow=True)
        assert answer.status_code == 200, address
        assert code in answer.content.decode(), address
