"""A post closes a day or changes its hours: visits there are found, and the people come first for another time."""

from datetime import timedelta

import pytest

from tests.domains.appointments.builders import TOMORROW, Counter, at, fill, state_of
from tests.domains.cases.builders import worker_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.appointments.api import (
    cancel_visit,
    displace_visits,
    free_times,
    join_list,
    visit_of,
    visits_of,
    wish_of,
)
from watandoshlar.domains.cases.api import change_calendar_day
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
LATER = TOMORROW + timedelta(days=9)


def close(counter: Counter, day=TOMORROW) -> None:
    head = worker_of(f"head-{day}", "head", counter.post)
    change_calendar_day(acting_user=head, day=day, works=False, source="Order 7", state="confirmed", post=counter.post)


def test_a_day_that_closes_displaces_its_visits_and_offers_others(counter: Counter) -> None:
    there, elsewhere = counter.party(), counter.party()
    counter.book(there, at(11))
    counter.book(elsewhere, at(11, day=LATER))
    close(counter)
    assert displace_visits(acting_user=SYSTEM) == 1
    assert [state_of(party) for party in (there, elsewhere)] == ["", "booked"]
    assert visits_of(there.subject)[0].state == "displaced"
    assert wish_of(there.subject).lane == "displaced"
    assert counter.serve() == 1
    offered = visit_of(there.subject)
    assert offered.state == "held"
    assert offered.starts_at.date() > TOMORROW
    codes = Letter.objects.filter(account=there.account).values_list("code", flat=True)
    assert sorted(codes) == ["visit_booked", "visit_displaced", "visit_offered"]
    assert free_times(counter.post, TOMORROW, ("", 10, True)) == []
    assert displace_visits(acting_user=SYSTEM) == 0


def test_hours_that_change_displace_what_no_longer_fits(counter: Counter) -> None:
    morning, afternoon = counter.party(), counter.party()
    counter.book(morning, at(11))
    counter.book(afternoon, at(16))
    counter.post.hours = {day: ["09:30-13:00"] for day in counter.post.hours}
    counter.post.save()
    assert displace_visits(acting_user=SYSTEM) == 1
    assert [state_of(party) for party in (morning, afternoon)] == ["booked", ""]


def test_a_window_that_closes_displaces_who_comes_to_it(counter: Counter) -> None:
    parties = [counter.party() for _ in range(3)]
    for party in parties:
        counter.book(party, at(11))
    counter.post.visits["windows"]["staff"] = {"tuesday": 2}
    counter.post.save()
    assert displace_visits(acting_user=SYSTEM) == 1
    assert [state_of(party) for party in parties] == ["booked", "booked", ""]


def test_who_lost_a_visit_comes_before_all_who_wait(counter: Counter) -> None:
    displaced, waiting, other = counter.party(), counter.party(is_courtesy=True), counter.party()
    counter.book(displaced, at(11))
    counter.book(other, at(11, day=LATER))
    fill(counter)
    join_list(acting_user=waiting.account, party=waiting, first_day=TOMORROW, last_day=LATER)
    with clock.fixed(clock.now() + timedelta(minutes=1)):
        close(counter)
        displace_visits(acting_user=SYSTEM)
        cancel_visit(acting_user=other.account, subject=other.subject)
        counter.serve()
    assert [state_of(party) for party in (displaced, waiting)] == ["held", ""]


def test_a_hold_on_a_day_that_closes_ends_quietly(counter: Counter) -> None:
    party = counter.party()
    counter.hold(party, at(11))
    close(counter)
    assert displace_visits(acting_user=SYSTEM) == 1
    assert not Letter.objects.filter(account=party.account).exists()
    assert wish_of(party.subject) is None
