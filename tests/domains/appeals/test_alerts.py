"""Warnings before a term ends: to the officer, then the head, then the ministry, each once for each end of a term."""

from collections import Counter
from datetime import timedelta

import pytest

from tests.domains.appeals.builders import WAYS, Reception, code_of, reread
from watandoshlar.capabilities.access.api import end_role, roles_held
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.appeals.api import Appeal, extend_term, send_alerts, terms_board
from watandoshlar.domains.cases import states
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
CODES = ("term_ends", "term_over")


def warned(appeal: Appeal, days: int) -> Counter:
    """Who gets which warning so many days before the end, by the hourly runs of that day."""
    before = set(Letter.objects.values_list("pk", flat=True))
    # From an hour at which it is the same day in Seoul on.
    with clock.fixed(appeal.case.due_at - timedelta(days=days, hours=6)):
        for _hour in range(3):
            send_alerts(acting_user=SYSTEM)
    new = Letter.objects.filter(code__in=CODES).exclude(pk__in=before)
    return Counter((letter.account.email.split("@")[0], letter.code) for letter in new)


def test_the_nearer_the_end_the_wider_the_circle(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    officer, head, minister = ((name, "term_ends") for name in ("officer", "head", "minister"))
    assert warned(appeal, 6) == Counter()
    assert warned(appeal, 5) == Counter([officer])
    assert warned(appeal, 4) == warned(appeal, 3) == Counter()
    assert warned(appeal, 2) == Counter([officer, head])
    assert warned(appeal, 1) == Counter()
    assert warned(appeal, 0) == Counter([officer, head, minister])
    assert warned(appeal, -1) == Counter((name, "term_over") for name in ("officer", "head", "minister"))
    assert warned(appeal, -2) == warned(appeal, -40) == Counter()


def test_a_run_that_comes_late_warns_once(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    assert warned(appeal, 1) == Counter([("officer", "term_ends"), ("head", "term_ends")])


def test_nobodys_appeal_is_the_heads(reception: Reception) -> None:
    assert warned(reception.appeal("submitted"), 5) == Counter([("head", "term_ends")])


def test_a_date_that_moved_is_warned_of_anew(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    assert warned(appeal, 5) == Counter([("officer", "term_ends")])
    with clock.fixed(appeal.case.due_at - timedelta(days=4)):
        extend_term(
            acting_user=reception.officer, reference=appeal.case.reference, rung="further_study", reason="study"
        )
    moved = reread(appeal)
    assert moved.case.due_at > appeal.case.due_at
    assert warned(appeal, 0) == Counter()
    assert warned(moved, 5) == Counter([("officer", "term_ends")])


@pytest.mark.parametrize("state", sorted(WAYS))
def test_every_open_appeal_is_watched_and_no_closed_one(reception: Reception, state: str) -> None:
    """Asking the applicant pauses no term of an appeal, and a body that has it may be late too."""
    appeal = reception.appeal(state)
    is_open = state in states.OPEN_STATES
    assert bool(warned(appeal, 0)) == is_open
    rows = terms_board(None).by_post
    assert sum(rows.get("seoul", {}).values()) == is_open


def test_of_an_officer_who_left_the_head_is_told(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    end_role(acting_user=SYSTEM, account=reception.officer, role="officer", post=appeal.case.post)
    assert warned(appeal, 5) == Counter([("head", "term_ends")])


def test_where_nobody_works_the_ministry_is_told(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    for role in roles_held(appeal.case.post):
        end_role(acting_user=SYSTEM, account=role.account, role=role.role, post=role.post)
    assert warned(appeal, 5) == Counter([("minister", "term_ends")])


def test_who_may_send_them(reception: Reception) -> None:
    assert code_of(send_alerts, acting_user=reception.minister) == ""
    for account in (reception.officer, reception.head, reception.applicant):
        assert code_of(send_alerts, acting_user=account) == "role_missing"
