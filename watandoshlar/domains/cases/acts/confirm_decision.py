from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.domains.cases.acts._decisions import (
    check_commission,
    check_gates,
    keep_approval,
    record_decision,
    tell_applicant,
)
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import check_reader, check_step, lock_case_at_post, take_step
from watandoshlar.domains.cases.errors import NoteNeeded, OfficerBarred, SameOfficer
from watandoshlar.domains.cases.models import Bar, Case


@transaction.atomic
def confirm_decision(*, acting_user, reference: str, agrees: bool, note: str = "") -> Case:
    """The second pair of eyes: agrees with the proposal, which makes it final, or returns the case to its officer.

    `note` is for that officer, and needed for a return. That an appeal is not considered is confirmed by the head of
    the post (ZRU-445, art. 29). Raises NoteNeeded, RoleMissing, OfficerBarred for an agreement of somebody who may not
    take the case, and SameOfficer for the officer who proposed; the database refuses them too. A consent that was
    withdrawn since the proposal raises GatesClosed.
    """
    case = lock_case_at_post(acting_user, reference)
    check_reader(acting_user, case)
    check_step(case, "return")
    proposal = case.decisions.get(round=case.round, step=1)
    if proposal.officer_id == acting_user.pk:
        raise SameOfficer
    if proposal.outcome == "not_consider":
        require_role(acting_user, "head", case.post)
    if agrees and Bar.objects.filter(case=case, account=acting_user).exists():
        raise OfficerBarred
    if not agrees and not note:
        raise NoteNeeded
    if agrees:
        check_commission(case, proposal.outcome, proposal.reasons)
    if agrees and proposal.outcome == "approve":
        check_gates(case, "approve")
    outcome = proposal.outcome if agrees else "return"
    record_decision(
        case, 2, acting_user=acting_user, outcome=outcome, reasons=proposal.reasons if agrees else [], note=note
    )
    if not agrees:
        case.round += 1
        take_step(case, "return", acting_user=acting_user, also_save=("round",), is_public=False)
        tell_officer(case, acting_user=acting_user, code="case_returned", key=f"{case.reference}:{case.round}")
        return case
    take_step(case, outcome, acting_user=acting_user, reasons=proposal.reasons)
    tell_applicant(case, acting_user=acting_user, outcome=outcome, reasons=proposal.reasons)
    if outcome == "approve":
        keep_approval(case, acting_user=acting_user)
    return case
