"""Who is asked for something is reminded once, some days before the last one."""

from datetime import datetime

import pytest
from procrastinate.contrib.django import app

from tests.domains.cases.builders import ACTS, AFTER_SOON, SOON, Office
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.cases.api import remind_applicants, request_items
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def reminded_on(*moments: datetime) -> int:
    """Letters there are after the task has run at each of the moments."""
    for moment in moments:
        with clock.fixed(moment):
            remind_applicants(acting_user=SYSTEM)
    return Letter.objects.filter(code="items_reminder").count()


def november(day: int, hour: int = 4) -> datetime:
    return AFTER_SOON.replace(day=day, hour=hour)


def test_once_three_days_before(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    # Noon on the sixteenth in Seoul; at 15:00 UTC the seventeenth begins there.
    assert reminded_on(november(3), november(16), november(16, 14)) == 0
    assert reminded_on(november(16, 15)) == 1
    assert reminded_on(november(17), november(18), november(20)) == 1
    letter = Letter.objects.get(code="items_reminder")
    assert (letter.account, letter.facts["due_on"]) == (office.applicant, str(SOON))
    assert letter.facts["reference"] == case.reference


def test_not_after_the_day(office: Office) -> None:
    office.case("waiting_for_applicant")
    assert reminded_on(november(21), november(22)) == 0


@pytest.mark.parametrize("act", ["answer_request", "close_request", "withdraw"])
def test_not_when_nothing_is_waited_for(office: Office, act: str) -> None:
    case = office.case("waiting_for_applicant")
    who, do = ACTS[act]
    do(acting_user=getattr(office, who), reference=case.reference)
    assert reminded_on(november(18)) == 0


def test_not_when_so_few_days_were_given(office: Office) -> None:
    case = office.case("in_review")
    with clock.fixed(november(18)):
        request_items(acting_user=office.officer, reference=case.reference, items=["read_on"], note="", due_on=SOON)
    assert reminded_on(november(18), november(19), november(20)) == 0


def test_the_second_request_has_a_reminder_of_its_own(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    assert reminded_on(november(18)) == 1
    ACTS["answer_request"][1](acting_user=office.applicant, reference=case.reference)
    ACTS["request_items"][1](acting_user=office.officer, reference=case.reference)
    assert reminded_on(november(18)) == 2


def test_only_the_platform_reminds(office: Office) -> None:
    with pytest.raises(access_errors.RoleMissing):
        remind_applicants(acting_user=office.head)


def test_it_is_done_each_day() -> None:
    periodic = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert periodic["cases.remind_applicants"] == "10 4 * * *"
