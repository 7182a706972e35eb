"""Disputing an answer: within its time, by another officer, with everything that was said before in view."""

from datetime import timedelta

import pytest

from tests.domains.appeals.builders import Reception, code_of, replies, reread
from tests.domains.cases.test_the_database_refuses import refusal_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.api import (
    Appeal,
    answer_appeal,
    answers_to,
    forwards_of,
    rate_answer,
    rating_of,
    reopen_appeal,
    reopened_because,
    reopening_until,
    reply_as_body,
    reply_token,
)
from watandoshlar.domains.cases.api import confirm_decision, due_date, propose_decision, take_case
from watandoshlar.domains.cases.models import Bar
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
WHY = "March is still not paid."


def reopened(reception: Reception, appeal: Appeal) -> Appeal:
    reopen_appeal(acting_user=reception.applicant, reference=appeal.case.reference, why=WHY)
    return reread(appeal)


def test_another_officer_answers_the_second_round(reception: Reception) -> None:
    appeal = reception.appeal("answered")
    mine = {"reference": appeal.case.reference}
    rate_answer(acting_user=reception.applicant, **mine, mark=1)
    later = clock.now() + timedelta(days=3)
    with clock.fixed(later):
        appeal = reopened(reception, appeal)
        assert (appeal.case.state, appeal.case.round, appeal.outcome, appeal.closed_on) == ("submitted", 2, "", None)
        # A term of its own, from the day of the dispute.
        assert due_date(appeal.case).clocks[-1].started == later
        assert code_of(take_case, acting_user=reception.officer, **mine) == "officer_barred"
        refused = refusal_of(
            "UPDATE cases_case SET officer_id = %s, state = 'in_review' WHERE id = %s", reception.officer.pk, appeal.pk
        )
        assert refused == "cases_officer_not_barred"
        take_case(acting_user=reception.second, **mine)
        assert reopened_because(reread(appeal)) == WHY
        answer_appeal(acting_user=reception.second, **mine, replies=replies("solved", "partly"))
    appeal = reread(appeal)
    assert [(one.round, one.number, one.outcome) for one in answers_to(appeal)] == [
        (1, 1, "solved"),
        (1, 2, "explained"),
        (2, 1, "solved"),
        (2, 2, "partly"),
    ]
    assert (appeal.outcome, rating_of(appeal)) == ("partly", None)
    assert code_of(rate_answer, acting_user=reception.applicant, **mine, mark=4) == ""


def test_the_last_moment_and_the_one_after(reception: Reception) -> None:
    appeal = reception.appeal("answered")
    mine = {"acting_user": reception.applicant, "reference": appeal.case.reference, "why": WHY}
    until = reopening_until(appeal)
    assert (until.date() - clock.now().date()).days >= 30
    with clock.fixed(until + timedelta(seconds=1)):
        assert code_of(reopen_appeal, **mine) == "reopening_over"
    with clock.fixed(until):
        assert code_of(reopen_appeal, **mine) == ""


@pytest.mark.parametrize("state", ["submitted", "in_review", "forwarded", "proposed", "not_considered", "withdrawn"])
def test_there_has_to_be_an_answer(reception: Reception, state: str) -> None:
    appeal = reception.appeal(state)
    mine = {"acting_user": reception.applicant, "reference": appeal.case.reference}
    assert code_of(reopen_appeal, **mine, why=WHY) == "wrong_state"


def test_who_reopens_says_why_and_is_the_applicant(reception: Reception) -> None:
    appeal = reception.appeal("answered")
    mine = {"acting_user": reception.applicant, "reference": appeal.case.reference}
    assert code_of(reopen_appeal, **mine, why=" ") == "why_needed"
    assert code_of(reopen_appeal, **{**mine, "acting_user": reception.officer}, why=WHY) == "case_not_found"


def test_who_sent_it_to_the_body_whose_answer_is_disputed_stays_away_too(reception: Reception) -> None:
    appeal = reception.appeal("forwarded")
    (sent,) = forwards_of(appeal)
    reply_as_body(
        acting_user=SYSTEM,
        reference=appeal.case.reference,
        number=1,
        token=reply_token(sent),
        replies=replies("refused", "refused"),
    )
    reopened(reception, appeal)
    assert Bar.objects.get().account == reception.officer


def test_the_reason_stays_readable_when_the_head_returns_a_conclusion(reception: Reception) -> None:
    appeal = reopened(reception, reception.appeal("answered"))
    mine = {"reference": appeal.case.reference}
    take_case(acting_user=reception.second, **mine)
    propose_decision(acting_user=reception.second, **mine, outcome="not_consider", reasons=["other_procedure"])
    confirm_decision(acting_user=reception.head, **mine, agrees=False, note="It is ours.")
    appeal = reread(appeal)
    assert (appeal.case.round, reopened_because(appeal)) == (3, WHY)


def test_who_answered_before_does_not_end_it_without_an_answer(reception: Reception) -> None:
    appeal = reception.appeal("submitted")
    mine = {"reference": appeal.case.reference}
    take_case(acting_user=reception.head, **mine)
    answer_appeal(acting_user=reception.head, **mine, replies=replies("refused", "refused"))
    reopened(reception, appeal)
    take_case(acting_user=reception.second, **mine)
    propose_decision(acting_user=reception.second, **mine, outcome="not_consider", reasons=["other_procedure"])
    assert code_of(confirm_decision, acting_user=reception.head, **mine, agrees=True) == "officer_barred"
    # Returning it is no way to end it.
    assert code_of(confirm_decision, acting_user=reception.head, **mine, agrees=False, note="Answer it.") == ""


def test_where_everybody_has_answered_the_ministry_goes_on(reception: Reception) -> None:
    appeal = reception.appeal("answered")
    mine = {"reference": appeal.case.reference}
    for worker in (reception.second, reception.head):
        assert reopened(reception, appeal).case.post.code == "seoul"
        take_case(acting_user=worker, **mine)
        answer_appeal(acting_user=worker, **mine, replies=replies("refused", "refused"))
    before = due_date(reread(appeal).case).clocks
    appeal = reopened(reception, appeal)
    assert (appeal.case.post.code, appeal.case.state) == ("ministry", "submitted")
    # The clock that the dispute started is that of the post.
    assert len(due_date(appeal.case).clocks) >= len(before)
    assert due_date(appeal.case).clocks[-1].office == "seoul"
    assert code_of(take_case, acting_user=reception.central, **mine) == ""
