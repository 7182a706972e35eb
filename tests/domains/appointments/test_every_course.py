"""A model walks every course of visits: no place is given twice, nobody loses one without being told, caps hold.

The model knows facts, not states: who holds what until when, who booked what, who waits. After each step it compares
them with the room and its letters.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from tests.domains.appointments.builders import TOMORROW, Counter, account_of, at, fill, refusal_of
from tests.domains.cases.builders import worker_of
from tests.load.visits_at_once import overlaps
from tests.undone_course import UndoneCourse
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.domains.appointments.api import (
    Party,
    Visit,
    attend_visit,
    cancel_visit,
    confirm_visit,
    hold_place,
    join_list,
    lapse_visits,
    leave_list,
    miss_visit,
    remind_visits,
    serve_waiting,
    states,
    visit_of,
    visits_of,
    wish_of,
)
from watandoshlar.domains.appointments.models import Opening

pytestmark = pytest.mark.django_db
DAY = TOMORROW + timedelta(days=36)
"""A Wednesday far enough for all reminders."""
PARTIES = 4
TIMES = [at(11, day=DAY), at(11, 10, day=DAY)]


class Course(UndoneCourse):
    """Three parties of different people, and one of the first one's person with another account. Two times are free."""

    counter: Counter
    officer = None

    @initialize()
    def begin(self) -> None:
        people = [f"person-{number}" for number in (0, 1, 2, 0)]
        self.parties: list[Party] = [
            self.counter.party(account_of(f"model-{number}"), people=(frozenset({person}),))
            for number, person in enumerate(people)
        ]
        self.booked: dict[int, Visit] = {}
        self.told: dict[int, int] = dict.fromkeys(range(PARTIES), 0)

    # --- steps --------------------------------------------------------------------------------------------------------

    @rule(hours=st.sampled_from([1, 7, 30, 24 * 5]))
    def wait(self, hours: int) -> None:
        self.pass_time(hours=hours)
        lapse_visits(acting_user=SYSTEM)

    @rule(number=st.integers(0, PARTIES - 1), time=st.integers(0, 1))
    def choose(self, number: int, time: int) -> None:
        party = self.parties[number]
        code = self.attempt(hold_place, number, party=party, starts_at=TIMES[time])
        assert code in ("", "place_taken", "cap_of_person")
        if not code:
            assert visit_of(party.subject).state == "held"

    @rule(number=st.integers(0, PARTIES - 1))
    def confirm(self, number: int) -> None:
        before = visit_of(self.parties[number].subject)
        code = self.attempt(confirm_visit, number, subject=self.parties[number].subject)
        if before is None:
            assert code == "visit_not_found"
        elif before.state == "held" and before.held_until <= self.now:
            assert code == "hold_ended"
        else:
            assert code == ""
            assert visit_of(self.parties[number].subject).state == "booked"
            assert visit_of(self.parties[number].subject).pk == before.pk

    @rule(number=st.integers(0, PARTIES - 1))
    def cancel(self, number: int) -> None:
        before = visit_of(self.parties[number].subject)
        code = self.attempt(cancel_visit, number, subject=self.parties[number].subject)
        assert code == ("" if before else "visit_not_found")

    @rule(number=st.integers(0, PARTIES - 1))
    def join(self, number: int) -> None:
        subject = self.parties[number].subject
        had_visit, had_wish = visit_of(subject), wish_of(subject)
        days = {"first_day": self.now.date(), "last_day": DAY + timedelta(days=3)}
        code = self.attempt(join_list, number, party=self.parties[number], **days)
        if self.now.date() > DAY + timedelta(days=3):
            assert code == "period_unfit"
        elif had_visit:
            assert code in ("has_visit", "cap_of_person")
        elif had_wish:
            assert code in ("waits_already", "cap_of_person")

    @rule(number=st.integers(0, PARTIES - 1))
    def leave(self, number: int) -> None:
        had_wish = wish_of(self.parties[number].subject)
        code = self.attempt(leave_list, number, subject=self.parties[number].subject)
        assert code == ("" if had_wish else "wish_not_found")

    @rule()
    def work(self) -> None:
        lapse_visits(acting_user=SYSTEM)
        serve_waiting(acting_user=SYSTEM, post_id=self.counter.post.pk)
        assert not Visit.objects.filter(is_taken=True, state__in=states.RELEASED).exists()

    @rule()
    def remind(self) -> None:
        remind_visits(acting_user=SYSTEM)
        assert remind_visits(acting_user=SYSTEM) == 0

    @rule(number=st.integers(0, PARTIES - 1), came=st.booleans())
    def receive(self, number: int, came: bool) -> None:
        visit = visit_of(self.parties[number].subject)
        if visit is None:
            return
        act, more = (attend_visit, {"identity": "document"}) if came else (miss_visit, {})
        code = refusal_of(lambda: act(acting_user=self.officer, visit_id=visit.pk, **more))
        assert code in ("", "not_today", "not_yet_missed", "visit_step_refused")
        if not code:
            assert visits_of(self.parties[number].subject)[0].state == ("attended" if came else "missed")

    def attempt(self, act, number: int, **given) -> str:
        return refusal_of(lambda: act(acting_user=self.parties[number].account, **given))

    # --- what always holds --------------------------------------------------------------------------------------------

    @invariant()
    def no_place_is_given_twice(self) -> None:
        assert overlaps() == 0

    @invariant()
    def nobody_has_more_than_the_cap(self) -> None:
        if not hasattr(self, "parties"):
            return
        first_and_last = [self.parties[0].subject, self.parties[3].subject]
        open_now = [subject for subject in first_and_last if visit_of(subject) or wish_of(subject)]
        assert len(open_now) <= 1, "one person, two accounts, a cap of one"

    @invariant()
    def who_loses_a_booked_visit_is_told_and_waits(self) -> None:
        if not hasattr(self, "parties"):
            return
        for party in self.parties:
            lapsed = [
                visit for visit in visits_of(party.subject) if visit.state == "lapsed" and visit.booked_at is not None
            ]
            letters = Letter.objects.filter(account=party.account, code="visit_lapsed")
            assert letters.count() == len(lapsed)

    @invariant()
    def what_is_offered_is_held(self) -> None:
        if not hasattr(self, "parties"):
            return
        for party in self.parties:
            wish = wish_of(party.subject)
            if wish and wish.state == "offered":
                assert visit_of(party.subject).state == "held"


def test_every_course(counter: Counter) -> None:
    post = counter.post
    post.hours = {"wednesday": ["11:00-11:20"]}
    post.visits["caps"] |= {"person": 1}
    post.visits["courtesy"] |= {"share": 0}
    post.visits["windows"] |= {"number": 1, "break": "", "staff": {}}
    post.visits["walk_in"] |= {"hours": {}}
    post.save()
    # All but the two times of the model: whoever waits gets one of them or none.
    fill(counter)
    free_again(counter)
    Course.counter, Course.officer = counter, worker_of("model-officer", "officer", post)
    run_state_machine_as_test(
        Course,
        settings=settings(
            max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def free_again(counter: Counter) -> None:
    """The two times of the model at the first window, taken from the strangers."""
    visits = Visit.objects.filter(post=counter.post, span__startswith__in=TIMES, window=1)
    assert visits.update(state="cancelled", is_taken=False) == len(TIMES)
    assert Opening.objects.filter(post=counter.post).count() == 1
