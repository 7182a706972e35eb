"""What the journeys walk on: the running platform with posts, services and the accounts of the demonstration."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from django.core.management import call_command
from playwright.sync_api import BrowserContext, Page

from tests.journeys.applicant import Applicant
from tests.plugins.live_clock import moment
from watandoshlar.foundation import clock

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

EMAIL = "nodira@example.org"


@pytest.fixture
def example_day() -> Iterator[None]:
    """The test process lives on the day of the examples too, as the site does."""
    with clock.fixed(moment()):
        yield


@pytest.fixture
def demonstration(live_site: "LiveSite", example_day: None) -> "LiveSite":
    """The running site with posts, services and accounts; no cases yet."""
    call_command("load_demo", without_cases=True)
    return live_site


@pytest.fixture
def new_applicant(demonstration: "LiveSite", new_context: Callable[..., BrowserContext]) -> Callable[..., Applicant]:
    """Opens a device of its own (options of Playwright's `new_context`) in a language; signed in unless `email` is "".

    A second device of the same person takes the cookies of the first (`storage_state`).
    """

    def open_applicant(language: str, email: str = EMAIL, **options: object) -> Applicant:
        page: Page = new_context(**options).new_page()
        applicant = Applicant(page, demonstration, language)
        if email and "storage_state" not in options:
            applicant.sign_in(email)
        return applicant

    return open_applicant
