"""Several at once, on connections of their own: one wins, the others are told, nothing is done twice or stuck."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from tests.domains.cases.builders import CAPITAL, CHECK, PASSPORT, Office, reread, worker_of
from watandoshlar.capabilities.audit.api import verify_record
from watandoshlar.capabilities.notifications.api import Letter
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    Case,
    access_draft,
    collect_result,
    confirm_decision,
    fingerprint,
    mark_ready,
    propose_decision,
    recall_referral,
    refer_case,
    report_referral,
    save_page,
    submit_draft,
    take_case,
    take_referral,
    withdraw_case,
)
from watandoshlar.domains.cases.models import CaseEvent
from watandoshlar.foundation.errors import DomainError

pytestmark = pytest.mark.usefixtures("committed_db")


def at_once(acts: Iterable[Callable[[], Any]]) -> list[Any]:
    """What each act returned or, for a refusal, its code; all of them begin at the same moment."""
    acts = list(acts)
    barrier = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            barrier.wait()
            return act()
        except DomainError as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        # A thread begins with an empty context, in which the clock would not be fixed.
        return [future.result() for future in [threads.submit(copy_context().run, run, act) for act in acts]]


@pytest.mark.parametrize("keys", [("same-key", "same-key"), ("one-key-", "another-key")])
def test_a_draft_submitted_twice_at_once_makes_one_case(office: Office, keys: tuple[str, str]) -> None:
    draft = office.draft()
    cases = at_once(
        lambda key=key: submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key=key)
        for key in keys
    )
    assert cases[0] == cases[1] == Case.objects.get()
    assert [event.name for event in CaseEvent.objects.all()] == ["submit"]
    assert Letter.objects.count() == 1
    assert submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="later-key") == cases[0]


def test_a_key_opens_one_draft_only(office: Office) -> None:
    drafts = [office.draft(), office.draft()]
    results = at_once(
        lambda draft=draft: submit_draft(acting_user=office.applicant, draft_id=draft.pk, idempotency_key="same-key")
        for draft in drafts
    )
    assert sorted(map(str, results)) == sorted([Case.objects.get().reference, "idempotency_key_used"])


def test_two_officers_take_one_case(office: Office) -> None:
    case = office.case()
    officers = [office.officer, office.second, office.head]
    results = at_once(
        lambda officer=officer: take_case(acting_user=officer, reference=case.reference) for officer in officers
    )
    assert results.count("wrong_state") == 2
    (winner,) = (officer for officer, result in zip(officers, results, strict=True) if result == case)
    assert reread(case).officer == winner
    assert case.events.filter(name="take").count() == 1


def test_two_confirm_one_proposal(office: Office) -> None:
    case = office.case("proposed")
    results = at_once(
        lambda officer=officer: confirm_decision(acting_user=officer, reference=case.reference, agrees=True)
        for officer in (office.second, office.head)
    )
    assert sorted(map(str, results)) == sorted([case.reference, "wrong_state"])
    assert case.decisions.count() == 2
    assert Letter.objects.filter(code="case_approved").count() == 1


def test_the_applicant_withdraws_while_an_officer_takes(office: Office) -> None:
    case = office.case()
    results = at_once(
        [
            lambda: take_case(acting_user=office.officer, reference=case.reference),
            lambda: withdraw_case(acting_user=office.applicant, reference=case.reference),
        ]
    )
    # Both in turn, or the withdrawal alone: taking comes too late for a withdrawn case.
    assert results in ([case, case], ["wrong_state", case])
    assert reread(case).state == "withdrawn"


def test_the_other_office_answers_while_the_post_takes_the_case_back(office: Office) -> None:
    case = office.case("referred")
    named = {"reference": case.reference, "number": 1, "outcome": "nothing_against"}
    results = at_once(
        [
            lambda: report_referral(acting_user=office.capital, **named),
            lambda: recall_referral(acting_user=office.officer, reference=case.reference),
        ]
    )
    ended = case.referrals.get().ended_as
    assert results == ([case, "wrong_state"] if ended == "reported" else ["referral_ended", case])
    assert reread(case).state == "in_review"
    assert case.events.filter(name__in=["report", "recall"]).count() == 1


def test_two_officers_take_one_check(office: Office) -> None:
    case = office.case("in_review", CAPITAL)
    refer_case(acting_user=office.officer, reference=case.reference, rule_id=CHECK)
    colleague = worker_of("colleague", "officer", get_post("ministry"))
    results = at_once(
        lambda account=account: take_referral(acting_user=account, reference=case.reference, number=1)
        for account in (office.capital, colleague)
    )
    assert results.count("referral_taken") == 1
    assert case.events.filter(name="take_referral").count() == 1


def test_a_result_is_handed_over_once(office: Office) -> None:
    case = office.case("in_review", PASSPORT)
    refer_case(acting_user=office.officer, reference=case.reference, rule_id=CHECK)
    take_referral(acting_user=office.capital, reference=case.reference, number=1)
    report_referral(acting_user=office.capital, reference=case.reference, number=1, outcome="nothing_against")
    propose_decision(acting_user=office.officer, reference=case.reference, outcome="approve")
    made = at_once(
        lambda account=account: mark_ready(acting_user=account, reference=case.reference)
        for account in (office.officer, office.second)
    )
    assert sorted(map(str, made)) == sorted([case.reference, "wrong_state"])
    seen = {"collected_by": "applicant", "document_seen": "passport", "number_seen": "FA 1"}
    handed = at_once(
        lambda account=account: collect_result(acting_user=account, reference=case.reference, **seen)
        for account in (office.officer, office.second)
    )
    assert handed.count("wrong_hand_over_state") == 1
    assert case.events.filter(name="result_collect").count() == 1


def test_two_tabs_of_one_page(office: Office) -> None:
    draft = office.draft()
    _draft, content = access_draft(office.applicant, draft.pk)
    base = fingerprint(content, ["email", "picture", "knows_tutorial"])
    typed = [{"email": [f"{name}@example.org"], "knows_tutorial": ["yes"]} for name in ("first", "second")]
    results = at_once(
        lambda sent=sent: save_page(
            acting_user=office.applicant, draft_id=draft.pk, page_id="finish", typed=sent, base=base
        )
        for sent in typed
    )
    assert sorted(list(result.conflicts) for result in results) == [[], ["email"]]
    _draft, content = access_draft(office.applicant, draft.pk)
    winner = [result.is_complete for result in results].index(True)
    assert content.answers["email"] == typed[winner]["email"][0]


def test_many_at_once_neither_wait_for_ever_nor_break_the_record(office: Office) -> None:
    drafts = [office.draft() for _ in range(4)]
    cases = [office.case() for _ in range(4)]
    results = at_once(
        [
            *(
                lambda d=d: submit_draft(acting_user=office.applicant, draft_id=d.pk, idempotency_key=f"key-{d.pk}")
                for d in drafts
            ),
            *(lambda case=case: take_case(acting_user=office.officer, reference=case.reference) for case in cases),
        ]
    )
    assert all(isinstance(result, Case) for result in results)
    assert verify_record().findings == ()
