"""What a request may cost, and what every answer tells the browser."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM

MEGABYTE = 1024 * 1024
EMAIL = "nodira@example.org"
ON_EVERY_ANSWER = {
    "Content-Security-Policy": "default-src 'none'",
    "Permissions-Policy": "camera=()",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.fixture
def logged_in(db: None) -> Client:
    create_account(acting_user=SYSTEM, email=EMAIL, language="en")
    return client_of(EMAIL, factors=1)


class Unread:
    """A body that must not be read."""

    def read(self, *_: int) -> bytes:
        raise AssertionError("the body was read")

    readline = read


@pytest.mark.parametrize(
    ("is_known", "megabytes", "status"), [(False, 13, 413), (False, 5000, 413), (True, 13, 403), (True, 53, 413)]
)
def test_a_body_too_large_is_refused_unread(logged_in: Client, is_known: bool, megabytes: int, status: int) -> None:
    """403: it came as far as the check for forged requests."""
    client = Client(enforce_csrf_checks=True)
    if is_known:
        client.cookies = logged_in.cookies
    sent = {"CONTENT_LENGTH": str(megabytes * MEGABYTE), "CONTENT_TYPE": "multipart/form-data; boundary=x"}
    answer = client.generic("POST", "/en/verify/", **sent, **({"wsgi.input": Unread()} if status == 413 else {}))
    assert answer.status_code == status
    assert (b"request_too_large" in answer.content) == (status == 413)


def test_uploads_of_an_account_are_counted(logged_in: Client) -> None:
    cache.clear()
    sent = {"seal": "x" * 200_000}
    with pytest.MonkeyPatch.context() as patch:
        rates = {"upload": "2/h/user", "verify": "99/h/ip"}
        patch.setattr("allauth.account.app_settings.RATE_LIMITS", rates, raising=False)
        assert [logged_in.post("/en/verify/", sent).status_code for _ in range(4)] == [200, 200, 429, 429]
        assert logged_in.post("/en/verify/", {"seal": "x"}).status_code == 200
    cache.clear()


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/health", "/en/nothing", "/en/my/", "/en/work/", "/static/nothing", "/en/account/login/"]
)
def test_every_answer_binds_the_browser(db: None, address: str) -> None:
    answer = Client().get(address)
    for name, part in ON_EVERY_ANSWER.items():
        assert part in answer.headers[name], name
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_an_error_of_ours_binds_the_browser_and_tells_nothing(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("Karimova FA1234567")

    monkeypatch.setattr("watandoshlar.web.public_site.views.published_services", fails)
    answer = Client(raise_request_exception=False).get("/en/")
    assert answer.status_code == 500
    for name, part in ON_EVERY_ANSWER.items():
        assert part in answer.headers[name], name
    assert b"Karimova" not in answer.content
    assert b"Traceback" not in answer.content


def test_a_form_from_elsewhere_is_refused_at_every_door(logged_in: Client) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies = logged_in.cookies
    for address in ("/en/verify/", "/en/account/login/code/", "/en/account/logout/", "/en/my/apply/x/"):
        assert client.post(address, {}).status_code == 403, address


def test_a_host_that_is_not_ours_is_refused(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "ALLOWED_HOSTS", ["consulate.example"])
    assert Client().get("/en/", headers={"host": "evil.example"}).status_code == 400
    assert Client().get("/en/", headers={"host": "consulate.example"}).status_code == 200


def test_there_is_no_administration_page(db: None) -> None:
    for address in ("/admin/", "/en/admin/", "/en/account/3rdparty/"):
        assert Client().get(address).status_code == 404
