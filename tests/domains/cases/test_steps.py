"""Which act is possible in which state, for whom, with what; and what each leaves behind."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.domains.cases.builders import (
    ACTS,
    CAPITAL,
    DAY_TYPED,
    REASON,
    SOON,
    TUTORIAL,
    TWO_OFFICERS,
    USUAL,
    WAYS,
    Office,
    reread,
)
from tests.example_day import NOW
from watandoshlar.capabilities.access.api import Account, RoleAssignment, assign_role
from watandoshlar.capabilities.audit.api import SYSTEM, Entry, entries_of_chain
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases import states
from watandoshlar.domains.cases.api import (
    Case,
    answer_request,
    answers_of,
    close_request,
    errors,
    open_item_request,
    propose_decision,
    queue_of,
    request_items,
)
from watandoshlar.domains.cases.models import AnswerSet, CaseEvent, Decision, ItemRequest
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db

LETTERS = {
    "request_items": "items_requested",
    "answer_request": "items_answered",
    "close_request": "request_closed",
    "return": "case_returned",
    # Where one officer decides, a proposal is the decision.
    "propose": "case_approved",
    "approve": "case_approved",
    "confirm": "case_approved",
    "refuse": "case_refused",
    "issue": "document_issued",
    "refer": "case_referred",
    "report": "referral_came_back",
    "recall": "referral_recalled",
}


def perform(office: Office, act: str, case: Case, acting_user: Account | None = None) -> Any:
    who, do = ACTS[act]
    return do(acting_user=acting_user or getattr(office, who), reference=case.reference)


def code_of(office: Office, act: str, case: Case, acting_user: Account | None = None) -> str:
    """The code by which an act is refused, "" when it is done; undone again in either case."""
    with transaction.atomic():
        try:
            perform(office, act, case, acting_user)
        except DomainError as refusal:
            return refusal.code
        finally:
            transaction.set_rollback(True)
    return ""


def possible(state: str, slug: str) -> set[str]:
    """What the table lets happen in a state, by the names of acts: one act confirms whichever decision was proposed.

    Where the capital has to be asked, nothing is approved before it has answered; elsewhere it is not asked. What the
    platform does by itself is nobody's act.
    """
    steps = states.steps_of("applications")
    names = {step.name for step in steps if step.source == state and step.who != "platform"}
    names -= {"approve", "propose"} if slug == CAPITAL else {"refer"}
    return {"return", "confirm"} if state == "proposed" else names


@pytest.mark.parametrize(
    ("state", "slug"),
    [*((state, TUTORIAL) for state in WAYS if state not in USUAL)]
    + [(state, CAPITAL) for state in ("in_review", "referred")]
    + [(state, TWO_OFFICERS) for state in ("submitted", "in_review", "waiting_for_applicant", "proposed", "withdrawn")],
)
def test_exactly_the_steps_of_the_table_are_possible(office: Office, state: str, slug: str) -> None:
    case = office.case(state, slug)
    codes = {act: code_of(office, act, case) for act in ACTS}
    assert {act for act, code in codes.items() if not code} == possible(state, slug)
    # The others are refused for the state, because nobody has the case, or because the service asks no other office.
    asks = {"gates_closed"} if slug == CAPITAL else {"unknown_referral"}
    assert set(codes.values()) <= {"", "wrong_state", "not_your_case", "referral_not_found", *asks}
    assert "wrong_state" in codes.values()


# The state in which each act is possible.
BEGINS = {
    "take": "submitted",
    "answer_request": "waiting_for_applicant",
    "close_request": "waiting_for_applicant",
    "report": "referred",
    "recall": "referred",
    "return": "proposed",
    "confirm": "proposed",
    "issue": "approved",
}
IN = {"refer": CAPITAL}
TOLD_TO_THE_OFFICER = {"answer_request", "return"}
OF_THE_APPLICANT = {"answer_request", "withdraw"}
OF_THE_OFFICER = {"request_items", "refer", "propose", "approve", "refuse"}
# Who else learns of an act: the office that is asked, the officer who waits for its answer.
COPIES = {"refer": {"capital": "referral_arrived"}, "report": {"officer": "referral_reported"}}
COPIES["recall"] = {"capital": "referral_ended"}


def case_for(office: Office, act: str) -> Case:
    """A case in which the act is possible."""
    return office.case(BEGINS.get(act, "in_review"), IN.get(act, ""))


@pytest.mark.parametrize("act", sorted(ACTS))
def test_who_may_not(office: Office, act: str) -> None:
    case = case_for(office, act)
    assert code_of(office, act, case) == ""
    if act in OF_THE_APPLICANT:
        for stranger in (office.officer, office.second, office.head, office.abroad):
            assert code_of(office, act, case, stranger) == "case_not_found"
        return
    assert code_of(office, act, case, office.abroad) == "role_missing"
    assert code_of(office, act, case, office.applicant) == "role_missing"
    # Even with a role at the post, nobody works on the own application.
    post = get_post("ministry") if act == "report" else case.post
    assign_role(acting_user=SYSTEM, account=office.applicant, role="head", post=post)
    colleague = Account.objects.get(pk=office.applicant.pk)
    assert code_of(office, act, case, colleague) == "own_application"
    if act in OF_THE_OFFICER:
        assert code_of(office, act, case, office.second) == "not_your_case"
        assert code_of(office, act, case, office.head) == "not_your_case"


@pytest.mark.parametrize("act", sorted(ACTS))
def test_nobody_is_nobody(office: Office, act: str) -> None:
    case = case_for(office, act)
    for nobody in (None, AnonymousUser()):
        with pytest.raises((DomainError, AttributeError)), transaction.atomic():
            ACTS[act][1](acting_user=nobody, reference=case.reference)
    assert reread(case).state == case.state


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_case_that_does_not_exist(office: Office, act: str) -> None:
    code = "referral_not_found" if act == "report" else "case_not_found"
    assert code_of(office, act, Case(reference="WD-26-NONE-NONE-N")) == code


@pytest.mark.parametrize("act", ["release", "close_request", "recall"])
def test_the_head_stands_in_for_an_officer_who_is_away(office: Office, act: str) -> None:
    case = case_for(office, act)
    assert code_of(office, act, case, office.second) == "not_your_case"
    assert code_of(office, act, case, office.head) == ""


def test_a_case_goes_on_when_its_officer_has_left(office: Office) -> None:
    """The head is told in the officer's place, ends the waiting when the day has passed, and frees the case."""
    answered, unanswered = office.case("waiting_for_applicant"), office.case("waiting_for_applicant")
    RoleAssignment.objects.filter(account=office.officer).update(
        valid_until=date(2026, 11, 1), valid_from=date(2026, 1, 1)
    )
    perform(office, "answer_request", answered)
    letter = Letter.objects.get(code="items_answered")
    assert (letter.account, letter.facts) == (office.head, {"reference": answered.reference})
    perform(office, "close_request", unanswered, office.head)
    for case in (answered, unanswered):
        perform(office, "release", case, office.head)
        perform(office, "take", case)
        assert reread(case).officer == office.second


def test_a_request_is_closed_only_after_its_day(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    close = partial(close_request, acting_user=office.officer, reference=case.reference)
    # It is still the twentieth in Seoul.
    with clock.fixed(datetime(2026, 11, 20, 14, 59, tzinfo=UTC)), pytest.raises(errors.DayNotPassed) as refused:
        close()
    assert (refused.value.code, refused.value.fields) == ("day_not_passed", {"day": SOON})
    assert "2026" in str(refused.value)
    with clock.fixed(datetime(2026, 11, 20, 15, 0, tzinfo=UTC)):
        close()
    request = case.item_requests.get()
    assert (request.answered_at, request.closed_at) == (None, datetime(2026, 11, 20, 15, 0, tzinfo=UTC))


def test_the_pause_ends_when_a_request_is_closed(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    assert case.due_at is None
    perform(office, "close_request", case)
    # Asked on the second, closed on Saturday the twenty-first: three working days from then.
    assert reread(case).due_at.date() == date(2026, 11, 25)
    assert open_item_request(reread(case)) is None
    perform(office, "request_items", case)
    assert [request.number for request in case.item_requests.order_by("pk")] == [1, 2]


def test_the_colleagues_learn_that_a_second_officer_is_wanted(office: Office) -> None:
    case = office.case("in_review", TWO_OFFICERS)
    perform(office, "propose", case)
    letters = Letter.objects.filter(code="decision_proposed")
    assert {letter.account for letter in letters} == {office.second, office.head}
    perform(office, "return", case)
    perform(office, "propose", case)
    assert letters.filter(account=office.second).count() == 2


def test_the_second_officer_is_another_one(office: Office) -> None:
    case = office.case("proposed")
    for act in ("confirm", "return"):
        assert code_of(office, act, case, office.officer) == "same_officer"
        assert code_of(office, act, case, office.head) == ""


def traces() -> dict[str, int]:
    kinds = (CaseEvent, AnswerSet, ItemRequest, Decision, Letter, Entry, ProcrastinateJob)
    return {kind.__name__: kind.objects.count() for kind in kinds}


@pytest.mark.parametrize("act", sorted(ACTS))
def test_what_an_act_leaves_behind(office: Office, act: str) -> None:
    case = case_for(office, act)
    who = getattr(office, ACTS[act][0])
    letters = set(Letter.objects.values_list("pk", flat=True))
    entries = entries_of_chain(case.chain).count()
    perform(office, act, case)
    after = reread(case)
    event = case.events.latest("pk")
    assert (event.account, event.from_state, event.to_state) == (who, case.state, after.state)
    entry = entries_of_chain(case.chain).last()
    assert entries_of_chain(case.chain).count() == entries + 1
    assert (entry.act, entry.account_id, entry.facts["from"], entry.facts["to"]) == (
        event.name,
        who.pk,
        case.state,
        after.state,
    )
    written = Letter.objects.exclude(pk__in=letters)
    reader = "officer" if act in TOLD_TO_THE_OFFICER else "applicant"
    told = ({reader: LETTERS[act]} if act in LETTERS else {}) | COPIES.get(act, {})
    assert {letter.account: letter.code for letter in written} == {
        getattr(office, name): code for name, code in told.items()
    }
    for letter in written:
        assert ProcrastinateJob.objects.filter(args={"letter_id": str(letter.pk)}).count() == 1


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_rolled_back_act_leaves_nothing(office: Office, act: str) -> None:
    case = case_for(office, act)
    before = traces()
    assert code_of(office, act, case) == ""
    assert traces() == before
    assert reread(case).state == case.state


def refusal(act: Callable[..., Any], **arguments: Any) -> str:
    with pytest.raises(DomainError) as refused, transaction.atomic():
        act(**arguments)
    assert str(refused.value)
    return refused.value.code


def test_requests_that_cannot_be_made(office: Office) -> None:
    case = office.case("in_review")
    ask = partial(refusal, request_items, acting_user=office.officer, reference=case.reference, note="")
    assert ask(items=[], due_on=SOON) == "items_needed"
    assert ask(items=["read_on", "shoe_size"], due_on=SOON) == "unknown_item"
    # It is a Monday noon in Seoul: that day is no day in the future any more.
    assert ask(items=["read_on"], due_on=date(2026, 11, 2)) == "day_passed"
    assert not case.item_requests.exists()


def test_decisions_that_cannot_be_made(office: Office) -> None:
    case = office.case("in_review")
    propose = partial(refusal, propose_decision, acting_user=office.officer, reference=case.reference)
    assert propose(outcome="refuse") == "reason_needed"
    assert propose(outcome="refuse", reasons=["face"]) == "unknown_reason"
    assert propose(outcome="approve", reasons=[REASON]) == "reasons_with_approval"
    assert propose(outcome="issue") == "outcome_needed"
    assert not case.decisions.exists()


def test_answers_that_do_not_answer(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    answer = partial(refusal, answer_request, acting_user=office.applicant, reference=case.reference)
    assert answer(typed={"email": ["other@example.org"]}) == "unknown_field"
    assert answer(typed={**DAY_TYPED, "read_on.month": ["13"]}) == "items_incomplete"
    assert answer(typed={name: [""] for name in DAY_TYPED}) == "items_incomplete"
    assert case.answer_sets.count() == 1


def test_an_answer_adds_to_the_history(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    before = answers_of(case)
    perform(office, "answer_request", case)
    assert answers_of(case, number=1) == before
    assert answers_of(case) == {**before, "read_on": "2026-12-15"}
    assert case.answer_sets.get(number=2).changed_fields == ["read_on"]
    assert open_item_request(reread(case)) is None


def test_the_clock_stands_while_the_applicant_is_asked(office: Office) -> None:
    case = office.case("in_review")
    due = case.due_at
    assert due is not None
    perform(office, "request_items", case)
    assert reread(case).due_at is None
    with clock.fixed(NOW.replace(day=9)):
        perform(office, "answer_request", case)
    assert reread(case).due_at > due


def test_a_withdrawn_case_asks_nothing_any_more(office: Office) -> None:
    case = office.case("waiting_for_applicant")
    assert open_item_request(case).items == ["read_on"]
    perform(office, "withdraw", case)
    assert open_item_request(reread(case)) is None
    assert case not in queue_of(office.officer)


def test_a_returned_case_is_decided_again(office: Office) -> None:
    case = office.case("proposed")
    perform(office, "return", case)
    case = reread(case)
    assert (case.state, case.round, case.officer) == ("in_review", 2, office.officer)
    perform(office, "refuse", case)
    perform(office, "confirm", case)
    assert reread(case).state == "refused"
    assert list(case.decisions.order_by("pk").values_list("round", "step", "outcome")) == [
        (1, 1, "approve"),
        (1, 2, "return"),
        (2, 1, "refuse"),
        (2, 2, "refuse"),
    ]
