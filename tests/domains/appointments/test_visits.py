"""Holding, confirming and releasing times, caps, and the waiting list."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.domains.appointments.builders import TOMORROW, Counter, at, fill, state_of
from tests.example_day import NOW
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.appointments.api import (
    Visit,
    cancel_visit,
    confirm_visit,
    free_days,
    free_times,
    join_list,
    lapse_visits,
    leave_list,
    visit_of,
    wish_of,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
LATER = TOMORROW.replace(day=12)
WANTED = ("biometric-passport", 10, False)


def join(party, days: int = 30):
    return join_list(
        acting_user=party.account, party=party, first_day=TOMORROW, last_day=TOMORROW + timedelta(days=days)
    )


def letters(account) -> list[str]:
    return list(Letter.objects.filter(account=account).order_by("queued_at", "pk").values_list("code", flat=True))


def test_a_time_is_held_then_booked(counter: Counter) -> None:
    party = counter.party()
    held = counter.hold(party, at(11))
    assert (held.state, held.window, held.held_until) == ("held", 1, NOW + timedelta(minutes=15))
    booked = confirm_visit(acting_user=party.account, subject=party.subject)
    assert (booked.state, booked.pk) == ("booked", held.pk)
    assert confirm_visit(acting_user=party.account, subject=party.subject) == booked
    assert letters(party.account) == ["visit_booked"]


def test_a_time_has_as_many_visits_as_windows(counter: Counter, code_of) -> None:
    assert {counter.hold(counter.party(), at(11)).window for _ in range(3)} == {1, 2, 3}
    assert code_of(lambda: counter.hold(counter.party(), at(11))) == "place_taken"
    assert at(11) not in free_times(counter.post, TOMORROW, WANTED)
    assert at(11, 10) in free_times(counter.post, TOMORROW, WANTED)


def test_the_database_refuses_an_overlap(counter: Counter) -> None:
    visit = counter.hold(counter.party(), at(11))
    visit.pk, visit._state.adding, visit.subject = None, True, "WD-other"
    with pytest.raises(IntegrityError, match="appointments_no_overlap"), transaction.atomic():
        visit.save(force_insert=True)


def test_a_hold_that_is_not_confirmed_is_released(counter: Counter, code_of) -> None:
    party = counter.party()
    held = counter.hold(party, at(11))
    with clock.fixed(held.held_until):
        assert code_of(lambda: confirm_visit(acting_user=party.account, subject=party.subject)) == "hold_ended"
        assert lapse_visits(acting_user=SYSTEM) == 1
        # Nobody has passed on it yet: it is free for nobody.
        assert Visit.objects.get(pk=held.pk).is_taken
        assert counter.serve() == 0
        assert not Visit.objects.get(pk=held.pk).is_taken
    assert state_of(party) == ""


def test_a_released_time_goes_to_the_first_who_waits(counter: Counter) -> None:
    parties = [counter.party() for _ in range(3)]
    booked = [counter.book(party, at(11, day=LATER)) for party in parties]
    second, third = counter.party(), counter.party()
    fill(counter)
    join(second)
    with clock.fixed(NOW + timedelta(minutes=1)):
        join(third)
    assert counter.serve() == 0
    cancel_visit(acting_user=parties[1].account, subject=parties[1].subject)
    assert counter.serve() == 1
    offered = visit_of(second.subject)
    assert (offered.state, offered.place) == ("held", booked[1].place)
    assert wish_of(second.subject).state == "offered"
    assert "visit_offered" in letters(second.account)
    with clock.fixed(offered.held_until):
        lapse_visits(acting_user=SYSTEM)
        assert counter.serve() == 1
        assert visit_of(third.subject).place == booked[1].place
        confirm_visit(acting_user=third.account, subject=third.subject)
    assert wish_of(third.subject) is None
    assert wish_of(second.subject).unanswered == 1


def test_moving_keeps_the_old_time_until_the_new_one_is_confirmed(counter: Counter) -> None:
    party = counter.party()
    old = counter.book(party, at(11))
    new = counter.hold(party, at(12))
    assert Visit.objects.get(pk=old.pk).state == "booked"
    confirm_visit(acting_user=party.account, subject=party.subject)
    assert [Visit.objects.get(pk=pk).state for pk in (old.pk, new.pk)] == ["moved", "booked"]


def test_leaving_the_list_gives_the_offer_to_the_next(counter: Counter) -> None:
    party = counter.party()
    join(party)
    assert counter.serve() == 1
    leave_list(acting_user=party.account, subject=party.subject)
    assert (state_of(party), wish_of(party.subject)) == ("", None)


@pytest.mark.parametrize(("more", "code"), [({}, ""), ({"people": (frozenset({"same"}),)}, "cap_of_person")])
def test_caps_are_by_person_whatever_the_account(counter: Counter, code_of, more, code) -> None:
    for minute in (0, 10):
        counter.book(counter.party(**more), at(11, minute))
    assert code_of(lambda: counter.hold(counter.party(**more), at(12))) == code


def test_caps_are_by_family(counter: Counter, code_of) -> None:
    first = counter.party()
    counter.book(first, at(11))
    for minute in (10, 20, 30):
        counter.book(counter.party(first.account), at(11, minute))
    assert code_of(lambda: counter.hold(counter.party(first.account), at(12))) == "cap_of_family"
    assert code_of(lambda: join(counter.party(first.account))) == "cap_of_family"


def test_a_family_has_one_visit_as_long_as_it_needs(counter: Counter) -> None:
    family = counter.party(minutes=40, people=tuple(frozenset({f"child-{n}"}) for n in range(4)))
    visit = counter.book(family, at(11))
    assert visit.span.upper - visit.span.lower == timedelta(minutes=40)


def test_days_tell_how_many_times_are_free(counter: Counter) -> None:
    days = free_days(counter.post, WANTED)
    assert days[TOMORROW] > 20
    assert TOMORROW.replace(day=7) not in days


def test_who_holds_a_time_is_offered_no_other(counter: Counter) -> None:
    party = counter.party()
    join(party)
    counter.hold(party, at(11, day=LATER))
    assert counter.serve() == 0
    cancel_visit(acting_user=party.account, subject=party.subject)
    assert counter.serve() == 1
