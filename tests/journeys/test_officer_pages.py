"""The pages of staff in every language and width: nothing is hidden, and axe finds nothing."""

from collections.abc import Callable

import pytest

from tests.applications import APPLICANT, ONE_OFFICER, submit_in_seoul
from tests.journeys.places import appeal_in
from tests.journeys.staff import Staff, assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import take_case

WIDTHS = {"uz": 360, "ru": 768, "uz-cyrl": 360, "uz-arab": 360, "en": 1280}


@pytest.mark.parametrize("language", WIDTHS)
def test_pages_of_staff(new_staff: Callable[..., Staff], language: str) -> None:
    officer = new_staff("officer.seoul", language, viewport={"width": WIDTHS[language], "height": 800})
    applicant = Account.objects.get(email=APPLICANT)
    waiting, _raw = submit_in_seoul(applicant, *ONE_OFFICER)
    taken, _raw = submit_in_seoul(applicant, *ONE_OFFICER)
    take_case(acting_user=officer.account, reference=taken.reference)
    for path in ("work/", "work/?mine=1", "work/?state=proposed", f"work/cases/{waiting.reference}/"):
        assert officer.open(path) == 200
        assert_fits(officer.page)
        assert_accessible(officer.page)
    officer.open_case(taken.reference)
    officer.page.locator("details.disclosure summary").click()
    assert_fits(officer.page)
    assert_accessible(officer.page)
    officer.page.fill("#propose-note", "…")
    officer.send("decide")
    assert officer.page.evaluate("document.activeElement.id") == "problems"
    assert_fits(officer.page)
    assert_accessible(officer.page)


@pytest.mark.parametrize("language", WIDTHS)
def test_pages_of_staff_about_appeals(new_staff: Callable[..., Staff], language: str) -> None:
    officer = new_staff("officer.seoul", language, viewport={"width": WIDTHS[language], "height": 800})
    applicant = Account.objects.get(email=APPLICANT)
    repeated = appeal_in("answered", applicant)
    references = [appeal_in(state, applicant) for state in ("in_review", "forwarded", "reopened")]
    for path in ("enter/", "board/", *(f"cases/{reference}/" for reference in (repeated, *references))):
        assert officer.open(f"work/{path}") == 200
        officer.page.evaluate("document.querySelectorAll('.disclosure').forEach(folded => folded.open = true)")
        assert_fits(officer.page)
        assert_accessible(officer.page)
    officer.open(f"work/cases/{references[0]}/term/")
    assert_fits(officer.page)
    assert_accessible(officer.page)


def test_a_case_is_decided_from_the_keyboard(new_staff: Callable[..., Staff]) -> None:
    """Tab and space are enough; Enter in a field decides nothing by accident."""
    officer = new_staff("officer.seoul", "en")
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *ONE_OFFICER)
    take_case(acting_user=officer.account, reference=case.reference)
    officer.open_case(case.reference)
    page = officer.page
    page.focus("#propose-reasons-1")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    case.refresh_from_db()
    assert case.state == "in_review"
    page.focus("#propose-outcome-1")
    page.keyboard.press("Space")
    for _step in range(40):
        if page.evaluate("document.activeElement.matches('form[action$=\"/decide/\"] .actions button')"):
            break
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    case.refresh_from_db()
    assert case.state == "approved"
