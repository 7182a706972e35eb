"""The worker dies by kill -9 while days open: whoever goes on makes the same draw, and no place is lost or given twice.

Each death is that of a real process: a fork of this one with a connection of its own, which kills itself before one of
the statements that it sends to the database. A hold whose holder has died is released by the next run.
"""

import gc
import os
import signal
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection

from tests.domains.appointments.builders import Counter, at, past_opening
from tests.domains.cases.builders import Rows
from tests.dying import Deadline
from tests.load.visits_at_once import overlaps, small_post
from watandoshlar.capabilities.audit.api import SYSTEM, verify_record
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appointments.api import (
    Opening,
    Visit,
    announce_openings,
    join_list,
    lapse_visits,
    open_days,
    pass_on_places,
    visit_of,
)
from watandoshlar.domains.appointments.models import DrawEntry, Wish
from watandoshlar.foundation import clock

pytestmark = pytest.mark.usefixtures("committed_db")
PARTIES, TIMES = 13, 10
DEATHS = 12


def die_while(act: Callable[[], object], point: int) -> bool:
    """Do it in a process that dies before the statement of that number; whether it died before it was done."""
    pid = os.fork()
    if pid == 0:
        status = 1
        # The connection of the parent is neither used nor closed here: it is one socket with two owners now.
        _inherited, connection.connection = connection.connection, None
        gc.disable()
        try:
            with connection.execute_wrapper(Deadline(point)):
                act()
            status = 0
        finally:
            os._exit(status)
    _pid, ended = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(ended) or os.WEXITSTATUS(ended) == 0
    return os.WIFSIGNALED(ended) and os.WTERMSIG(ended) == signal.SIGKILL


def test_a_killed_opening_goes_on_by_the_same_draw(rows_of_all_posts: Rows) -> None:
    rows_of_all_posts.insert()
    counter = Counter(small_post(get_post("seoul"), TIMES))
    announce_openings(acting_user=SYSTEM)
    opening = Opening.objects.get(post=counter.post)
    parties = [counter.party() for _ in range(PARTIES)]
    for party in parties:
        join_list(acting_user=party.account, party=party, first_day=opening.first_day, last_day=opening.last_day)
    deaths, drawn = 0, None
    with clock.fixed(opening.ends_at):
        # Each run gets further than the one before it, and dies again.
        for point in (3, 9, 14, 40, 41, 60, 75, 90, 110, 150, 200, 260):
            deaths += die_while(lambda: open_days(acting_user=SYSTEM), point)
            order = list(DrawEntry.objects.order_by("place").values_list("wish__subject", flat=True))
            assert not order or not drawn or order == drawn
            drawn = order or drawn
            check(order)
        open_days(acting_user=SYSTEM)
    assert deaths >= 5
    check(drawn)
    assert Opening.objects.get(pk=opening.pk).state == "opened"
    assert Visit.objects.count() == TIMES
    assert Letter.objects.filter(code="visit_offered").count() == TIMES
    assert Letter.objects.filter(code="not_drawn").count() == PARTIES - TIMES
    assert set(Wish.objects.filter(state="waiting").values_list("lost", flat=True)) == {1}
    assert verify_record().findings == ()


def check(order: list[str]) -> None:
    """Those who have a time are the first of the draw, and each has one."""
    held = list(Visit.objects.order_by("made_at", "span").values_list("subject", flat=True))
    assert sorted(held) == sorted(order[: len(held)])
    assert Wish.objects.filter(state="offered").count() == len(held)
    assert overlaps() == 0


def test_a_hold_that_dies_is_released(rows_of_all_posts: Rows) -> None:
    rows_of_all_posts.insert()
    past_opening(get_post("seoul"))
    counter = Counter(get_post("seoul"))
    waiting, party = counter.party(), counter.party()
    later = at(11).date().replace(day=12)
    assert not die_while(lambda: counter.hold(party, at(11, day=later)), -1)
    held = visit_of(party.subject)
    join_list(acting_user=waiting.account, party=waiting, first_day=later, last_day=later)
    with clock.fixed(held.held_until + timedelta(seconds=1)):
        for point in range(DEATHS):
            die_while(lambda: lapse_visits(acting_user=SYSTEM), point)
        lapse_visits(acting_user=SYSTEM)
        assert visit_of(party.subject) is None
        for point in range(DEATHS):
            die_while(lambda: pass_on_places(acting_user=SYSTEM, post_id=counter.post.pk), point)
        pass_on_places(acting_user=SYSTEM, post_id=counter.post.pk)
    assert visit_of(waiting.subject).place == held.place
    assert overlaps() == 0
