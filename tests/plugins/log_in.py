"""A log-in as allauth leaves it in a session, for tests that are about what comes afterwards."""

from importlib import import_module

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.test import Client, RequestFactory

from watandoshlar.capabilities.access.api import Account


def log_in(email: str, *, factors: int = 2) -> SessionBase:
    """A stored session of the account: proven with the code from the e-mail, and with an authenticator app or not."""
    account = Account.objects.get(email=email)
    request = RequestFactory().get("/")
    request.user = account
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    request.session[SESSION_KEY] = str(account.pk)
    request.session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    request.session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    for method in ("code", "mfa")[:factors]:
        record_authentication(request, account, method)
    request.session.save()
    return request.session


def client_of(email: str, *, factors: int = 2) -> Client:
    """A test client that is logged in; without an address it is anonymous."""
    client = Client()
    if email:
        client.cookies[settings.SESSION_COOKIE_NAME] = log_in(email, factors=factors).session_key
    return client
