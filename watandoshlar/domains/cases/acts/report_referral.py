from collections.abc import Sequence

from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import officers_in_charge
from watandoshlar.domains.cases.acts._referrals import end_referral, lock_taken_referral, tell_office
from watandoshlar.domains.cases.acts._steps import check_step, take_step
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.models.referral import REPORTS
from watandoshlar.domains.cases.queries import service_of
from watandoshlar.domains.cases.terms import recompute_due


@transaction.atomic
def report_referral(
    *, acting_user, reference: str, number: int, outcome: str, note: str = "", reasons: Sequence[str] = ()
) -> Case:
    """The office that was asked answers; the case goes back to its officer, who alone decides.

    `outcome` is one of REPORTS; `reasons` are reasons for a refusal in the definition, needed for `against`; `note` is
    for the officer, needed for all but `nothing_against`. Whatever is not in order needs two officers of the post.
    Raises OutcomeNeeded, ReasonNeeded, ReasonsWithApproval, UnknownReason, ReportNoteNeeded, NotYourReferral and what
    `lock_referral_at_office` raises.
    """
    referral = lock_taken_referral(acting_user, reference, number)
    case = referral.case
    check_step(case, "report")
    _check(case, outcome, reasons, note)
    referral.outcome, referral.reasons = outcome, list(reasons)
    if note:
        referral.report = encrypt_json_for(case.applicant, note, referral.context("report"))
    end_referral(referral, "reported", "outcome", "reasons", "report")
    # What another office says is checked by four eyes before it costs somebody their application.
    case.needs_second_officer = case.needs_second_officer or outcome != "nothing_against"
    take_step(
        case,
        "report",
        acting_user=acting_user,
        also_save=("needs_second_officer",),
        number=number,
        office=referral.to_post.code,
        pauses=referral.pauses,
    )
    recompute_due(case)
    write_to_applicant(
        case, "referral_came_back", acting_user=acting_user, occasion=referral.key, office=referral.to_post.code
    )
    tell_office(referral, officers_in_charge(case), "referral_reported", acting_user=acting_user)
    return case


def _check(case: Case, outcome: str, reasons: Sequence[str], note: str) -> None:
    if outcome not in REPORTS:
        raise errors.OutcomeNeeded
    if outcome != "against" and reasons:
        raise errors.ReasonsWithApproval
    if outcome == "against" and not reasons:
        raise errors.ReasonNeeded
    if set(reasons) - set(service_of(case).definition.decision.refusal_reasons):
        raise errors.UnknownReason
    if outcome != "nothing_against" and not note.strip():
        raise errors.ReportNoteNeeded
