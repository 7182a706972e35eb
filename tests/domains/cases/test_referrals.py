"""A case goes to another office and comes back: who may do what, what the clock says, what approval waits for."""

from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection, transaction

from tests.domains.cases.builders import CAPITAL, CHECK, REASON, TUTORIAL, Office, reread, worker_of
from watandoshlar.capabilities.access.api import Account, assign_role, end_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    Case,
    access_referral,
    answers_of,
    change_calendar_day,
    closed_gates,
    due_date,
    journey_of_case,
    propose_decision,
    recall_referral,
    recompute_terms,
    refer_case,
    referral_counts,
    referrals_for,
    referrals_of,
    release_case,
    release_referral,
    report_referral,
    take_case,
    take_referral,
    warn_of_referrals,
    withdraw_case,
    words_of_referral,
)
from watandoshlar.domains.cases.models import CaseEvent, Referral
from watandoshlar.foundation import clock
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.django_db

# Ten working days of Tashkent after Monday, 2 November 2026.
DUE = datetime(2026, 11, 16, 13, 0, tzinfo=UTC)


def code_of(act: Any, **arguments: Any) -> str:
    with pytest.raises(DomainError) as refused, transaction.atomic():
        act(**arguments)
    assert str(refused.value)
    return refused.value.code


def gates(case: Case) -> list[tuple[str, str]]:
    case = reread(case)
    found = closed_gates(case, journey_of_case(case, answers_of(case)), "approve")
    return [(gate.id, dict(gate.facts)["outcome"]) for gate in found if gate.code == "referral"]


def codes_written() -> dict[str, list[Account]]:
    found: dict[str, list[Account]] = {}
    for letter in Letter.objects.order_by("pk"):
        found.setdefault(letter.code, []).append(letter.account)
    return found


@pytest.fixture
def taken(office: Office) -> Case:
    return office.case("in_review", CAPITAL)


@pytest.fixture
def away(office: Office, taken: Case) -> Case:
    """With the ministry, which has not begun."""
    refer_case(acting_user=office.officer, reference=taken.reference, rule_id=CHECK, question="Is it her?")
    return reread(taken)


@pytest.fixture
def there(office: Office, away: Case) -> Case:
    """An officer of the ministry has taken the check."""
    take_referral(acting_user=office.capital, reference=away.reference, number=1)
    return away


def report(office: Office, case: Case, outcome: str = "nothing_against", **more: Any) -> Case:
    named = {"reference": case.reference, "number": case.referrals.count()}
    return report_referral(acting_user=office.capital, outcome=outcome, **named, **more)


def test_there_and_back(office: Office, away: Case) -> None:
    referral = away.referrals.get()
    assert (away.state, referral.to_post.code, referral.due_at) == ("referred", "ministry", DUE)
    assert words_of_referral(referrals_of(away)[0]).question == "Is it her?"
    take_referral(acting_user=office.capital, reference=away.reference, number=1)
    report(office, away, note="Yes.")
    back = reread(away)
    assert (back.state, back.officer, back.needs_second_officer) == ("in_review", office.officer, False)
    assert words_of_referral(referrals_of(back)[0]).report == "Yes."
    assert gates(back) == []
    propose_decision(acting_user=office.officer, reference=back.reference, outcome="approve")
    assert reread(back).state == "approved"
    written = codes_written()
    assert written["case_referred"] == written["referral_came_back"] == [office.applicant]
    assert written["referral_arrived"] == [office.capital]
    assert written["referral_reported"] == [office.officer]


def test_nothing_is_approved_before_the_answer(office: Office, taken: Case) -> None:
    approve = partial(propose_decision, acting_user=office.officer, reference=taken.reference, outcome="approve")
    assert gates(taken) == [(CHECK, "")]
    assert code_of(approve) == "gates_closed"
    refer_case(acting_user=office.officer, reference=taken.reference, rule_id=CHECK)
    assert code_of(approve) == "wrong_state"
    recall_referral(acting_user=office.officer, reference=taken.reference)
    assert code_of(approve) == "gates_closed"


@pytest.mark.parametrize("outcome", ["against", "cannot_tell"])
def test_what_is_not_in_order_needs_two_officers(office: Office, there: Case, outcome: str) -> None:
    reasons = [REASON] if outcome == "against" else []
    report(office, there, outcome, note="The registers do not agree.", reasons=reasons)
    back = reread(there)
    assert back.needs_second_officer
    assert gates(back) == [(CHECK, outcome)]
    decide = partial(propose_decision, acting_user=office.officer, reference=back.reference)
    assert code_of(decide, outcome="approve") == "gates_closed"
    decide(outcome="refuse", reasons=[REASON])
    assert reread(back).state == "proposed"


def test_the_last_answer_counts(office: Office, there: Case) -> None:
    report(office, there, "cannot_tell", note="Send the birth paper.")
    refer_case(acting_user=office.officer, reference=there.reference, rule_id=CHECK)
    take_referral(acting_user=office.capital, reference=there.reference, number=2)
    assert gates(there) == [(CHECK, "cannot_tell")]
    report(office, there)
    assert gates(there) == []


def test_reports_that_cannot_be_made(office: Office, there: Case) -> None:
    answer = partial(report_referral, acting_user=office.capital, reference=there.reference, number=1)
    assert code_of(answer, outcome="perhaps") == "outcome_needed"
    assert code_of(answer, outcome="against", note="No.") == "reason_needed"
    assert code_of(answer, outcome="against", note="No.", reasons=["face"]) == "unknown_reason"
    assert code_of(answer, outcome="against", reasons=[REASON]) == "note_needed"
    assert code_of(answer, outcome="cannot_tell") == "note_needed"
    assert code_of(answer, outcome="nothing_against", reasons=[REASON]) == "reasons_with_approval"
    assert Referral.objects.get().ended_at is None


def test_what_cannot_be_asked(office: Office, taken: Case) -> None:
    ask = partial(refer_case, reference=taken.reference)
    assert code_of(ask, acting_user=office.officer, rule_id="shoe_size") == "unknown_referral"
    assert code_of(ask, acting_user=office.second, rule_id=CHECK) == "not_your_case"
    tutorial = office.case("in_review", TUTORIAL)
    asked_there = {"acting_user": office.officer, "reference": tutorial.reference, "rule_id": CHECK}
    assert code_of(refer_case, **asked_there) == "unknown_referral"
    ministry = get_post("ministry")
    ministry.active_until = datetime(2026, 10, 1, tzinfo=UTC).date()
    ministry.save()
    assert code_of(ask, acting_user=office.officer, rule_id=CHECK) == "office_closed"


def test_only_who_took_it_reads_and_only_while_it_is_open(office: Office, away: Case) -> None:
    colleague = worker_of("colleague", "officer", get_post("ministry"))
    see = partial(access_referral, reference=away.reference, number=1)
    assert not see(office.capital).may_read
    assert see(office.capital).may_take
    take_referral(acting_user=office.capital, reference=away.reference, number=1)
    assert see(office.capital).may_read
    assert not see(colleague).may_read
    assert not see(colleague).may_take
    for stranger in (office.officer, office.head, office.abroad, office.applicant):
        assert code_of(see, account=stranger) == "referral_not_found"
    report(office, away)
    assert not see(office.capital).may_read


@pytest.mark.parametrize("ending", ["recall", "withdraw"])
def test_what_ends_it_closes_the_answers(office: Office, there: Case, ending: str) -> None:
    act, who = {"recall": (recall_referral, office.head), "withdraw": (withdraw_case, office.applicant)}[ending]
    act(acting_user=who, reference=there.reference)
    assert not access_referral(office.capital, there.reference, 1).may_read
    assert not referrals_for(office.capital).exists()
    answer = {"acting_user": office.capital, "reference": there.reference, "number": 1, "outcome": "nothing_against"}
    assert code_of(report_referral, **answer) == "referral_ended"
    assert codes_written()["referral_ended"] == [office.capital]


def test_nobody_checks_what_they_asked_or_what_is_their_own(office: Office, away: Case) -> None:
    ministry = get_post("ministry")
    take = partial(take_referral, reference=away.reference, number=1)
    for account in (office.officer, office.applicant):
        assign_role(acting_user=SYSTEM, account=account, role="officer", post=ministry)
    sender, applicant = (Account.objects.get(pk=one.pk) for one in (office.officer, office.applicant))
    assert code_of(take, acting_user=sender) == "own_referral"
    assert code_of(take, acting_user=applicant) == "own_application"
    assert code_of(take, acting_user=office.abroad) == "role_missing"
    take(acting_user=office.capital)
    assert code_of(take, acting_user=worker_of("late", "officer", ministry)) == "referral_taken"
    assert not referrals_for(applicant).exists()


def test_a_check_is_put_back(office: Office, there: Case) -> None:
    ministry = get_post("ministry")
    colleague, head = worker_of("colleague", "officer", ministry), worker_of("chief", "head", ministry)
    put_back = partial(release_referral, reference=there.reference, number=1)
    assert code_of(put_back, acting_user=colleague) == "not_your_referral"
    put_back(acting_user=head)
    take_referral(acting_user=colleague, reference=there.reference, number=1)
    put_back(acting_user=colleague)
    assert referral_counts(head) == {"all": 1, "mine": 0}


def test_the_clock_stands_and_says_why(office: Office, away: Case) -> None:
    assert away.due_at is None
    waiting = due_date(away).steps[-1]
    assert (waiting.code, waiting.facts["why"]) == ("waiting", "referral")
    with clock.fixed(clock.now() + timedelta(days=7)):
        take_referral(acting_user=office.capital, reference=away.reference, number=1)
        report(office, away)
        back = reread(away)
        assert back.due_at is not None
        (paused,) = [step for step in due_date(back).steps if step.code == "paused"]
        assert (paused.facts["why"], paused.facts["days"]) == ("referral", 7)


def test_a_check_that_does_not_pause_leaves_the_clock_alone(office: Office, taken: Case) -> None:
    due = taken.due_at
    CaseEvent(case=taken, account=office.officer, name="refer", to_state="in_review", facts={"pauses": False}).save()
    assert [step.code for step in due_date(taken).steps].count("waiting") == 0
    assert due_date(taken).moment == due


def test_the_term_of_the_office_follows_its_calendar(office: Office, there: Case) -> None:
    minister = worker_of_ministry()
    change = change_calendar_day(
        acting_user=minister,
        day=datetime(2026, 11, 10, tzinfo=UTC).date(),
        works=False,
        source="Decree of tests",
        state="confirmed",
        post=get_post("ministry"),
    )
    recompute_terms(acting_user=SYSTEM, calendar_day_id=change.pk)
    assert Referral.objects.get().due_at == DUE + timedelta(days=1)
    assert codes_written()["referral_due_moved"] == [office.capital]
    # A second run finds nothing that moves.
    recompute_terms(acting_user=SYSTEM, calendar_day_id=change.pk)
    assert codes_written()["referral_due_moved"] == [office.capital]


def worker_of_ministry() -> Account:
    from tests.domains.cases.builders import account_of

    minister = account_of("minister")
    assign_role(acting_user=SYSTEM, account=minister, role="ministry", post=None)
    return minister


@pytest.mark.parametrize(
    ("days_before", "readers"),
    [
        (6, {}),
        (5, {"referral_ends": ["capital"]}),
        (2, {"referral_ends": ["capital", "chief"]}),
        (0, {"referral_ends": ["capital", "chief", "officer"]}),
        (-1, {"referral_over": ["capital", "chief", "officer"]}),
    ],
)
def test_warnings_reach_wider_circles(office: Office, there: Case, days_before: int, readers: dict) -> None:
    worker_of("chief", "head", get_post("ministry"))
    with clock.fixed(DUE - timedelta(days=days_before, hours=8)):
        for _run in range(2):
            warn_of_referrals(acting_user=SYSTEM)
    written = {
        code: sorted(account.email.partition("@")[0] for account in accounts)
        for code, accounts in codes_written().items()
        if code in ("referral_ends", "referral_over")
    }
    assert written == readers


def test_of_an_officer_who_left_the_head_is_warned(office: Office, there: Case) -> None:
    worker_of("chief", "head", get_post("ministry"))
    end_role(acting_user=SYSTEM, account=office.capital, role="officer", post=get_post("ministry"))
    with clock.fixed(DUE - timedelta(days=5, hours=8)):
        warn_of_referrals(acting_user=SYSTEM)
    assert [account.email for account in codes_written()["referral_ends"]] == ["chief@example.org"]


def test_only_the_platform_warns(office: Office) -> None:
    assert code_of(warn_of_referrals, acting_user=office.head) == "role_missing"


def test_a_released_case_can_be_asked_about_again(office: Office, there: Case) -> None:
    report(office, there)
    release_case(acting_user=office.officer, reference=there.reference)
    take_case(acting_user=office.second, reference=there.reference)
    assert gates(there) == []


def refused_by_database(statement: str, *parameters: Any) -> str:
    from django.db import DatabaseError

    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)
    return refused.value.__cause__.diag.constraint_name


def test_the_database_keeps_case_and_referral_together(office: Office, there: Case) -> None:
    lone = refused_by_database("UPDATE cases_case SET state = 'in_review' WHERE id = %s", there.pk)
    assert lone == "cases_referred_has_referral"
    other = office.case("in_review", TUTORIAL)
    lone = refused_by_database("UPDATE cases_case SET state = 'referred' WHERE id = %s", other.pk)
    assert lone == "cases_referred_has_referral"
    fixed = refused_by_database("UPDATE cases_referral SET rule = 'other' WHERE case_id = %s", there.pk)
    assert fixed == "cases_referral_fixed"
    own = "UPDATE cases_referral SET taken_by_id = %s WHERE case_id = %s"
    assert refused_by_database(own, office.officer.pk, there.pk) == "cases_referral_by_another"
    assert refused_by_database(own, office.applicant.pk, there.pk) == "cases_referral_by_another"
    report(office, there)
    reopened = "UPDATE cases_referral SET outcome = 'against' WHERE case_id = %s"
    assert refused_by_database(reopened, there.pk) == "cases_referral_fixed"
