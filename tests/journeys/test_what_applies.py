"""Somebody without JavaScript asks what applies to them, changes an answer, and reads why a service is not for them."""

from collections.abc import Callable

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.staff import assert_accessible, assert_fits

pytestmark = pytest.mark.live
SMALLEST = {"width": 320, "height": 640}
ANSWERS = {"about": "me", "citizenship": "uzbek", "age": "adult", "stay": "temporary", "papers": "lost"}


def test_a_few_answers_lead_to_what_applies(new_applicant: Callable[..., Applicant]) -> None:
    reader = new_applicant("en", "", viewport=SMALLEST, java_script_enabled=False)
    page = reader.page
    reader.open("services/return-certificate/")
    page.locator("main a[href*='for-me']").click()
    for name, answer in ANSWERS.items():
        page.locator(f"#ask-{name}").select_option(answer)
    page.locator("main form button[type=submit]").click()
    assert {f"{name}={answer}" for name, answer in ANSWERS.items()} <= set(page.url.partition("?")[2].split("&"))
    said = page.locator("#service-return-certificate")
    assert said.locator("> p > .tag.waiting").count() == 1
    assert page.locator("section[aria-labelledby=papers] .sheet li").count() > 1
    assert_fits(page)
    page.locator("#ask-citizenship").select_option("other")
    page.locator("main form button[type=submit]").click()
    assert said.locator("> p > .tag.bad").count() == 1
    assert said.locator("> details.source").count() == 1
    assert page.context.cookies() == []


def test_the_answers_are_for_everybody_to_read(new_applicant: Callable[..., Applicant]) -> None:
    reader = new_applicant("uz", "", viewport=SMALLEST, frames=False)
    reader.open("for-me/?about=me&citizenship=other_of_origin&age=adult&stay=permanent&papers=valid&purpose=business")
    for disclosure in reader.page.locator("main details").all():
        disclosure.evaluate("one => one.open = true")
    assert_fits(reader.page)
    assert_accessible(reader.page)
