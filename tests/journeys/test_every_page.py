"""Every page of an applicant: accessible in the light and in the dark, and as wide as the smallest phone."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.branches import FOLDERS, LANGUAGES
from tests.journeys.places import (
    APPLICANT,
    begin,
    example,
    offer_new_version,
    places_of_appeals,
    places_of_cases,
    places_of_drafts,
    places_of_questions,
    places_of_services,
)
from tests.journeys.staff import assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Draft, save_page

SMALLEST = {"width": 320, "height": 640}
RIGHT_TO_LEFT = "uz-arab"
EVERY_LANGUAGE = (*LANGUAGES, RIGHT_TO_LEFT)
# One needed answer of a page each.
EMPTIED = {"stay": "arrived_on.day", "home": "home_address.city", "family": "children.1.child_birth_date.year"}
STRANGE_DRAFT = "my/drafts/00000000-0000-4000-8000-000000000000/"


@pytest.fixture
def account(demonstration: object) -> Account:
    return Account.objects.get(email=APPLICANT)


@pytest.fixture
def applicant(new_applicant: Callable[..., Applicant]) -> Applicant:
    return new_applicant("uz", viewport=SMALLEST, frames=False)


def look(applicant: Applicant) -> None:
    """Colours in the language that comes first, and in the one whose pages have a notice of their own."""
    assert_fits(applicant.page)
    assert_accessible(applicant.page, colours=applicant.language in (LANGUAGES[0], RIGHT_TO_LEFT))


def look_at_all(
    applicant: Applicant, places: Iterable[str], languages: Iterable[str], subtests: pytest.Subtests
) -> None:
    for path in places:
        for language in languages:
            applicant.language = language
            with subtests.test(page=path, language=language):
                applicant.open(path)
                look(applicant)


@pytest.mark.parametrize("slug", FOLDERS)
def test_pages_of_questions(slug: str, account: Account, applicant: Applicant, subtests: pytest.Subtests) -> None:
    look_at_all(applicant, places_of_questions(account, slug), EVERY_LANGUAGE, subtests)


BEFORE = ("my/apply/consular-registration/", STRANGE_DRAFT, "account/2fa/", "account/logout/")


def test_pages_before_an_application(
    account: Account, public_places: list[str], searchable: None, applicant: Applicant, subtests: pytest.Subtests
) -> None:
    look_at_all(applicant, [*public_places, *BEFORE], EVERY_LANGUAGE, subtests)


def places_after(account: Account, folder: Path) -> Iterator[str]:
    yield from places_of_drafts(account)
    yield from places_of_cases(account)
    offer_new_version(folder)
    draft = Draft.objects.filter(offered_version__isnull=False).first()
    yield f"my/drafts/{draft.pk}/page/reader/"
    yield "my/"


def test_pages_of_an_application(
    account: Account, applicant: Applicant, tmp_path: Path, subtests: pytest.Subtests
) -> None:
    look_at_all(applicant, places_after(account, tmp_path), EVERY_LANGUAGE, subtests)


def test_pages_of_services(account: Account, applicant: Applicant, subtests: pytest.Subtests) -> None:
    look_at_all(applicant, places_of_services(account), EVERY_LANGUAGE, subtests)


def test_pages_of_an_appeal(account: Account, applicant: Applicant, subtests: pytest.Subtests) -> None:
    look_at_all(applicant, ["track/", *places_of_appeals(account)], EVERY_LANGUAGE, subtests)


def test_the_choice_of_the_place(applicant: Applicant, subtests: pytest.Subtests) -> None:
    """Where somebody lives stands in no address."""
    for language in EVERY_LANGUAGE:
        applicant.language = language
        applicant.open("my/apply/consular-registration/")
        for name, code in (("country", "KR"), ("region", "KR-11")):
            applicant.choose_place(name, code)
            with subtests.test(chosen=code, language=language):
                assert "KR" not in applicant.page.url
                look(applicant)


def test_log_in(account: Account, new_applicant: Callable[..., Applicant], subtests: pytest.Subtests) -> None:
    for language in EVERY_LANGUAGE:
        with subtests.test(language=language):
            applicant = new_applicant(language, email="", viewport=SMALLEST, frames=False)
            applicant.open("account/login/")
            look(applicant)
            applicant.page.fill("input[name=email]", f"nobody.{language}@example.org")
            applicant.press()
            look(applicant)


def test_mistakes(account: Account, applicant: Applicant, subtests: pytest.Subtests) -> None:
    draft = begin(account, "consular-registration", "temporary-other-purpose-with-children")
    for language in EVERY_LANGUAGE:
        applicant.language = language
        for page_id, name in EMPTIED.items():
            with subtests.test(page=page_id, language=language):
                applicant.open(f"my/drafts/{draft.pk}/page/{page_id}/")
                applicant.page.fill(f'[name="{name}"]', "")
                applicant.press()
                assert applicant.page.locator("#problems").evaluate("it => it === document.activeElement")
                look(applicant)


def test_two_tabs_and_a_form_that_is_too_old(account: Account, applicant: Applicant, subtests: pytest.Subtests) -> None:
    """The choice between what is typed here and what was saved elsewhere; and a form to be sent again."""
    draft = begin(account, "_example", "another-occasion")
    email = example("_example", "another-occasion")["answers"]["finish"]["email"]
    for number, language in enumerate(EVERY_LANGUAGE):
        applicant.language = language
        with subtests.test(language=language):
            applicant.open(f"my/drafts/{draft.pk}/page/finish/")
            elsewhere = {"email": [f"{number}.{email}"]}
            save_page(acting_user=account, draft_id=draft.pk, page_id="finish", typed=elsewhere)
            applicant.page.fill("[name=email]", email)
            applicant.press()
            assert applicant.page.locator('[name="_keep.email"]').count() == 2
            look(applicant)
            applicant.open(f"my/drafts/{draft.pk}/page/finish/")
            applicant.page.context.clear_cookies(name="csrftoken")
            applicant.press()
            assert applicant.page.locator("main form [name=email]").count() == 1
            look(applicant)
