"""What the two acts of deciding share."""

from collections.abc import Sequence

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.models import Case, Decision

LETTERS = {"approve": "case_approved", "refuse": "case_refused", "not_consider": "case_not_considered"}


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
    write_to_applicant(case, LETTERS[outcome], acting_user=acting_user, reasons=reasons)
