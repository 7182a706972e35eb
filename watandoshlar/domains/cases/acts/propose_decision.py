from collections.abc import Sequence

from django.db import transaction

from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._decisions import (
    check_commission,
    check_gates,
    keep_approval,
    record_decision,
    tell_applicant,
)
from watandoshlar.domains.cases.acts._officers import tell_colleagues
from watandoshlar.domains.cases.acts._steps import check_step, lock_case_of_officer, take_step
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import service_of

# On the merits an appeal is answered, demand by demand; what is decided is only not to consider it (ZRU-445, art. 29).
OUTCOMES = {"applications": ("approve", "refuse"), "appeals": ("not_consider",)}


@transaction.atomic
def propose_decision(*, acting_user, reference: str, outcome: str, reasons: Sequence[str] = (), note: str = "") -> Case:
    """The officer's decision: final where the definition asks for one officer, a proposal where it asks for two.

    `outcome` is approve or refuse, for an appeal not_consider; `reasons` are codes of the definition, needed for all
    but an approval. Raises OutcomeNeeded, ReasonNeeded, ReasonsWithApproval, UnknownReason, for an
    approval GatesClosed, for a refusal CommissionDecides and InFavour, and what `lock_case_of_officer` raises.
    """
    case = lock_case_of_officer(acting_user, reference)
    if outcome not in OUTCOMES[service_of(case).definition.register]:
        raise errors.OutcomeNeeded
    step = "propose" if case.needs_second_officer else outcome
    check_step(case, step)
    _check_reasons(case, outcome, reasons)
    check_commission(case, outcome, reasons)
    if outcome == "approve":
        check_gates(case, "approve")
    record_decision(case, 1, acting_user=acting_user, outcome=outcome, reasons=reasons, note=note)
    take_step(
        case, step, acting_user=acting_user, is_public=True, **({} if step == "propose" else {"reasons": list(reasons)})
    )
    if step == "propose":
        tell_colleagues(case, acting_user=acting_user, code="decision_proposed", key=f"{case.reference}:{case.round}")
    else:
        tell_applicant(case, acting_user=acting_user, outcome=outcome, reasons=list(reasons))
        if outcome == "approve":
            keep_approval(case, acting_user=acting_user)
    return case


def _check_reasons(case: Case, outcome: str, reasons: Sequence[str]) -> None:
    if outcome == "approve":
        if reasons:
            raise errors.ReasonsWithApproval
        return
    if not reasons:
        raise errors.ReasonNeeded
    if set(reasons) - set(service_of(case).definition.decision.refusal_reasons):
        raise errors.UnknownReason
