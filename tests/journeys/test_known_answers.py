"""A picture of a passport is read, what it says is offered and taken over or changed; the next application is offered
what was approved. Nothing is ever filled in without a press."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.domains.cases.builders import PAPERS, PAPERS_FOLDER
from tests.journeys.applicant import Applicant, region_of
from tests.journeys.staff import Staff, look
from tests.passports import invented_zone, jpeg, passport_page
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import Case, answers_of, propose_decision
from watandoshlar.domains.catalogue.api import publish_version

SCRIPTS = pytest.mark.parametrize("with_javascript", [True, False], ids=["htmx", "no script"])
PHONE = {"width": 360, "height": 740}
ZONE = replace(invented_zone(random.Random(7)), family="KARIMOVA", given="NODIRA", sex="F")
PICTURE = {"name": "passport.jpg", "mimeType": "image/jpeg", "buffer": jpeg(passport_page(ZONE))}
NAME = {"family": ["Karimova"], "given": ["Nodira"], "script": ["Latn"], "source": ["passport"]}
TYPED = ("born.day", "born.year", "number", "until.month", "personal_number")


@pytest.fixture
def open_applicant(demonstration: Any, new_applicant: Callable[..., Applicant]) -> Callable[..., Applicant]:
    publish_version(acting_user=SYSTEM, folder=PAPERS_FOLDER)

    def open_page(with_javascript: bool, language: str = "en") -> Applicant:
        return new_applicant(language, java_script_enabled=with_javascript, viewport=PHONE)

    return open_page


def values(applicant: Applicant) -> list[str]:
    return [applicant.page.locator(f"[name='{name}']").input_value() for name in TYPED]


def begin(applicant: Applicant, *, with_picture: bool) -> None:
    """To the page of the papers."""
    applicant.begin(PAPERS, "KR", region_of("seoul", "KR"), "seoul")
    applicant.fill({"applicant.role": ["myself"]}, {})
    if with_picture:
        applicant.page.set_input_files("input[name=scan]", [PICTURE])
        applicant.settle()
    applicant.press()


@SCRIPTS
def test_a_picture_is_read_and_what_it_says_is_offered(
    with_javascript: bool, open_applicant: Callable[..., Applicant], new_staff: Callable[..., Staff]
) -> None:
    applicant = open_applicant(with_javascript)
    begin(applicant, with_picture=True)
    look(applicant)
    assert values(applicant) == [""] * len(TYPED)
    offer = applicant.page.locator("section.offer")
    assert ZONE.number in offer.inner_text()

    applicant.press("button[name=_use]")
    day, month, year = str(ZONE.birth_date.day), str(ZONE.expires_on.month), str(ZONE.birth_date.year)
    assert values(applicant) == [day, year, ZONE.number, month, ZONE.pinfl]
    assert applicant.page.locator("p.hint[id$='-origin']").count() == 4
    look(applicant)
    # What was taken over is only in the form: opened again, the page is empty, and offers it again.
    applicant.page.goto(applicant.page.url)
    assert values(applicant) == [""] * len(TYPED)
    applicant.press("button[name=_use]")

    applicant.fill({f"full_name.{part}": given for part, given in NAME.items()} | {"number": ["FA0000001"]}, {})
    applicant.press()
    applicant.fill({"phone": ["+82 10 1234 5678"]}, {})
    applicant.press()
    assert ZONE.number in applicant.page.locator("#doubts").inner_text()
    look(applicant)
    case = Case.objects.get(reference=applicant.submit())
    answers = answers_of(case)
    assert (answers["number"], answers["personal_number"]) == ("FA0000001", ZONE.pinfl)

    officer = new_staff("officer.seoul", java_script_enabled=with_javascript)
    officer.open_case(case.reference)
    officer.send("take")
    assert ZONE.number in officer.page.locator("#doubts").inner_text()
    look(officer)
    propose_decision(acting_user=officer.account, reference=case.reference, outcome="approve")

    begin(applicant, with_picture=False)
    assert values(applicant) == [""] * len(TYPED)
    assert "FA0000001" in applicant.page.locator("section.offer").inner_text()
    look(applicant)
    applicant.press("button[name=_use]")
    assert values(applicant) == [day, year, "FA0000001", month, ZONE.pinfl]
    applicant.press()
    assert "/page/contact/" in applicant.page.url

    applicant.open("my/known/")
    look(applicant)
    assert "FA0000001" in applicant.page.locator("main").inner_text()
    applicant.press("button[name=fact][value=passport_number]")
    assert "FA0000001" not in applicant.page.locator("main").inner_text()
    assert answers_of(case)["number"] == "FA0000001"


@pytest.mark.parametrize("language", ["uz", "ru", "uz-arab"])
def test_the_offer_in_other_languages(language: str, open_applicant: Callable[..., Applicant]) -> None:
    applicant = open_applicant(True, language)
    begin(applicant, with_picture=True)
    look(applicant)
    applicant.press("button[name=_use]")
    assert values(applicant)[2] == ZONE.number
    look(applicant)
