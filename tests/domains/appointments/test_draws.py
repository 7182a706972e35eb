"""New days open at a secret moment, are drawn among all who wait, and are then free for everybody."""

from datetime import timedelta

import pytest

from tests.domains.appointments.builders import Counter, account_of, days_of, draw_with
from tests.example_day import NOW
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.people.api import key_ring
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.appointments.api import (
    Opening,
    announce_openings,
    confirm_visit,
    entry_of,
    free_days,
    free_times,
    hold_place,
    join_list,
    lapse_visits,
    leave_list,
    open_days,
    opening_moment,
    visit_of,
    wish_of,
)
from watandoshlar.domains.appointments.models import DrawEntry, Visit, Wish
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import unwrap

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(seoul: Post) -> Counter:
    """A post with one window that receives six people on a Monday morning, one of them by the courtesy lane."""
    seoul.hours = {"monday": ["10:00-11:00"]}
    seoul.visits["windows"] |= {"number": 1, "break": "", "staff": {}}
    seoul.visits["opening"] |= {"ahead": 7}
    seoul.visits["courtesy"] |= {"share": 10}
    seoul.save()
    Post.objects.exclude(pk=seoul.pk).update(visits={})
    return Counter(seoul)


def join(party, opening: Opening):
    first, last = opening.first_day, opening.last_day
    return join_list(acting_user=party.account, party=party, first_day=first, last_day=last)


def announced(post: Post) -> Opening:
    announce_openings(acting_user=SYSTEM)
    return Opening.objects.get(post=post, state="announced")


def test_an_opening_is_announced_a_day_before_and_once(small: Counter) -> None:
    opening = announced(small.post)
    assert opening.begins_at >= NOW + timedelta(days=1)
    assert opening.ends_at - opening.begins_at == timedelta(hours=2)
    assert (opening.begins_at.weekday(), opening.seed) == (0, "")
    assert announce_openings(acting_user=SYSTEM) == 0
    assert bytes(opening.sealed_seed).find(unwrap(key_ring(), bytes(opening.sealed_seed)).key) == -1


def test_nothing_opens_before_the_moment_of_the_seed(small: Counter) -> None:
    opening = announced(small.post)
    moment = opening_moment(unwrap(key_ring(), bytes(opening.sealed_seed)).key, opening.begins_at, opening.ends_at)
    with clock.fixed(moment - timedelta(seconds=1)):
        assert open_days(acting_user=SYSTEM) == 0
        assert free_days(small.post, ("", 10, True)) == {}
    with clock.fixed(moment):
        assert open_days(acting_user=SYSTEM) == 1
        assert free_days(small.post, ("", 10, True)) != {}
        assert open_days(acting_user=SYSTEM) == 0


def test_the_first_of_the_draw_get_the_times(small: Counter) -> None:
    opening, parties = draw_with(small, 9)
    # The week of the opening has one Monday with six slots, and so has the one after it.
    served = [entry.wish.subject for entry in DrawEntry.objects.order_by("place").select_related("wish")]
    offered = Visit.objects.filter(drawn_in=opening).order_by("span")
    assert sorted(served) == sorted(party.subject for party in parties)
    assert [visit.subject for visit in offered] == served[: offered.count()]
    lost = served[offered.count() :]
    assert set(lost) == set(Wish.objects.filter(state="waiting", lost=1).values_list("subject", flat=True))
    letters = Letter.objects.filter(code="not_drawn")
    assert {letter.facts["subject"] for letter in letters} == set(lost)
    acts = [entry.act for entry in entries_of_chain("post:seoul")]
    assert [act for act in acts if "open" in act] == ["announce_opening", "draw_opening", "open_days"]


def test_who_lost_comes_first_the_next_time(small: Counter) -> None:
    opening, _parties = draw_with(small, 14)
    waiting = set(Wish.objects.filter(state="waiting").values_list("subject", flat=True))
    assert waiting
    with clock.fixed(opening.ends_at + timedelta(hours=1)):
        ahead = announced(small.post)
        newcomers = [small.party() for _ in range(20)]
        for party in newcomers:
            join(party, ahead)
        Wish.objects.filter(subject__in=waiting).update(last_day=ahead.last_day)
    with clock.fixed(ahead.ends_at):
        open_days(acting_user=SYSTEM)
    places = DrawEntry.objects.filter(opening=ahead).order_by("place").values_list("wish__subject", flat=True)
    assert set(places[: len(waiting)]) == waiting


def test_the_courtesy_lane_is_served_first(small: Counter) -> None:
    announced(small.post)
    opening = Opening.objects.get(post=small.post)
    parties = [small.party() for _ in range(8)] + [small.party(is_courtesy=True)]
    for party in parties:
        join(party, opening)
    with clock.fixed(opening.ends_at):
        open_days(acting_user=SYSTEM)
    first = DrawEntry.objects.get(opening=opening, place=1)
    assert first.wish.subject == parties[-1].subject
    assert visit_of(parties[-1].subject).span.lower == min(visit.span.lower for visit in Visit.objects.all())


def test_joining_often_or_with_other_accounts_gains_nothing(small: Counter, code_of) -> None:
    opening = announced(small.post)
    same = (frozenset({"the-same-person"}),)
    party = small.party(people=same)
    join(party, opening)
    assert code_of(lambda: join(party, opening)) == "waits_already"
    join(small.party(account_of("second-account"), people=same), opening)
    for name in ("third-account", "fourth-account"):
        other = small.party(account_of(name), people=same)
        assert code_of(lambda other=other: join(other, opening)) == "cap_of_person"


def test_days_that_are_not_opened_cannot_be_booked(small: Counter, code_of) -> None:
    opening, _parties = draw_with(small, 0)
    with clock.fixed(opening.ends_at):
        beyond = next(day for day in days_of(opening.last_day + timedelta(days=1), 7) if day.weekday() == 0)
        assert free_times(small.post, beyond, ("", 10, True)) == []
        party, last = small.party(), opening.ends_at + timedelta(days=60)
        assert code_of(lambda: hold_place(acting_user=SYSTEM, party=party, starts_at=last)) == "place_taken"


def test_offers_that_nobody_answers_end_the_wish(small: Counter) -> None:
    opening, (party,) = draw_with(small, 1)
    wish = wish_of(party.subject)
    assert (wish.state, entry_of(wish).place) == ("offered", 1)

    moment = opening.ends_at
    for unanswered in (1, 2, 3):
        moment = visit_of(party.subject).held_until
        with clock.fixed(moment):
            assert lapse_visits(acting_user=SYSTEM) == 1
            wish.refresh_from_db()
            assert wish.unanswered == unanswered
            if unanswered < 3:
                Wish.objects.filter(pk=wish.pk).update(last_day=moment.date() + timedelta(days=60))
                small.serve()
                assert visit_of(party.subject) is not None
    assert wish.state == "ended"
    assert Letter.objects.filter(account=party.account, code="wish_ended").count() == 1


def test_who_was_offered_a_time_can_take_another_or_leave(small: Counter) -> None:
    opening, (one, other) = draw_with(small, 2)
    with clock.fixed(opening.ends_at + timedelta(minutes=1)):
        offered = visit_of(one.subject)
        times = free_times(small.post, offered.span.lower.date(), ("", 10, True))
        held = small.hold(one, times[-1])
        assert (wish_of(one.subject).state, held.wish) == ("waiting", None)
        confirm_visit(acting_user=one.account, subject=one.subject)
        assert wish_of(one.subject) is None
        leave_list(acting_user=other.account, subject=other.subject)
        assert visit_of(other.subject) is None
