"""The applicant's pages by keyboard alone, and what a page that is drawn anew must not do to the person who types."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.applicant import Applicant
from tests.journeys.places import APPLICANT, begin
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Draft

SLOW_SECONDS = 1.0


@pytest.fixture
def draft(demonstration: object) -> Draft:
    return begin(Account.objects.get(email=APPLICANT), "consular-registration", "moved-already-withdrawn")


def focused(page: Page) -> str:
    return page.evaluate("document.activeElement.id || document.activeElement.className")


def test_first_key_leads_past_the_head_of_the_page(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("ru")
    applicant.open(f"my/drafts/{draft.pk}/page/stay/")
    applicant.page.keyboard.press("Tab")
    assert focused(applicant.page) == "skip"
    applicant.page.keyboard.press("Enter")
    assert focused(applicant.page) == "content"


def test_mistake_is_reached_from_the_summary(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("uz")
    applicant.open(f"my/drafts/{draft.pk}/page/home/")
    applicant.page.focus('[name="home_address.city"]')
    applicant.page.keyboard.press("Control+A")
    applicant.page.keyboard.press("Delete")
    with applicant.page.expect_navigation():
        applicant.page.keyboard.press("Enter")
    assert focused(applicant.page) == "problems"
    applicant.page.keyboard.press("Tab")
    applicant.page.keyboard.press("Enter")
    assert focused(applicant.page) == "f-home-address-city"


def test_page_drawn_anew_keeps_the_place(draft: Draft, new_applicant: Callable[..., Applicant]) -> None:
    """An answer opens another question below; the focus stays where it is."""
    applicant = new_applicant("en")
    applicant.open(f"my/drafts/{draft.pk}/page/kind_of_stay/")
    applicant.page.focus('[name="registration_kind"][value="permanent"]')
    here = focused(applicant.page)
    shown = applicant.asked()
    other = "temporary" if applicant.page.is_checked(f"#{here}") else "permanent"
    applicant.page.focus(f'[name="registration_kind"][value="{other}"]')
    here = focused(applicant.page)
    applicant.page.keyboard.press("Space")
    applicant.settle()
    assert applicant.asked() != shown
    assert focused(applicant.page) == here


def test_what_is_typed_while_the_page_is_drawn_anew_stays(
    draft: Draft, new_applicant: Callable[..., Applicant]
) -> None:
    applicant = new_applicant("en")

    def slowly(route: Route) -> None:
        time.sleep(SLOW_SECONDS)
        route.continue_()

    applicant.open(f"my/drafts/{draft.pk}/page/home/")
    applicant.page.route("**/page/home/", slowly)
    applicant.page.select_option('[name="home_address.country"]', "TR")
    applicant.page.fill('[name="home_address.city"]', "Izmir")
    applicant.settle()
    assert applicant.page.input_value('[name="home_address.city"]') == "Izmir"


def test_place_and_post_without_pressing(demonstration: object, new_applicant: Callable[..., Applicant]) -> None:
    applicant = new_applicant("uz-cyrl")
    applicant.open("my/apply/consular-registration/")
    applicant.page.select_option("[name=country]", "RU")
    applicant.settle()
    applicant.page.select_option("[name=region]", "RU-MOW")
    applicant.settle()
    assert applicant.page.is_checked("[name=post][value=moscow]")
