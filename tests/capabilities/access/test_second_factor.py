"""A second factor is what allauth itself has written into the session of this log-in."""

import pytest
from allauth.account.internal.flows.login import record_authentication
from django.contrib.sessions.backends.base import SessionBase
from django.test import RequestFactory

from watandoshlar.capabilities.access.api import Account, has_second_factor

ONE_FACTOR = ["password", "code", "password_reset", "socialaccount", "MFA", "mfa_pending"]


@pytest.fixture
def prove(account: Account):
    """Let allauth record proofs of a log-in; the session they are in."""
    request = RequestFactory().get("/")
    request.session, request.user = SessionBase(), account

    def record(*methods: str) -> SessionBase:
        for method in methods:
            record_authentication(request, account, method)
        return request.session

    return record


@pytest.mark.parametrize("method", ONE_FACTOR)
def test_one_factor_is_not_two(prove, method: str) -> None:
    assert not has_second_factor(prove(method))


def test_two_proofs_of_one_factor_are_not_two(prove) -> None:
    assert not has_second_factor(prove("code", "password", "code"))


@pytest.mark.parametrize("methods", [("mfa",), ("code", "mfa"), ("mfa", "password")])
def test_an_authenticator_is_the_second_factor(prove, methods: tuple[str, ...]) -> None:
    assert has_second_factor(prove(*methods))


@pytest.mark.parametrize("session", [{}, {"mfa": True}, {"account_authentication_methods": []}])
def test_other_contents_of_a_session_prove_nothing(session: dict) -> None:
    assert not has_second_factor(session)
