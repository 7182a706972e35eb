"""Nominations: bodies recommend by their links or papers, the commission decides, and it alone cancels."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from tests.domains.cases.nominees import BY_BODY, Honour
from tests.domains.commissions.builders import code_of
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.appeals.api import begin_appeal
from watandoshlar.domains.cases.acts._recommendations import LINK_DAYS, MOST_LETTERS
from watandoshlar.domains.cases.api import (
    Case,
    ExampleOffice,
    HandOver,
    Recommendation,
    access_asked,
    access_case_for_cancellation,
    access_draft,
    access_nomination,
    access_recommendation,
    answer_hearing,
    answer_recommendation,
    answers_of,
    ask_recommendation,
    award_of,
    cancellations_of,
    closed_gates,
    confirm_decision,
    document_in_force,
    expire_recommendations,
    issue_example,
    journey_of_case,
    nomination_of,
    propose_cancellation,
    propose_decision,
    put_before_commission,
    recommendation_token,
    record_recommendation,
    reinstate_document,
    request_items,
    suspend_document,
    take_back_cancellation,
    withdraw_case,
    withdraw_document,
    words_of_cancellation,
    words_of_recommendation,
)
from watandoshlar.domains.certificates.api import Certificate, suspend_certificate
from watandoshlar.domains.commissions.api import declare_interest, put_off_item, resolution_on, seats_in
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db


def letters(code: str) -> int:
    return Letter.objects.filter(code=code).count()


def asked(case: Case) -> Recommendation:
    return Recommendation.objects.get(case=case)


def gates(case: Case) -> list[tuple[str, dict[str, str]]]:
    found = closed_gates(case, journey_of_case(case, answers_of(case)), "approve")
    return [(gate.code, dict(gate.facts)) for gate in found]


# --- recommendations --------------------------------------------------------------------------------------------------


def test_the_body_that_is_named_is_asked_at_once_and_reads_the_merits_alone(honour: Honour) -> None:
    case = honour.submitted()
    found = access_recommendation(asked(case).pk, recommendation_token(asked(case)))
    shown = access_asked(found)
    assert found.body == "investment"
    assert set(shown.answers) == {"full_name", "grounds", "merits", "proof_kinds", "proof_scan"}
    assert len(shown.files) == 1
    assert letters("recommendation_asked") == 1
    letter = Letter.objects.get(code="recommendation_asked")
    assert "Kim" not in str(letter.facts)


def test_a_body_supports_once_by_its_link(honour: Honour) -> None:
    case = honour.taken()
    link = {"recommendation": asked(case).pk, "token": recommendation_token(asked(case))}
    named = {"acting_user": SYSTEM, **link}
    assert code_of(answer_recommendation, **named, answer="maybe", **BY_BODY) == "recommendation_answer_needed"
    assert code_of(answer_recommendation, **named, answer="support", **{**BY_BODY, "name": ""}) == "signer_needed"
    short = {**BY_BODY, "reasons": "Good."}
    assert code_of(answer_recommendation, **named, answer="decline", **short) == "reasons_of_body_needed"
    assert code_of(answer_recommendation, **{**named, "token": "0" * 40}, answer="support") == "recommendation_closed"
    assert [code for code, _facts in gates(case)] == ["recommendation", "commission"]
    kept = honour.answer(case)
    assert (kept.state, kept.how, words_of_recommendation(kept)) == ("supported", "link", BY_BODY)
    assert b"Sobirov" not in bytes(kept.words)
    assert code_of(answer_recommendation, **named, answer="decline", **BY_BODY) == "recommendation_closed"
    assert [code for code, _facts in gates(case)] == ["commission"]
    assert letters("recommendation_answered") == letters("recommendation_came") == 1


def test_the_officer_asks_others_and_enters_papers(honour: Honour) -> None:
    case = honour.taken()
    named = {"acting_user": honour.officer, "reference": case.reference, "rule": "merit"}
    honour.answer(case, "decline")
    assert code_of(ask_recommendation, **named, body="former_club") == "body_may_not_recommend"
    assert code_of(ask_recommendation, **{**named, "rule": "charm"}, body="culture") == "unknown_recommendation"
    assert code_of(ask_recommendation, **{**named, "acting_user": honour.second}, body="culture") == "not_your_case"
    ask_recommendation(**named, body="culture")
    paper = {**named, "body": "committee", "answer": "support", **BY_BODY}
    assert code_of(record_recommendation, **paper, has_seen=False) == "paper_unseen"
    record_recommendation(**paper, has_seen=True)
    assert dict(Recommendation.objects.values_list("body", "state")) == {
        "investment": "declined",
        "culture": "asked",
        "committee": "supported",
    }
    # On paper a body may come to another mind, until the commission has it.
    record_recommendation(**{**paper, "body": "investment"}, has_seen=True)
    put_before_commission(acting_user=honour.officer, reference=case.reference)
    assert code_of(record_recommendation, **{**paper, "answer": "decline"}, has_seen=True) == "recommendation_closed"
    late = Recommendation.objects.get(body="culture")
    link = {"recommendation": late.pk, "token": recommendation_token(late)}
    assert code_of(answer_recommendation, acting_user=SYSTEM, **link, answer="support", **BY_BODY) == (
        "recommendation_closed"
    )


def test_letters_to_a_body_are_few_and_end(honour: Honour) -> None:
    case = honour.taken()
    named = {"acting_user": honour.officer, "reference": case.reference, "rule": "merit", "body": "investment"}
    old = recommendation_token(asked(case))
    for _ in range(MOST_LETTERS - 1):
        ask_recommendation(**named)
    assert code_of(ask_recommendation, **named) == "asked_often"
    assert code_of(access_recommendation, pk=asked(case).pk, token=old) == "recommendation_closed"
    with clock.fixed(clock.now() + timedelta(days=LINK_DAYS, minutes=1)):
        token = recommendation_token(asked(case))
        assert code_of(access_recommendation, pk=asked(case).pk, token=token) == "recommendation_closed"
        assert expire_recommendations(acting_user=SYSTEM) == 1
        assert expire_recommendations(acting_user=SYSTEM) == 0
    assert asked(case).state == "expired"
    assert code_of(expire_recommendations, acting_user=honour.head) == "role_missing"


# --- the commission ---------------------------------------------------------------------------------------------------


def test_a_nomination_goes_before_the_commission_when_it_is_recommended(honour: Honour) -> None:
    case = honour.taken()
    named = {"acting_user": honour.officer, "reference": case.reference}
    assert code_of(put_before_commission, **named) == "not_recommended"
    honour.answer(case)
    assert code_of(put_before_commission, **{**named, "acting_user": honour.head}) == "not_your_case"
    put_before_commission(**named)
    assert code_of(put_before_commission, **named) == "put_already"
    matter = nomination_of(case).matter
    assert (matter.bodies, matter.own) == (["investment"], [honour.nominee.pk])
    assert gates(case) == [("commission", {"state": "waiting"})]
    assert code_of(propose_decision, **named, outcome="approve") == "gates_closed"
    assert letters("nomination_put") == 1


def test_an_approval_follows_the_resolution_and_a_refusal_too(honour: Honour) -> None:
    case = honour.decided("in_favour")
    named = {"acting_user": honour.officer, "reference": case.reference}
    assert gates(case) == []
    assert code_of(propose_decision, **named, outcome="refuse", reasons=["not_awarded"]) == "commission_in_favour"
    assert code_of(propose_decision, **named, outcome="approve") == ""
    assert letters("commission_in_favour") == 1


def test_against_the_nominee_only_a_refusal_is_left(honour: Honour) -> None:
    case = honour.decided("against")
    named = {"acting_user": honour.officer, "reference": case.reference}
    assert gates(case) == [("commission", {"state": "against"})]
    assert code_of(propose_decision, **named, outcome="approve") == "gates_closed"
    propose_decision(**named, outcome="refuse", reasons=["not_awarded"])
    confirm_decision(acting_user=honour.second, reference=case.reference, agrees=True)
    assert letters("commission_against") == letters("case_refused") == 1


def test_before_the_resolution_only_a_formal_reason_refuses_and_takes_the_matter_back(honour: Honour) -> None:
    case = honour.put()
    named = {"acting_user": honour.officer, "reference": case.reference, "outcome": "refuse"}
    assert code_of(propose_decision, **named, reasons=["not_awarded"]) == "commission_decides"
    assert code_of(propose_decision, **named, reasons=["papers_not_genuine", "not_awarded"]) == "commission_decides"
    propose_decision(**named, reasons=["papers_not_genuine"])
    confirm_decision(acting_user=honour.second, reference=case.reference, agrees=True)
    assert nomination_of(case).state == "withdrawn"


def test_a_nominee_who_withdraws_leaves_the_agenda(honour: Honour) -> None:
    case = honour.put()
    item = honour.voting(case)
    withdraw_case(acting_user=honour.nominee, reference=case.reference)
    item.refresh_from_db()
    assert (item.state, nomination_of(case).state) == ("dropped", "withdrawn")
    assert resolution_on(case.reference, "award") is None


def test_what_members_read_does_not_change_while_it_is_on_the_agenda(honour: Honour) -> None:
    case = honour.put()
    item = honour.in_session(case)
    wanted = {
        "acting_user": honour.officer,
        "reference": case.reference,
        "items": ["proof_scan"],
        "note": "",
        "due_on": date(2026, 12, 1),
    }
    assert code_of(request_items, **wanted) == "on_the_agenda"
    at = {"sitting": item.sitting_id, "number": item.number}
    put_off_item(acting_user=honour.secretary, **at, delay="more_facts")
    assert code_of(request_items, **wanted) == ""


def test_members_read_what_the_service_shows_and_nothing_else(honour: Honour) -> None:
    case = honour.put()
    member = seats_in("compatriots")[2]
    declare_interest(acting_user=member.account, matter=nomination_of(case).matter.pk, has_conflict=False)
    papers = access_nomination(member.account, case.reference, "award")
    assert "address_abroad" not in papers.journey.answers
    assert "identity_scan" not in papers.journey.answers
    assert set(papers.journey.answers) >= {"full_name", "merits", "proof_scan", "route"}
    assert [row.body for row in papers.recommendations] == ["investment"]
    account = seats_in("compatriots")[3].account
    assert code_of(access_nomination, account=account, subject=case.reference, kind="award") == "declare_first"


# --- cancellation -----------------------------------------------------------------------------------------------------

WHY = "The extract from the register was forged."


def cancel(honour: Honour, case: Case, **changed: object) -> str:
    named = {"acting_user": honour.ministry, "reference": case.reference, "ground": "false_papers", "why": WHY}
    return code_of(propose_cancellation, **named | changed)


def test_the_head_suspends_and_only_the_ministry_puts_a_cancellation(honour: Honour) -> None:
    case = honour.issued()
    number = document_in_force(case).number
    withdrawing = {"acting_user": honour.head, "reference": case.reference, "reason": "issued_in_error"}
    assert code_of(withdraw_document, **withdrawing) == "commission_cancels"
    suspend_certificate(acting_user=honour.head, number=number, reason="issued_in_error")
    assert cancel(honour, case, acting_user=honour.head) == "not_for_the_ministry"
    assert cancel(honour, case, ground="mood") == "ground_needed"
    assert cancel(honour, case, why=" ") == "why_cancel_needed"
    assert cancel(honour, case) == ""
    assert cancel(honour, case) == "nothing_to_cancel"
    assert letters("cancellation_proposed") == 1


def test_the_holder_is_heard_before_the_vote_and_the_document_falls_with_the_resolution(honour: Honour) -> None:
    case = honour.issued()
    cancel(honour, case)
    assert code_of(honour.voting, case=case, kind="cancel") == "not_ripe"
    answering = {"acting_user": honour.nominee, "reference": case.reference}
    assert code_of(answer_hearing, **answering, answer=" ") == "hearing_answer_needed"
    answer_hearing(**answering, answer="It is genuine.")
    assert code_of(answer_hearing, **answering, answer="Once more.") == "hearing_closed"
    honour.resolve(case, "in_favour", "cancel")
    certificate = document_in_force(case)
    (row,) = cancellations_of(case)
    assert (certificate.status, row.ended_as) == ("revoked", "cancelled")
    assert words_of_cancellation(row).answer == "It is genuine."
    assert b"forged" not in bytes(row.why)
    assert certificate.status_changes.get(to_status="revoked").reason == "commission"
    letter = Letter.objects.get(code="document_cancelled")
    assert letter.facts["certificate"] == certificate.number
    draft = begin_appeal(acting_user=honour.nominee, reference=case.reference)
    _draft, content = access_draft(honour.nominee, draft.pk)
    assert certificate.number in content.answers["happened"]
    assert (content.answers["appeal_kind"], content.answers["complained_of"]) == ("complaint", "another_body")


def test_who_does_not_answer_in_time_is_not_waited_for(honour: Honour) -> None:
    case = honour.issued()
    cancel(honour, case)
    with clock.fixed(clock.now() + timedelta(days=10, minutes=1)):
        late = {"acting_user": honour.nominee, "reference": case.reference, "answer": "Too late."}
        assert code_of(answer_hearing, **late) == "hearing_closed"
        honour.resolve(case, "against", "cancel")
    assert (document_in_force(case).status, cancellations_of(case)[0].ended_as) == ("valid", "kept")
    assert letters("cancellation_refused") == 1
    # Another ground may come up later.
    assert cancel(honour, case, ground="grave_crime") == ""


def test_the_ministry_takes_a_cancellation_back(honour: Honour) -> None:
    case = honour.issued()
    cancel(honour, case)
    named = {"reference": case.reference}
    assert code_of(take_back_cancellation, acting_user=honour.head, **named) == "not_for_the_ministry"
    take_back_cancellation(acting_user=honour.ministry, **named)
    assert (document_in_force(case).status, cancellations_of(case)[0].ended_as) == ("valid", "taken_back")
    assert code_of(take_back_cancellation, acting_user=honour.ministry, **named) == "nothing_to_cancel"


RENAMED = "compatriot-card-change/name-on-the-certificate"


def rename(honour: Honour, certificate: Certificate) -> Certificate:
    """Its next version under another name, as the office in Seoul issues it."""
    return issue_example(
        acting_user=honour.nominee,
        other_holder=honour.nominee,
        office=ExampleOffice(honour.officer, honour.second),
        example=RENAMED,
        held={"old_document": certificate.number},
    )


@pytest.fixture
def renamed(honour: Honour, publish: Callable[[str], None]) -> tuple[Case, list[Certificate]]:
    """The case in which a commission gave a certificate, and its three versions: its holder was renamed twice."""
    publish("compatriot-card-change")
    case = honour.issued()
    given = document_in_force(case)
    first = rename(honour, given)
    return case, [given, first, rename(honour, first)]


def test_no_new_name_takes_a_certificate_from_its_commission(honour: Honour, renamed) -> None:
    case, versions = renamed
    assert len({one.subject for one in versions}) == 3
    for version in versions:
        assert award_of(version) == case
        withdrawing = {"acting_user": honour.head, "reference": version.subject, "reason": "obtained_by_fraud"}
        assert code_of(withdraw_document, **withdrawing) == "commission_cancels"
    newest = document_in_force(case)
    assert (newest, newest.status) == (versions[-1], "valid")
    # The head can pause it, as before.
    pausing = {"acting_user": honour.head, "reference": newest.subject}
    assert code_of(suspend_document, **pausing, reason="obtained_by_fraud") == ""
    assert code_of(reinstate_document, **pausing, reason="doubt_cleared") == ""


def test_the_commission_cancels_what_it_gave_under_a_new_name(honour: Honour, renamed) -> None:
    case, (*_earlier, newest) = renamed
    assert access_case_for_cancellation(honour.ministry, newest.subject) == case
    assert cancel(honour, case, reference=newest.subject) == "no_commission"
    assert cancel(honour, case) == ""
    answer_hearing(acting_user=honour.nominee, reference=case.reference, answer="It is genuine.")
    HandOver.objects.filter(case__reference=newest.subject).update(chase_on=date(2026, 12, 1))
    honour.resolve(case, "in_favour", "cancel")
    newest.refresh_from_db()
    assert (newest.status, newest.status_changes.get().reason) == ("revoked", "commission")
    assert HandOver.objects.get(case__reference=newest.subject).chase_on is None


def test_who_may_not_cancel_finds_no_case(honour: Honour, renamed) -> None:
    case, (*_earlier, newest) = renamed
    for account in (honour.head, honour.nominee):
        for reference in (case.reference, newest.subject):
            seeking = {"account": account, "reference": reference}
            assert code_of(access_case_for_cancellation, **seeking) == "case_not_found"


def test_the_operator_withdraws_what_a_commission_gave(honour: Honour, renamed) -> None:
    case, (*_earlier, newest) = renamed
    withdraw_document(acting_user=SYSTEM, reference=newest.subject, reason="holder_died")
    assert document_in_force(case).status == "revoked"
