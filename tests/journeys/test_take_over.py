"""A child comes of age while the case is open: what the parent still sees, what the officer does, and the person who
goes on; and what is said at the counter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.domains.cases.builders import TRIP_FOLDER
from tests.domains.cases.trips import CHILD, example
from tests.journeys.staff import Staff, assert_accessible, assert_fits
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import note_birth_date
from watandoshlar.domains.cases.api import Case, Consent, submit_example, take_case
from watandoshlar.domains.catalogue.api import Service, publish_version
from watandoshlar.foundation import clock

PARENT, GROWN = "nodira", "malika"
DEVICES = {
    "phone": ("uz", {"viewport": {"width": 360, "height": 740}}),
    "no script": ("ru", {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}}),
}


@pytest.fixture
def service(demonstration: Any) -> Service:
    return publish_version(acting_user=SYSTEM, folder=TRIP_FOLDER)


@pytest.fixture
def case(service: Service) -> Case:
    parent = Account.objects.get(email=f"{PARENT}@example.org")
    made = submit_example(acting_user=parent, service=service, raw=example(CHILD), country="KR", region="KR-11")
    return take_case(acting_user=Account.objects.get(email="officer.seoul@example.org"), reference=made.reference)


def grow_up(case: Case) -> None:
    """As if it were the 18th birthday."""
    today = clock.now().date()
    note_birth_date(
        acting_user=SYSTEM, account=case.account, person=case.about, birth_date=date(today.year - 18, today.month, 1)
    )
    create_account(acting_user=SYSTEM, email=f"{GROWN}@example.org", language="uz")


def look(visitor: Staff) -> None:
    assert_fits(visitor.page)
    if visitor.runs_scripts:
        assert_accessible(visitor.page)


@pytest.mark.parametrize("device", DEVICES)
def test_a_child_comes_of_age(case: Case, new_staff: Callable[..., Staff], device: str) -> None:
    language, options = DEVICES[device]
    officer = new_staff("officer.seoul", language, **options)
    write_down_a_consent(officer, case)
    grow_up(case)
    parent = new_staff(PARENT, language, factors=1, **options)
    assert parent.open(f"my/cases/{case.reference}/") == 403
    look(parent)
    for path in ("my/", f"my/cases/{case.reference}/answers/", "my/people/"):
        assert parent.open(path) == 200
        look(parent)
    hand_over(officer, case)
    grown = new_staff(GROWN, language, factors=1, **options)
    assert grown.open(f"my/cases/{case.reference}/") == 200
    look(grown)
    assert parent.open(f"my/cases/{case.reference}/") == 404


def write_down_a_consent(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    page = officer.page
    page.locator('details:has(form[action$="/consent/"]) summary').click()
    for name, value in {"rule": "father", "answer": "given", "how": "counter"}.items():
        page.check(f'form[action$="/consent/"] input[name="{name}"][value="{value}"]')
    page.fill("#record_consent-name", "Anvar Karimov")
    officer.send("consent")
    assert page.locator("#problems").count() == 1
    assert page.input_value("#record_consent-name") == "Anvar Karimov"
    look(officer)
    page.fill("#record_consent-document", "AB7654321")
    page.check("#record_consent-has-seen")
    officer.send("consent")
    assert Consent.objects.get(case=case, rule="father").state == "given"
    look(officer)


def hand_over(officer: Staff, case: Case) -> None:
    officer.open_case(case.reference)
    page = officer.page
    page.locator('details:has(form[action$="/take-over/"]) summary').click()
    page.fill("#take_over-email", "nobody@example.org")
    page.check("#take_over-has-seen")
    officer.send("take-over")
    assert page.locator("#take_over-email-error").is_visible()
    look(officer)
    page.fill("#take_over-email", f"{GROWN}@example.org")
    officer.send("take-over")
    assert Case.objects.get(pk=case.pk).account.email == f"{GROWN}@example.org"
    look(officer)
