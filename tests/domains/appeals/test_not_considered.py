"""What is not considered: an officer's conclusion with reasons, approved by the head of the post (ZRU-445, art. 29)."""

import pytest

from tests.domains.appeals.builders import Reception, code_of, propose, reread
from tests.domains.cases.test_the_database_refuses import decide, execute, refusal_of
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.cases.api import confirm_decision, propose_decision

pytestmark = pytest.mark.django_db


def test_an_officer_concludes_and_the_head_approves(reception: Reception) -> None:
    appeal = reception.appeal("proposed")
    mine = {"reference": appeal.case.reference}
    assert code_of(confirm_decision, **mine, acting_user=reception.officer, agrees=True) == "same_officer"
    assert code_of(confirm_decision, **mine, acting_user=reception.second, agrees=True) == "role_missing"
    assert code_of(confirm_decision, **mine, acting_user=reception.abroad, agrees=True) == "role_missing"
    assert code_of(confirm_decision, **mine, acting_user=reception.head, agrees=True) == ""
    appeal = reread(appeal)
    assert (appeal.case.state, appeal.outcome) == ("not_considered", "not_considered")
    assert appeal.closed_on is not None
    letter = Letter.objects.get(account=reception.applicant, code="case_not_considered")
    assert letter.facts["reasons"] == ["anonymous"]


def test_a_head_who_took_it_needs_another_head(reception: Reception) -> None:
    reception.officer = reception.head
    appeal = reception.appeal("proposed")
    mine = {"reference": appeal.case.reference, "agrees": True}
    assert code_of(confirm_decision, **mine, acting_user=reception.head) == "same_officer"


def test_the_head_returns_it(reception: Reception) -> None:
    appeal = reception.appeal("proposed")
    mine = {"acting_user": reception.head, "reference": appeal.case.reference, "agrees": False}
    assert code_of(confirm_decision, **mine) == "note_needed"
    assert code_of(confirm_decision, **mine, note="Ask for the name first.") == ""
    appeal = reread(appeal)
    assert (appeal.case.state, appeal.case.officer, appeal.outcome) == ("in_review", reception.officer, "")
    assert Letter.objects.get(code="case_returned").account == reception.officer
    propose(reception, appeal.case.reference)
    assert code_of(confirm_decision, **{**mine, "agrees": True}) == ""


@pytest.mark.parametrize(
    ("outcome", "reasons", "code"),
    [
        ("not_consider", [], "reason_needed"),
        ("not_consider", ["too_long"], "unknown_reason"),
        ("refuse", ["anonymous"], "outcome_needed"),
        ("approve", [], "outcome_needed"),
        ("forwarded", [], "outcome_needed"),
    ],
)
def test_nothing_else_is_decided(reception: Reception, outcome: str, reasons: list[str], code: str) -> None:
    appeal = reception.appeal("in_review")
    mine = {"acting_user": reception.officer, "reference": appeal.case.reference}
    assert code_of(propose_decision, **mine, outcome=outcome, reasons=reasons) == code


def test_the_database_refuses_one_person(reception: Reception) -> None:
    appeal = reception.appeal("proposed")
    close = "UPDATE cases_case SET state = 'not_considered' WHERE id = %s"
    assert refusal_of(close, appeal.pk) == "cases_officers_decided"
    # Neither a second signature of the same person nor one for something else.
    assert refusal_of(decide(appeal.case, reception.officer.pk, "not_consider", 2))
    execute(decide(appeal.case, reception.head.pk, "return", 2))
    assert refusal_of(close, appeal.pk) == "cases_officers_decided"


@pytest.mark.parametrize("state", ["submitted", "in_review", "forwarded", "answered"])
def test_the_database_knows_no_shorter_way(reception: Reception, state: str) -> None:
    appeal = reception.appeal(state)
    assert refusal_of("UPDATE cases_case SET state = 'not_considered' WHERE id = %s", appeal.pk) in {
        "cases_step_known",
        "cases_officers_decided",
    }
