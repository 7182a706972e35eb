"""Appeals in numbers, counted from rows that the real acts have made."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest

from tests.domains.appeals.builders import Reception, replies
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.models import District, Post
from watandoshlar.domains.appeals.api import (
    Appeal,
    AppealCounts,
    answer_appeal,
    appeal_counts,
    forward_appeal,
    hand_to_stand_in,
    rate_answer,
    reopen_appeal,
)
from watandoshlar.domains.cases.api import take_case
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Span:
    first_day: date
    last_day: date
    settled_at: datetime


# The appeals of these tests come on 2 November, at three in the afternoon in Seoul and at nine in Moscow.
AUTUMN = Span(date(2026, 10, 1), date(2026, 12, 31), datetime(2027, 2, 14, tzinfo=UTC))
WINTER = Span(date(2027, 1, 1), date(2027, 3, 31), datetime(2027, 5, 15, tzinfo=UTC))


def on(month: int, day: int, hour: int = 6) -> AbstractContextManager[datetime]:
    return clock.fixed(datetime(2026, month, day, hour, 30, tzinfo=UTC))


def counts(post: str = "seoul", span: Span = AUTUMN) -> AppealCounts:
    return appeal_counts([AUTUMN, WINTER]).get((post, span.first_day), AppealCounts())


def answer(appeal: Appeal, officer, *outcomes: str) -> None:
    take_case(acting_user=officer, reference=appeal.case.reference)
    answer_appeal(
        acting_user=officer, reference=appeal.case.reference, replies=replies(*(outcomes or ("solved", "solved")))
    )


def dispute(reception: Reception, appeal: Appeal) -> None:
    reopen_appeal(acting_user=reception.applicant, reference=appeal.case.reference, why="It is not paid.")


def rate(reception: Reception, appeal: Appeal, mark: int) -> None:
    rate_answer(acting_user=reception.applicant, reference=appeal.case.reference, mark=mark)


def send_to_moscow(reception: Reception, appeal: Appeal, officer) -> None:
    take_case(acting_user=officer, reference=appeal.case.reference)
    forward_appeal(acting_user=officer, reference=appeal.case.reference, to_body="moscow", why="It decides on this.")


@pytest.mark.parametrize("state", ["submitted", "in_review", "forwarded", "not_considered", "withdrawn"])
def test_an_appeal_without_an_answer_was_received_all_the_same(reception: Reception, state: str) -> None:
    reception.appeal(state)
    assert appeal_counts([AUTUMN, WINTER]) == {("seoul", AUTUMN.first_day): AppealCounts(received=1)}


def test_days_are_those_of_the_post(reception: Reception) -> None:
    appeal = reception.appeal()
    # Half past midnight of the fourth in Seoul.
    with on(11, 3, hour=15):
        answer(appeal, reception.officer)
    assert counts() == AppealCounts(received=1, days={2: 1}, solved=1)


def test_the_quarter_is_that_of_the_post(reception: Reception) -> None:
    appeal = reception.appeal()
    # In Seoul the new year has begun.
    with on(12, 31, hour=15):
        answer(appeal, reception.officer)
    assert (counts(), counts(span=WINTER)) == (AppealCounts(received=1), AppealCounts(days={60: 1}, solved=1))


@pytest.mark.parametrize(
    ("outcomes", "solved"),
    [(("solved", "solved"), 1), (("solved", "partly"), 0), (("solved", "explained"), 0), (("refused", "refused"), 0)],
)
def test_solved_is_what_is_solved_wholly(reception: Reception, outcomes: tuple[str, ...], solved: int) -> None:
    answer(reception.appeal(), reception.officer, *outcomes)
    assert counts() == AppealCounts(received=1, days={0: 1}, solved=solved)


def test_one_post_receives_and_another_answers(reception: Reception) -> None:
    appeal = reception.appeal()
    send_to_moscow(reception, appeal, reception.officer)
    with on(11, 12):
        answer(appeal, reception.abroad)
    assert counts("seoul") == AppealCounts(received=1)
    assert counts("moscow") == AppealCounts(days={10: 1}, solved=1)


def test_an_answer_stays_with_its_post_when_the_appeal_goes_on_to_another(reception: Reception) -> None:
    appeal = reception.appeal()
    with on(11, 5):
        answer(appeal, reception.officer)
    with on(11, 6):
        dispute(reception, appeal)
        send_to_moscow(reception, appeal, reception.second)
    with on(11, 16):
        answer(appeal, reception.abroad, "refused", "refused")
    assert counts("seoul") == AppealCounts(received=1, days={3: 1}, solved=1, reopened=1)
    assert counts("moscow") == AppealCounts(days={14: 1})


def test_a_post_that_stands_in_answers_for_itself(reception: Reception) -> None:
    appeal = reception.appeal()
    District.objects.create(post=Post.objects.get(code="moscow"), country="KR", stand_in=True, state="confirmed")
    Post.objects.filter(code="seoul").update(active_until=date(2026, 11, 3))
    with on(11, 9):
        assert hand_to_stand_in(acting_user=SYSTEM) == [appeal.case.reference]
        answer(appeal, reception.abroad)
    assert counts("seoul") == AppealCounts(received=1)
    assert counts("moscow") == AppealCounts(days={7: 1}, solved=1)


def test_each_round_is_an_answer(reception: Reception) -> None:
    appeal = reception.appeal()
    answer(appeal, reception.officer, "refused", "refused")
    with on(11, 4):
        rate(reception, appeal, 1)
        dispute(reception, appeal)
    with on(11, 7):
        answer(appeal, reception.second)
        rate(reception, appeal, 5)
    assert counts() == AppealCounts(received=1, days={0: 1, 5: 1}, solved=1, reopened=1, rated=2, rated_well=1)


@pytest.mark.parametrize("afterwards", [dispute, lambda *given: rate(*given, 5)])
def test_what_comes_after_a_period_is_settled_changes_none_of_its_numbers(
    reception: Reception, afterwards: Callable[[Reception, Appeal], None]
) -> None:
    appeal = reception.appeal()
    answer(appeal, reception.officer)
    with on(11, 20):
        afterwards(reception, appeal)
    settled = Span(AUTUMN.first_day, date(2026, 11, 3), datetime(2026, 11, 18, tzinfo=UTC))
    unsettled = Span(AUTUMN.first_day, date(2026, 11, 3), datetime(2026, 11, 21, tzinfo=UTC))
    before = {("seoul", AUTUMN.first_day): AppealCounts(received=1, days={0: 1}, solved=1)}
    assert appeal_counts([settled]) == before != appeal_counts([unsettled])


def test_one_post_is_counted_as_among_all(reception: Reception, django_assert_num_queries) -> None:
    for _number in range(3):
        send_to_moscow(reception, reception.appeal(), reception.officer)
        answer(reception.appeal(), reception.officer)
    everywhere = appeal_counts([AUTUMN, WINTER])
    assert {post for post, _day in everywhere} == {"seoul"}
    answer(Appeal.objects.filter(case__post__code="moscow").first(), reception.abroad)
    everywhere = appeal_counts([AUTUMN, WINTER])
    for post in ("seoul", "moscow", "berlin"):
        with django_assert_num_queries(2):
            assert appeal_counts([AUTUMN, WINTER], post) == {
                place: found for place, found in everywhere.items() if place[0] == post
            }
