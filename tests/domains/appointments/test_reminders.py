"""Who has a visit is asked whether they come; who does not answer loses it and waits again."""

from datetime import timedelta

import pytest

from tests.domains.appointments.builders import TOMORROW, Counter, at, state_of
from tests.example_day import NOW
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.appointments.api import (
    close_forgotten,
    confirm_visit,
    end_wishes,
    join_list,
    lapse_visits,
    remind_visits,
    visit_of,
    visits_of,
    wish_of,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
DAY = TOMORROW + timedelta(days=36)
"""A Wednesday."""


def letters(party) -> list[str]:
    return sorted(Letter.objects.filter(account=party.account).values_list("code", flat=True))


def test_three_reminders_that_are_confirmed(counter: Counter) -> None:
    party = counter.party()
    visit = counter.book(party, at(11, day=DAY))
    asked = []
    for days in (31, 30, 29, 8, 7, 4, 3, 2):
        with clock.fixed(visit.starts_at - timedelta(days=days)):
            if remind_visits(acting_user=SYSTEM):
                asked.append(days)
                assert state_of(party) == "asked"
                assert visit_of(party.subject).answer_by > clock.now()
                confirm_visit(acting_user=party.account, subject=party.subject)
            assert remind_visits(acting_user=SYSTEM) == 0
    assert asked == [30, 7, 3]
    assert letters(party) == ["visit_booked", "visit_reminder", "visit_reminder", "visit_reminder"]


def test_without_an_answer_the_visit_is_released_and_one_waits_again(counter: Counter) -> None:
    party = counter.party(is_courtesy=True)
    visit = counter.book(party, at(11, day=DAY))
    with clock.fixed(visit.starts_at - timedelta(days=7)):
        remind_visits(acting_user=SYSTEM)
        answer_by = visit_of(party.subject).answer_by
    with clock.fixed(answer_by):
        assert lapse_visits(acting_user=SYSTEM) == 1
        wish = wish_of(party.subject)
        assert (state_of(party), wish.state, wish.lane, wish.minutes) == ("", "waiting", "courtesy", 10)
        counter.serve()
        assert visit_of(party.subject).span != visit.span, "the time that was let go is not offered again"
    assert letters(party) == ["visit_booked", "visit_lapsed", "visit_offered", "visit_reminder"]


def test_what_nobody_noted_counts_as_missed(counter: Counter) -> None:
    party = counter.party()
    visit = counter.book(party, at(11))
    with clock.fixed(visit.span.upper + timedelta(days=1)):
        assert close_forgotten(acting_user=SYSTEM) == 0
    with clock.fixed(visit.span.upper + timedelta(days=2, minutes=1)):
        assert close_forgotten(acting_user=SYSTEM) == 1
    assert visits_of(party.subject)[0].state == "missed"


def test_a_wish_ends_with_its_period(counter: Counter) -> None:
    party = counter.party()
    join_list(acting_user=party.account, party=party, first_day=TOMORROW, last_day=TOMORROW)
    with clock.fixed(NOW + timedelta(days=1)):
        assert end_wishes(acting_user=SYSTEM) == 0
    with clock.fixed(NOW + timedelta(days=2)):
        assert end_wishes(acting_user=SYSTEM) == 1
    assert letters(party) == ["wish_ended"]
