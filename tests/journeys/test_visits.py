"""An applicant books, moves and cancels a visit on a phone; a real worker offers a released time to who waits."""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.domains.appointments.builders import TOMORROW, Counter, fill
from tests.journeys.applicant import Applicant
from tests.journeys.staff import Staff
from tests.web.visits import make_case_with_visit, submit_visit
from watandoshlar.domains.appointments.api import visit_of, visits_of, wish_of
from watandoshlar.domains.cases.api import Case

PHONE = {"viewport": {"width": 360, "height": 740}}
A_MINUTE = 60
LATER = TOMORROW + timedelta(days=9)


@pytest.fixture
def case(demonstration: object, tmp_path: Path) -> Case:
    return make_case_with_visit(tmp_path)


@pytest.mark.parametrize("with_javascript", [True, False])
def test_a_visit_from_the_case_to_the_day_sheet_and_away(
    case: Case,
    new_applicant: Callable[..., Applicant],
    new_staff: Callable[..., Staff],
    with_javascript: bool,
) -> None:
    applicant = new_applicant("uz", java_script_enabled=with_javascript, **PHONE)
    applicant.book_visit(case.reference)
    booked = visit_of(case.reference)
    assert booked.state == "booked"
    # Another time: the old one stays until the new one is taken.
    applicant.press('section[aria-labelledby="times"] li a', first=True)
    applicant.press('button[name="starts_at"]', first=True)
    assert {visit.state for visit in visits_of(case.reference)} == {"booked", "held"}
    applicant.press('form[action$="/visit/confirm/"] button')
    moved = visit_of(case.reference)
    assert moved.starts_at != booked.starts_at

    officer = new_staff("officer.seoul", "ru", java_script_enabled=with_javascript, **PHONE)
    day = moved.starts_at.astimezone(booked.starts_at.tzinfo).date()
    officer.open(f"work/visits/?day={day}")
    assert case.reference in officer.text()

    applicant.open(f"my/cases/{case.reference}/visit/cancel/")
    applicant.press("button.destructive")
    assert visit_of(case.reference) is None


def test_a_released_time_is_offered_within_a_minute(case: Case, new_applicant: Callable[..., Applicant]) -> None:
    other = submit_visit()
    applicant = new_applicant("en", java_script_enabled=False, **PHONE)
    applicant.open(f"my/cases/{case.reference}/visit/?day={LATER}")
    applicant.press('button[name="starts_at"]', first=True)
    applicant.press('form[action$="/visit/confirm/"] button')
    booked = visit_of(case.reference)
    fill(Counter(case.post))
    applicant.open(f"my/cases/{other.reference}/visit/")
    applicant.fill({"first_day": [TOMORROW.isoformat()], "last_day": [(TOMORROW + timedelta(days=60)).isoformat()]}, {})
    applicant.press("form:not([action]) button.button")
    assert wish_of(other.reference).state == "waiting"
    begun = time.monotonic()
    applicant.open(f"my/cases/{case.reference}/visit/cancel/")
    applicant.press("button.destructive")
    while (offered := visit_of(other.reference)) is None:
        assert time.monotonic() - begun < A_MINUTE
        time.sleep(0.2)
    assert (offered.state, offered.place) == ("held", booked.place)
