"""What the journeys walk on: the running platform with posts, services and the accounts of the demonstration."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import BrowserContext

from tests.content import load_demonstration
from tests.journeys.applicant import Applicant
from tests.journeys.public_pages import PUBLIC, places_of_rows
from tests.journeys.staff import Staff
from tests.plugins.live_clock import moment
from tests.plugins.log_in import log_in
from tests.plugins.snapshot import once
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.search.api import find, rebuild
from watandoshlar.domains.community.api import show_community
from watandoshlar.foundation import clock

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

EMAIL = "nodira@example.org"
FILES = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


@pytest.fixture
def example_day() -> Iterator[None]:
    """The test process lives on the day of the examples too, as the site does."""
    with clock.fixed(moment()):
        yield


@pytest.fixture
def demonstration(live_site: "LiveSite", example_day: None, settings: Any) -> "LiveSite":
    """The running site with posts, services and accounts; no cases yet."""
    # What the test process keeps is where the site looks for it, and what it issues names the site.
    settings.SITE_URL = live_site.base_url
    settings.STORAGES = {**settings.STORAGES, "default": {**FILES, "OPTIONS": {"location": str(live_site.files)}}}
    once("demonstration without cases", lambda: load_demonstration("--without-cases"))
    return live_site


@pytest.fixture
def public_places(demonstration: "LiveSite") -> list[str]:
    """Every type of page that anybody may read; what the community tells is there to be read."""
    of = Account.objects.with_email
    show_community(
        speakers={"KR": of("nodira@example.org").get(), "RU": of("aziz@example.org").get()},
        officers={"KR": of("officer.seoul@example.org").get(), "RU": of("officer.moscow@example.org").get()},
        desk=(of("ministry@example.org").get(), of("second.desk@example.org").get()),
        answering=[of("nodira@example.org").get(), of("aziz@example.org").get()],
    )
    return [*PUBLIC, *places_of_rows()]


@pytest.fixture
def searchable(demonstration: "LiveSite") -> None:
    """What the pages that are walked ask for is in the index; all of it would take longer than walking."""
    rebuild(["service"])
    assert find("pasport", "uz")


def bring_session(context: BrowserContext, site: "LiveSite", email: str, factors: int) -> None:
    """The device comes logged in; how one logs in is walked in test_log_in.py."""
    key = log_in(email, factors=factors).session_key
    context.add_cookies([{"name": "sessionid", "value": key, "url": site.base_url}])


@pytest.fixture
def new_applicant(demonstration: "LiveSite", new_context: Callable[..., BrowserContext]) -> Callable[..., Applicant]:
    """Opens a device of its own (options of Playwright's `new_context`) in a language; logged in unless `email` is "".

    A second device of the same person takes the cookies of the first (`storage_state`).
    """

    def open_applicant(language: str, email: str = EMAIL, **options: object) -> Applicant:
        context = new_context(**options)
        if email and "storage_state" not in options:
            bring_session(context, demonstration, email, factors=1)
        return Applicant(context.new_page(), demonstration, language, bool(options.get("java_script_enabled", True)))

    return open_applicant


@pytest.fixture
def new_staff(demonstration: "LiveSite", new_context: Callable[..., BrowserContext]) -> Callable[..., Staff]:
    """Opens a device of its own for `officer.seoul` and others of the demonstration, logged in already."""

    def open_staff(name: str, language: str = "ru", factors: int = 2, **options: object) -> Staff:
        email = f"{name}@example.org"
        context = new_context(**options)
        bring_session(context, demonstration, email, factors)
        runs_scripts = bool(options.get("java_script_enabled", True))
        return Staff(context.new_page(), demonstration, language, email, runs_scripts)

    return open_staff
