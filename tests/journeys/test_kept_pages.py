"""What a phone keeps: the emergency numbers by themselves, other pages when asked, and nothing of anybody."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from tests.journeys.applicant import Applicant
from tests.journeys.doorway import Doorway, doorway_to
from tests.journeys.public_pages import SENSITIVE

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

SERVICE = "services/consular-registration/"
GUIDE = "guides/lost-papers/"
KEPT = """
async () => {
  const found = {};
  for (const name of await caches.keys())
    for (const request of await (await caches.open(name)).keys())
      found[new URL(request.url).pathname] = await (await (await caches.open(name)).match(request)).text();
  return found;
}
"""


@pytest.fixture
def door(demonstration: "LiveSite") -> Iterator[Doorway]:
    """The site behind a door; when it closes, the network is gone."""
    with doorway_to(demonstration.base_url) as door:
        yield door


@pytest.fixture
def applicant(door: Doorway, new_applicant: Callable[..., Applicant]) -> Applicant:
    """Somebody who is logged in, because that is when something of theirs could be kept."""
    applicant = new_applicant("uz", viewport={"width": 360, "height": 740})
    applicant.site = replace(applicant.site, base_url=door.address)
    return applicant


def ready(page: Page) -> None:
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("navigator.serviceWorker.controller !== null")


def offline(applicant: Applicant, door: Doorway, path: str) -> Page:
    door.close()
    applicant.open(path)
    return applicant.page


def keep(applicant: Applicant, path: str) -> None:
    applicant.open(path)
    applicant.page.locator(".keep [data-keep] button").click()
    applicant.page.locator(".keep [data-kept]:not([hidden])").wait_for()
    ready(applicant.page)


def test_numbers_for_danger_need_no_network(applicant: Applicant, door: Doorway) -> None:
    applicant.open("")
    ready(applicant.page)
    page = offline(applicant, door, "emergency/?country=RU")
    assert page.locator('a[href="tel:102"]').count() > 0
    assert page.locator("h1").evaluate("it => getComputedStyle(it).fontWeight") == "700", "its look is kept too"


def test_a_page_that_was_asked_for_opens_without_a_network(applicant: Applicant, door: Doorway) -> None:
    keep(applicant, SERVICE)
    page = offline(applicant, door, SERVICE)
    assert page.locator(f'a[href="/uz/my/apply/{SERVICE.split("/")[1]}/"]').count() > 0
    applicant.open("offline/")
    # The list is read from what the phone keeps, a moment after the page is there.
    page.locator("#saved li").first.wait_for()
    assert page.locator("#saved li").count() == 1
    page.locator("#saved li button").click()
    page.locator("#saved-none:not([hidden])").wait_for()


def test_a_page_that_is_not_kept_leads_to_those_that_are(applicant: Applicant, door: Doorway) -> None:
    keep(applicant, GUIDE)
    page = offline(applicant, door, "services/passport/")
    assert page.locator("#saved li a").get_attribute("href") == f"/uz/{GUIDE}"
    applicant.open("")
    assert page.locator("#saved li a").get_attribute("href") == f"/uz/{GUIDE}", "so opens the installed platform"


def test_nothing_of_anybody_is_kept(applicant: Applicant) -> None:
    """Not the pages behind the log-in, and of public pages the copy that strangers get."""
    keep(applicant, SERVICE)
    for path in ("my/", "emergency/", "posts/seoul/", "my/people/", SERVICE):
        applicant.open(path)
    kept = applicant.page.evaluate(KEPT)
    pages = {path: text for path, text in kept.items() if not path.startswith("/static/")}
    assert set(pages) == {f"/uz/{SERVICE}", "/uz/emergency/", "/uz/offline/"}
    for text in pages.values():
        assert "/account/login/" in text, "this is what a stranger reads"
        assert "/account/logout/" not in text
        assert "csrfmiddlewaretoken" not in text


def test_a_sensitive_guide_is_kept_after_a_warning_only(applicant: Applicant) -> None:
    applicant.open(SENSITIVE)
    button = applicant.page.locator(".keep [data-keep] button")
    assert not button.is_visible()
    applicant.page.locator(".keep summary").click()
    assert applicant.page.locator(".keep .warning").is_visible()
    assert f"/uz/{SENSITIVE}" not in applicant.page.evaluate(KEPT)


def test_without_javascript_nothing_is_offered_that_cannot_be_done(new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("uz", email="", java_script_enabled=False)
    applicant.open(SERVICE)
    assert not applicant.page.locator(".keep").is_visible()
    applicant.open("offline/")
    assert not applicant.page.locator("#saved-part").is_visible()
    assert applicant.page.locator("noscript .notice").is_visible()
