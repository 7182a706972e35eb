"""A second factor is what allauth itself has written into the session of this log-in, for this account."""

from collections.abc import Callable

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest
from django.test import RequestFactory

from watandoshlar.capabilities.access.api import Account, has_second_factor

ONE_FACTOR = ["password", "code", "password_reset", "socialaccount", "MFA", "mfa_pending"]


@pytest.fixture
def request_of() -> Callable[..., HttpRequest]:
    def make(user: object, session: SessionBase | dict | None = None) -> HttpRequest:
        request = RequestFactory().get("/")
        request.session, request.user = SessionBase() if session is None else session, user
        return request

    return make


@pytest.fixture
def prove(account: Account, request_of):
    """Let allauth record proofs of a log-in; the request of a log-in that holds them."""
    request = request_of(account)

    def record(*methods: str) -> HttpRequest:
        for method in methods:
            record_authentication(request, account, method)
        return request

    return record


@pytest.mark.parametrize("method", ONE_FACTOR)
def test_one_factor_is_not_two(prove, method: str) -> None:
    assert not has_second_factor(prove(method))


def test_two_proofs_of_one_factor_are_not_two(prove) -> None:
    assert not has_second_factor(prove("code", "password", "code"))


@pytest.mark.parametrize("methods", [("mfa",), ("code", "mfa"), ("mfa", "password")])
def test_an_authenticator_is_the_second_factor(prove, methods: tuple[str, ...]) -> None:
    assert has_second_factor(prove(*methods))


def test_the_second_factor_of_another_account_counts_for_nothing(prove, make_account, request_of) -> None:
    session = prove("code", "mfa").session
    assert not has_second_factor(request_of(make_account("somebody.else"), session))


def test_nobody_has_a_second_factor(prove, request_of) -> None:
    session = prove("mfa").session
    assert not has_second_factor(request_of(AnonymousUser(), session))


PROOF = [{"method": "mfa", "at": 1.0, "id": 1, "type": "totp"}]


@pytest.mark.parametrize(
    "session",
    [
        {},
        {"mfa": True},
        {"account_authentication_methods": []},
        {"account_authentication_methods": PROOF},
        {"account_authentication_methods": PROOF, "account_authentication_methods_user": "0"},
        {"account_authentication_methods": "mfa", "account_authentication_methods_user": "{own}"},
    ],
)
def test_other_contents_of_a_session_prove_nothing(session: dict, account: Account, request_of) -> None:
    own = {name: str(account.pk) if value == "{own}" else value for name, value in session.items()}
    assert not has_second_factor(request_of(account, own))
