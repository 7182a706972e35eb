"""Many at once, on connections of their own: a place is given once, and nobody sees a released one in between."""

from collections import Counter as Tally
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier, Event

import pytest
from django.db import connection

from tests.domains.appointments.builders import TOMORROW, Counter, account_of, at, fill, past_opening, refusal_of
from tests.domains.cases.builders import Rows
from tests.load.visits_at_once import overlaps
from watandoshlar.capabilities.audit.api import SYSTEM, verify_record
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appointments.api import (
    Visit,
    cancel_visit,
    confirm_visit,
    hold_place,
    join_list,
    serve_waiting,
    visit_of,
)

pytestmark = pytest.mark.usefixtures("committed_db")
THREADS = 12


@pytest.fixture
def counter(committed_db: None, rows_of_all_posts: Rows) -> Counter:
    rows_of_all_posts.insert()
    past_opening(get_post("seoul"))
    return Counter(get_post("seoul"))


def at_once(acts: Iterable[Callable[[], object]]) -> list[str]:
    """The code of what each act was refused, "" where it was done; all of them begin at the same moment."""
    acts = list(acts)
    barrier = Barrier(len(acts))

    def run(act: Callable[[], object]) -> str:
        try:
            connection.ensure_connection()
            barrier.wait()
            return refusal_of(act)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        # A thread begins with an empty context, in which the clock would not be fixed.
        return [future.result() for future in [threads.submit(copy_context().run, run, act) for act in acts]]


def holding(party, starts_at) -> Callable[[], object]:
    return lambda: hold_place(acting_user=party.account, party=party, starts_at=starts_at)


def test_a_time_is_given_to_as_many_as_there_are_windows(counter: Counter) -> None:
    parties = [counter.party() for _ in range(THREADS)]
    results = at_once(holding(party, at(11)) for party in parties)
    assert Tally(results) == {"": 3, "place_taken": THREADS - 3}
    assert overlaps() == 0


def test_times_of_many_lengths_never_overlap(counter: Counter) -> None:
    parties = [counter.party(minutes=10 * (1 + number % 4)) for number in range(THREADS)]
    at_once(holding(party, at(11, 10 * (number % 3))) for number, party in enumerate(parties))
    assert Visit.objects.count() >= 3
    assert overlaps() == 0


def test_a_person_with_many_accounts_has_what_one_has(counter: Counter) -> None:
    same = (frozenset({"the-same-person"}),)
    parties = [counter.party(people=same) for _ in range(THREADS)]
    results = at_once(holding(party, at(11 + number // 6, 10 * (number % 6))) for number, party in enumerate(parties))
    assert Tally(results) == {"": 2, "cap_of_person": THREADS - 2}


def test_joining_many_times_at_once_makes_one_wish(counter: Counter) -> None:
    party = counter.party()
    last = TOMORROW.replace(day=20)
    results = at_once(
        [lambda: join_list(acting_user=party.account, party=party, first_day=TOMORROW, last_day=last)] * 6
    )
    assert Tally(results) == {"": 1, "waits_already": 5}


def test_confirming_and_cancelling_at_once_leaves_one_of_them(counter: Counter) -> None:
    party = counter.party()
    counter.hold(party, at(11))
    acts = [
        lambda: confirm_visit(acting_user=party.account, subject=party.subject),
        lambda: cancel_visit(acting_user=party.account, subject=party.subject),
    ] * 3
    results = at_once(acts)
    assert set(results) <= {"", "visit_not_found"}
    assert visit_of(party.subject) is None


def test_who_refreshes_never_sees_what_is_released(counter: Counter) -> None:
    """Bots try the time without a pause while it is cancelled and passed on; the one who waits gets it."""
    booked, waiting = counter.party(), counter.party()
    later = TOMORROW.replace(day=12)
    visit = counter.book(booked, at(11, day=later))
    fill(counter)
    join_list(acting_user=waiting.account, party=waiting, first_day=TOMORROW, last_day=TOMORROW.replace(day=20))
    bots = [counter.party(account_of(f"bot-{number}")) for number in range(4)]
    served, tries = Event(), Tally()

    def refresh(party) -> None:
        try:
            while not served.is_set():
                tries[refusal_of(holding(party, at(11, day=later)))] += 1
        finally:
            connection.close()

    with ThreadPoolExecutor(len(bots)) as threads:
        running = [threads.submit(copy_context().run, refresh, bot) for bot in bots]
        cancel_visit(acting_user=booked.account, subject=booked.subject)
        serve_waiting(acting_user=SYSTEM, post_id=counter.post.pk)
        served.set()
        for future in running:
            future.result()
    assert visit_of(waiting.subject).place == visit.place
    assert set(tries) <= {"place_taken"}
    assert overlaps() == 0
    assert verify_record().findings == ()
