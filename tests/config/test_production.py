"""The settings of a real installation: what is missing stops the start, and limits see visitors, not the proxy."""

import runpy
from typing import Any

import pytest
from allauth.core.internal.httpkit import get_client_ip
from django.core.exceptions import ImproperlyConfigured
from django.test import RequestFactory

NEEDED = (
    "SECRET_KEY",
    "DATABASE_URL",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "KEY_ENCRYPTION_KEYS",
    "SIGNING_KEYS",
    "EMAIL_HOST",
)


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NEEDED:
        monkeypatch.setenv(name, "x")


def production() -> dict[str, Any]:
    return runpy.run_module("config.settings.production")


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("left", [None, ""])
def test_a_missing_variable_stops_the_start(
    complete: None, monkeypatch: pytest.MonkeyPatch, name: str, left: str | None
) -> None:
    if left is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, left)
    with pytest.raises(ImproperlyConfigured, match=f"^{name} "):
        production()


def test_production_is_no_demonstration_and_wants_https(complete: None) -> None:
    settings = production()
    assert not settings["DEBUG"]
    assert not settings["DEMONSTRATION"]
    assert settings["MAILBOX_DIRECTORY"] is None
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]


@pytest.mark.parametrize(
    ("proxies", "forwarded", "visitor"),
    [
        (None, "203.0.113.7", "203.0.113.7"),
        (None, "198.51.100.1, 203.0.113.7", "203.0.113.7"),
        ("2", "198.51.100.1, 203.0.113.7, 10.0.0.2", "203.0.113.7"),
        ("0", "203.0.113.7", "10.0.0.1"),
    ],
)
def test_limits_are_counted_by_the_visitors_address(
    complete: None, monkeypatch, settings, proxies: str | None, forwarded: str, visitor: str
) -> None:
    """What a visitor writes into X-Forwarded-For stands left of what our proxies add, and counts for nothing."""
    if proxies is None:
        monkeypatch.delenv("TRUSTED_PROXIES", raising=False)
    else:
        monkeypatch.setenv("TRUSTED_PROXIES", proxies)
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = production()["ALLAUTH_TRUSTED_PROXY_COUNT"]
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": forwarded})
    assert get_client_ip(request) == visitor


def test_cookies_are_bound_to_this_host_and_to_https(complete: None) -> None:
    settings = production()
    for kind in ("SESSION", "CSRF"):
        assert settings[f"{kind}_COOKIE_NAME"].startswith("__Host-")
        assert settings[f"{kind}_COOKIE_SECURE"]
        # A browser refuses a name that begins like this together with a domain or another path.
        assert f"{kind}_COOKIE_DOMAIN" not in settings
        assert f"{kind}_COOKIE_PATH" not in settings
    assert settings["SESSION_COOKIE_HTTPONLY"]
