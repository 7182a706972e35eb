"""A day that changes moves an appeal by the calendar of the office that has it, also outside the platform."""

from datetime import date, timedelta

import pytest

from tests.domains.appeals.builders import Reception, forward, reread
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appeals.api import Appeal
from watandoshlar.domains.cases.api import change_calendar_day, recompute_terms
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db

# The fifteenth day from 2 November.
LAST = date(2026, 11, 17)


def moved(reception: Reception, post: str = "", country: str = "") -> int:
    changed = change_calendar_day(
        acting_user=reception.minister,
        day=LAST,
        works=False,
        source="Decree of 3 November 2026",
        state="confirmed",
        post=get_post(post) if post else None,
        country=country,
    )
    return recompute_terms(acting_user=SYSTEM, calendar_day_id=changed.pk)


def check(reception: Reception, appeal: Appeal, *, staying: list[dict], moving: dict) -> None:
    """Only the last of the changes moves the term, by one day, and is told once."""
    assert [moved(reception, **scope) for scope in staying] == [0] * len(staying)
    assert moved(reception, **moving) == 1
    # It is closed there by now.
    assert moved(reception) == 0
    assert reread(appeal).case.due_at.date() == date(2026, 11, 18)
    assert Letter.objects.filter(code="due_moved", account=reception.applicant).count() == 1


@pytest.mark.parametrize("moving", [{"post": "seoul"}, {"country": "KR"}, {}])
def test_at_a_post_by_its_own_calendar(reception: Reception, moving: dict) -> None:
    check(reception, reception.appeal(), staying=[{"country": "UZ"}, {"post": "moscow"}], moving=moving)


@pytest.mark.parametrize("moving", [{"country": "UZ"}, {}])
def test_outside_the_platform_by_that_of_uzbekistan(reception: Reception, moving: dict) -> None:
    appeal = reception.appeal("in_review")
    # Two offices that receive in one moment would not tell who was last.
    with clock.fixed(clock.now() + timedelta(hours=1)):
        forward(reception, appeal.case.reference)
        staying = [{"country": "KR"}, {"post": "seoul"}, {"post": "ministry"}]
        check(reception, appeal, staying=staying, moving=moving)


def test_a_day_in_the_middle_of_calendar_days_moves_nothing(reception: Reception) -> None:
    days = reception.appeal().case.due_days
    assert (days.lower, days.upper) == (LAST, date(2026, 11, 18))
