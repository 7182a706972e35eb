"""What the two acts of deciding share."""

from collections.abc import Sequence

from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases.models import Case, Decision


def record_decision(case: Case, step: int, *, acting_user, outcome: str, reasons: Sequence[str], note: str) -> None:
    context = f"decision:{case.reference}:{case.round}:{step}"
    Decision(
        case=case,
        round=case.round,
        step=step,
        officer=acting_user,
        outcome=outcome,
        reasons=list(reasons),
        note=encrypt_json_for(case.applicant, note, context) if note else b"",
    ).save(force_insert=True)


def tell_applicant(case: Case, *, acting_user, outcome: str, reasons: list[str]) -> None:
    notify(
        acting_user=acting_user,
        account=case.account,
        code="case_approved" if outcome == "approve" else "case_refused",
        key=case.reference,
        facts={"reference": case.reference, "version": case.version_id, "reasons": reasons},
    )
