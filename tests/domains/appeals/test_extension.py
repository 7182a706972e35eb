"""Extending a term: rung by rung, by whom the law names, in time; the applicant learns the new day."""

from datetime import timedelta

import pytest

from tests.domains.appeals.builders import Reception, code_of, reread, take, typed_appeal
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.appeals.api import (
    Appeal,
    extend_term,
    forward_appeal,
    take_back_appeal,
    tell_proposer,
)
from watandoshlar.domains.cases.api import due_date
from watandoshlar.domains.cases.models import CaseEvent
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
FIRST, SECOND = "further_study", "exceptional"


def extend(account, appeal: Appeal, rung: str, reason: str = "study") -> str:
    before = reread(appeal).case.due_at, CaseEvent.objects.count(), Letter.objects.count()
    code = code_of(extend_term, acting_user=account, reference=appeal.case.reference, rung=rung, reason=reason)
    after = reread(appeal).case.due_at, CaseEvent.objects.count(), Letter.objects.count()
    # A refusal leaves nothing behind.
    assert after == before if code else after > before
    return code


def test_the_officer_takes_the_first_rung_and_the_head_the_second(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    assert extend(reception.officer, appeal, SECOND) == "extension_refused"
    assert extend(reception.head, appeal, SECOND) == "extension_refused"
    assert extend(reception.second, appeal, FIRST) == "extension_refused"
    assert extend(reception.officer, appeal, FIRST) == ""
    assert extend(reception.officer, appeal, FIRST) == "extension_refused"
    assert extend(reception.officer, appeal, SECOND) == "extension_refused"
    assert extend(reception.head, appeal, SECOND) == ""
    assert extend(reception.head, appeal, SECOND) == "extension_refused"
    case = reread(appeal).case
    assert case.due_at == due_date(case).moment
    letters = Letter.objects.filter(account=reception.applicant, code="term_extended").order_by("pk")
    assert case.due_at.isoformat() in [letter.facts["due_at"] for letter in letters]
    assert len(letters) == 2


def test_on_the_last_day_it_counts_and_after_it_not(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    due = appeal.case.due_at
    with clock.fixed(due + timedelta(seconds=1)):
        assert extend(reception.officer, appeal, FIRST) == "extension_refused"
    with clock.fixed(due):
        assert extend(reception.officer, appeal, FIRST) == ""


def test_what_nobody_knows_is_refused(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    assert extend(reception.officer, appeal, "another_rung") == "extension_refused"
    assert extend(reception.officer, appeal, FIRST, reason="no time") == "why_needed"
    assert extend(reception.abroad, appeal, FIRST) == "role_missing"
    assert extend(reception.applicant, appeal, FIRST) == "role_missing"


@pytest.mark.parametrize("state", ["answered", "not_considered", "withdrawn"])
def test_an_end_is_an_end(reception: Reception, state: str) -> None:
    assert extend(reception.head, reception.appeal(state), FIRST) == "wrong_state"


def test_every_office_may_extend_its_own_term_and_each_is_told(reception: Reception) -> None:
    appeal = reception.appeal("in_review")
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    with clock.fixed(clock.now() + timedelta(days=1)):
        assert extend(reception.officer, appeal, FIRST) == ""
    with clock.fixed(clock.now() + timedelta(days=2)):
        forward_appeal(**mine, to_body="interior", why="Competent.")
    with clock.fixed(clock.now() + timedelta(days=3)):
        take_back_appeal(**mine)
    with clock.fixed(clock.now() + timedelta(days=4)):
        assert extend(reception.officer, appeal, FIRST) == ""
    assert Letter.objects.filter(code="term_extended").count() == 2


def test_who_proposed_something_is_told_within_ten_days(reception: Reception) -> None:
    appeal = reception.appeal("in_review", pages=typed_appeal("proposal"))
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(tell_proposer, **mine) == ""
    (duty,) = [duty for duty in due_date(reread(appeal).case).duties if duty.code == "tell_proposer"]
    assert (duty.fulfilled_at is not None, duty.is_late) == (True, False)
    assert code_of(tell_proposer, **mine) == "nothing_owed"
    assert Letter.objects.filter(code="proposal_studied").count() == 1
    with clock.fixed(clock.now() + timedelta(days=1)):
        forward_appeal(**mine, to_body="moscow", why="Competent.")
    with clock.fixed(clock.now() + timedelta(days=2)):
        reception.officer = reception.abroad
        take(reception, appeal.case.reference)
        assert code_of(tell_proposer, **{**mine, "acting_user": reception.abroad}) == ""
    assert Letter.objects.filter(code="proposal_studied").count() == 2


@pytest.mark.parametrize("kind", ["application", "complaint"])
def test_nobody_else_is_owed_that(reception: Reception, kind: str) -> None:
    appeal = reception.appeal("in_review", pages=typed_appeal(kind))
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(tell_proposer, **mine) == "nothing_owed"
