"""Somebody reads a sensitive guide and must not be seen at it: one press, and nothing tells of the page."""

from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, Request, Route

from tests.journeys.applicant import Applicant
from tests.journeys.public_pages import SENSITIVE

EXIT = "[data-quick-exit]"
PHONE = {"viewport": {"width": 360, "height": 740}}


@pytest.fixture
def asked() -> list[Request]:
    return []


@pytest.fixture
def open_guide(new_applicant: Callable[..., Applicant], asked: list[Request]) -> Callable[..., Applicant]:
    """From the list of guides to the sensitive one; where the exit leads, a page of another site answers."""

    def elsewhere(route: Route) -> None:
        asked.append(route.request)
        route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

    def open_it(**options: object) -> Applicant:
        reader = new_applicant("en", "", **PHONE, **options)
        reader.page.route(f"{settings.QUICK_EXIT_URL}**", elsewhere)
        reader.open("guides/")
        reader.press(f'main a[href$="/{SENSITIVE}"]', first=True)
        return reader

    return open_it


def leave(page: Page) -> None:
    page.locator(EXIT).click()
    page.wait_for_url(f"{settings.QUICK_EXIT_URL}**")


def test_the_way_back_leads_past_it(open_guide: Callable[..., Applicant], asked: list[Request]) -> None:
    reader = open_guide()
    page = reader.page
    assert reader.read("h1") not in page.title()
    assert page.locator(EXIT).bounding_box()["y"] < PHONE["viewport"]["height"] / 2, "it is seen at once"
    leave(page)
    assert "referer" not in asked[0].all_headers()
    page.go_back()
    assert page.url.endswith("/en/guides/")


def test_answers_stand_in_no_history(open_guide: Callable[..., Applicant]) -> None:
    reader = open_guide()
    address = reader.address
    reader.page.locator("#steps details summary").first.click()
    reader.page.locator("#steps details select").first.select_option(index=1)
    reader.press("#steps form [type=submit]")
    assert reader.address.partition("#")[0] == address


def test_what_applies_leads_there_without_a_trace(open_guide: Callable[..., Applicant], asked: list[Request]) -> None:
    reader = open_guide()
    page = reader.page
    reader.open("for-me/?papers=kept_by_someone")
    reader.press(f'main a[href*="{SENSITIVE}"]')
    assert page.url.endswith(f"/{SENSITIVE}"), "no answer stands in an address that the history keeps"
    page.go_back()
    leave(page)
    assert "referer" not in asked[0].all_headers()
    page.go_back()
    assert "for-me" not in page.url


def test_without_scripts_it_is_a_link(open_guide: Callable[..., Applicant], asked: list[Request]) -> None:
    reader = open_guide(java_script_enabled=False)
    leave(reader.page)
    assert "referer" not in asked[0].all_headers()
