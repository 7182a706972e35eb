"""A post that is closed hands its open appeals to the one that stands in; their terms run on as before."""

from datetime import timedelta

import pytest

from tests.domains.appeals.builders import OUTSIDE, WAYS, Reception, code_of, replies, reread, typed_appeal
from tests.domains.cases.builders import worker_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import Post, get_post
from watandoshlar.capabilities.posts.models import District
from watandoshlar.domains.appeals.api import (
    answer_appeal,
    forward_appeal,
    forwards_of,
    hand_to_stand_in,
    reply_as_body,
    reply_token,
    take_back_appeal,
)
from watandoshlar.domains.cases import states
from watandoshlar.domains.cases.api import (
    answer_request,
    confirm_decision,
    due_date,
    recompute_due,
    release_case,
    take_case,
)
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def tokyo(reception: Reception) -> Post:
    """The post that stands in for Seoul, and who works there."""
    post = get_post("tokyo")
    District(post=post, country="KR", stand_in=True).save()
    reception.abroad = worker_of("tokyo-head", "head", post)
    return post


def close(code: str) -> None:
    post = get_post(code)
    post.active_until = clock.now().date() - timedelta(days=1)
    post.save()


@pytest.mark.parametrize("state", sorted(WAYS))
def test_open_appeals_of_a_closed_post_move_and_keep_their_clock(reception: Reception, tokyo: Post, state: str) -> None:
    appeal = reception.appeal(state)
    before = reread(appeal).case.due_at, len(due_date(appeal.case).clocks)
    assert hand_to_stand_in(acting_user=SYSTEM) == []
    close("seoul")
    moved = hand_to_stand_in(acting_user=SYSTEM)
    is_open = state in states.OPEN_STATES
    assert moved == ([appeal.case.reference] if is_open else [])
    appeal = reread(appeal)
    assert appeal.case.post.code == ("tokyo" if is_open else "seoul")
    if state == "in_review":
        assert (appeal.case.state, appeal.case.officer) == ("submitted", None)
    assert hand_to_stand_in(acting_user=SYSTEM) == []
    recompute_due(appeal.case)
    assert (appeal.case.due_at, len(due_date(appeal.case).clocks)) == before


@pytest.mark.parametrize("state", ["submitted", "in_review", "waiting_for_applicant", "proposed", "forwarded"])
def test_every_one_that_moved_comes_to_its_answer(reception: Reception, tokyo: Post, state: str) -> None:
    appeal = reception.appeal(state)
    close("seoul")
    hand_to_stand_in(acting_user=SYSTEM)
    head = {"acting_user": reception.abroad, "reference": appeal.case.reference}
    if state == "waiting_for_applicant":
        phone = {"phone": ["+821012345678"]}
        answer_request(acting_user=reception.applicant, reference=appeal.case.reference, typed=phone)
    elif state == "proposed":
        confirm_decision(**head, agrees=False, note="Answer it.")
    elif state == "forwarded":
        take_back_appeal(**head)
    if reread(appeal).case.state == "in_review":
        release_case(**head)
    take_case(**head)
    with clock.fixed(clock.now() + timedelta(days=1)):
        answer_appeal(**head, replies=replies("solved", "solved"))
        reckoned = due_date(reread(appeal).case)
    # The answer has stopped the clock that began at the closed post.
    assert reckoned.clocks[-1].stopped is not None


def test_the_body_that_has_it_answers_as_before(reception: Reception, tokyo: Post) -> None:
    appeal = reception.appeal("forwarded")
    close("seoul")
    hand_to_stand_in(acting_user=SYSTEM)
    (sent,) = forwards_of(appeal)
    assert sent.to_body == OUTSIDE
    link = {"reference": appeal.case.reference, "number": 1, "token": reply_token(sent)}
    assert code_of(reply_as_body, acting_user=SYSTEM, **link, replies=replies("solved", "solved")) == ""


def test_a_forward_after_it_starts_the_next_clock(reception: Reception, tokyo: Post) -> None:
    appeal = reception.appeal()
    close("seoul")
    hand_to_stand_in(acting_user=SYSTEM)
    head = {"acting_user": reception.abroad, "reference": appeal.case.reference}
    with clock.fixed(clock.now() + timedelta(days=1)):
        take_case(**head)
        forward_appeal(**head, to_body="moscow", why="Lives there now.")
        assert [one.office for one in due_date(reread(appeal).case).clocks] == ["seoul", "moscow"]


@pytest.mark.parametrize("about", ["tokyo", "ministry"])
def test_never_to_whom_it_is_about(reception: Reception, tokyo: Post, about: str) -> None:
    appeal = reception.appeal(pages=typed_appeal("complaint", complained_of=["another_body"]))
    appeal.against_body = about
    appeal.save()
    close("seoul")
    assert hand_to_stand_in(acting_user=SYSTEM) == []
    assert reread(appeal).case.post.code == "seoul"


def test_where_nobody_stands_in_it_stays(reception: Reception) -> None:
    appeal = reception.appeal()
    District.objects.filter(country="KR").exclude(post__code="seoul").delete()
    close("seoul")
    assert hand_to_stand_in(acting_user=SYSTEM) == []
    assert reread(appeal).case.post.code == "seoul"


def test_only_the_platform_does_it(reception: Reception) -> None:
    for account in (reception.head, reception.minister):
        assert code_of(hand_to_stand_in, acting_user=account) == "role_missing"
