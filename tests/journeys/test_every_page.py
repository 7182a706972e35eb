"""Every page of an applicant: accessible in the light and in the dark, and as wide as the smallest phone."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.places import (
    APPLICANT,
    FILLED_IN,
    PUBLIC,
    Examples,
    asked_again,
    begin,
    offer_new_version,
    places_of_appeals,
    places_of_cases,
    places_of_drafts,
)
from tests.journeys.staff import assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Draft

SMALLEST = {"width": 320, "height": 640}
WITH_AXE = ("uz", "uz-arab")
# One needed answer of a page each.
EMPTIED = {"stay": "arrived_on.day", "home": "home_address.city", "family": "children.0.child_birth_date.year"}
STRANGE_DRAFT = "my/drafts/00000000-0000-4000-8000-000000000000/"


@pytest.fixture
def account(demonstration: object) -> Account:
    return Account.objects.get(email=APPLICANT)


def every_place(account: Account, folder: Path, filled_in: Examples = FILLED_IN) -> Iterator[str]:
    """Addresses that one can open as they are."""
    yield from PUBLIC
    yield from ("my/", "my/apply/consular-registration/", STRANGE_DRAFT)
    yield from places_of_drafts(account, filled_in)
    yield from places_of_cases(account)
    yield f"my/cases/{asked_again(account, 'consular-registration', 'residence-proof-asked-for-again')}/answer/"
    offer_new_version(folder)
    draft = Draft.objects.filter(offered_version__isnull=False).first()
    yield f"my/drafts/{draft.pk}/page/reader/"
    yield "my/"


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_every_page_is_accessible_and_fits(
    language: str,
    account: Account,
    new_applicant: Callable[..., Applicant],
    tmp_path: Path,
    subtests: pytest.Subtests,
) -> None:
    applicant = new_applicant(language, viewport=SMALLEST)
    # Right-to-left needs no proof on each page of questions: the kinds of fields are the same.
    filled_in = FILLED_IN[-1:] if language == "uz-arab" else FILLED_IN
    for path in every_place(account, tmp_path, filled_in):
        with subtests.test(page=path):
            applicant.open(path)
            assert_fits(applicant.page)
            if language in WITH_AXE:
                assert_accessible(applicant.page)


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_every_page_of_an_appeal_is_accessible_and_fits(
    language: str, account: Account, new_applicant: Callable[..., Applicant], subtests: pytest.Subtests
) -> None:
    applicant = new_applicant(language, viewport=SMALLEST)
    for path in ("track/", *places_of_appeals(account)):
        with subtests.test(page=path):
            applicant.open(path)
            assert_fits(applicant.page)
            assert_accessible(applicant.page)


@pytest.mark.parametrize("language", WITH_AXE)
def test_the_choice_of_the_place_is_accessible_and_fits(
    language: str, new_applicant: Callable[..., Applicant], subtests: pytest.Subtests
) -> None:
    """And where somebody lives stands in no address."""
    applicant = new_applicant(language, viewport=SMALLEST)
    applicant.open("my/apply/consular-registration/")
    for name, code in (("country", "KR"), ("region", "KR-11")):
        applicant.choose_place(name, code)
        with subtests.test(chosen=code):
            assert "KR" not in applicant.page.url
            assert_fits(applicant.page)
            assert_accessible(applicant.page)


@pytest.mark.parametrize("language", WITH_AXE)
def test_log_in_and_mistakes_are_accessible_and_fit(
    language: str, account: Account, new_applicant: Callable[..., Applicant], subtests: pytest.Subtests
) -> None:
    applicant = new_applicant(language, email="", viewport=SMALLEST)
    applicant.open("account/login/")
    applicant.ask_for_code(APPLICANT)
    with subtests.test(page="code"):
        assert_fits(applicant.page)
        assert_accessible(applicant.page)
    applicant.type_code(APPLICANT)
    draft = begin(account, "consular-registration", "temporary-other-purpose-with-children")
    for page_id, name in EMPTIED.items():
        with subtests.test(page=page_id):
            applicant.open(f"my/drafts/{draft.pk}/page/{page_id}/")
            applicant.page.fill(f'[name="{name}"]', "")
            applicant.press()
            assert applicant.page.locator("#problems").evaluate("summary => summary === document.activeElement")
            assert_fits(applicant.page)
            assert_accessible(applicant.page)
