"""How examples go to another office and back, and how their results reach the applicant, through the real acts."""

from collections.abc import Mapping
from typing import Any

from watandoshlar.capabilities.access.api import Account, workers_at
from watandoshlar.domains.cases.acts import (
    choose_way,
    collect_result,
    download_result,
    issue_document,
    mark_ready,
    receive_result,
    refer_case,
    report_referral,
    send_result,
    take_referral,
    tell_result,
)
from watandoshlar.domains.cases.acts._referrals import open_referral
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.gates import Gate, closed_gates
from watandoshlar.domains.cases.models import Case, Referral
from watandoshlar.domains.cases.queries import answers_of, hand_over_rule, service_of

ADDRESS = "Specimen Street 1, 00000 Specimen"
DONE = "Specimen: what the post has done."


def walk_referral_gate(case: Case, gate: Gate, *, acting_user, raw: Mapping[str, Any]) -> None:
    """A check that the example does not name as steps of its own."""
    refer_case(acting_user=acting_user, reference=case.reference, rule_id=gate.id)
    walk_report(case, acting_user=acting_user, raw=raw)


def walk_refer(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    """The first check that the answers make necessary and that has not come back."""
    gates = closed_gates(case, journey_of_case(case, answers_of(case)), "approve")
    rule_id = next(gate.id for gate in gates if gate.code == "referral")
    refer_case(acting_user=acting_user, reference=case.reference, rule_id=rule_id)


def walk_report(case: Case, *, acting_user, raw: Mapping[str, Any]) -> None:
    """An officer of the other office takes the check and finds nothing against the applicant."""
    referral = open_referral(case)
    officer = _officer_for(referral)
    named = {"reference": case.reference, "number": referral.number}
    take_referral(acting_user=officer, **named)
    report_referral(acting_user=officer, outcome="nothing_against", **named)


def _officer_for(referral: Referral) -> Account:
    asked_it = {referral.sent_by_id, referral.case.account_id}
    return next(account for account in workers_at(referral.to_post) if account.pk not in asked_it)


def walk_issue(case: Case, *, acting_user) -> None:
    """What the post does once the case is approved: the sealed document, the ready result, or the words that tell."""
    if service_of(case).definition.document is not None:
        issue_document(acting_user=acting_user, reference=case.reference)
    elif hand_over_rule(case).ways != ("told",):
        mark_ready(acting_user=acting_user, reference=case.reference)
    else:
        tell_result(acting_user=acting_user, reference=case.reference, words=DONE)


def walk_hand_over(case: Case, way: str, *, acting_user) -> None:
    """The result reaches the applicant in the way that the example expects."""
    named = {"acting_user": acting_user, "reference": case.reference}
    match way:
        case "collect":
            collect_result(**named, collected_by="applicant", document_seen="passport", number_seen="FA0000000")
        case "send":
            choose_way(acting_user=case.account, reference=case.reference, way="send", address=ADDRESS)
            send_result(**named, carrier="Specimen Post", tracking="0000")
            receive_result(acting_user=case.account, reference=case.reference)
        case "download":
            download_result(acting_user=case.account, reference=case.reference)
        case "told" if hand_over_rule(case).ways != ("told",):
            tell_result(**named, words=DONE)
