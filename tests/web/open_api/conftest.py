"""The open API with everything that the public may read, asked as a program asks."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from watandoshlar.foundation import clock

Ask = Callable[..., HttpResponse]


# A Tuesday after all published numbers were said; in Seoul it is afternoon.
AFTER_ALL_WAS_SAID = datetime(2027, 1, 12, 6, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _no_counts_yet(db: None, settings) -> Iterator[None]:
    settings.SITE_URL = "https://example.org"
    cache.clear()
    with clock.fixed(AFTER_ALL_WAS_SAID):
        yield
    cache.clear()


@pytest.fixture
def ask() -> Ask:
    """Ask an address of version 1 in English, or as the headers say."""

    def asking(address: str, method: str = "GET", **headers: str) -> HttpResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return Client().generic(method, f"/api/v1/{address}", headers={"Accept-Language": "en", **named})

    return asking


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("allauth.account.app_settings.RATE_LIMITS", {"open_api": "100000/m/ip"}, raising=False)
