"""What the two acts of deciding share."""

from collections.abc import Sequence

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.cases.acts._facts import record_facts
from watandoshlar.domains.cases.acts._issuing import check_document
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.errors import GatesClosed
from watandoshlar.domains.cases.gates import closed_gates
from watandoshlar.domains.cases.models import Case, Decision, NamedDocument
from watandoshlar.domains.cases.named_documents import named_documents
from watandoshlar.domains.cases.nomination_errors import CommissionDecides, InFavour
from watandoshlar.domains.cases.queries import answers_of, service_of
from watandoshlar.domains.commissions.api import resolution_on

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


def keep_approval(case: Case, *, acting_user) -> None:
    """What an approval brings along: what was accepted is known from now on, and the documents that it names are
    watched."""
    record_facts(case, acting_user=acting_user)
    for certificate in named_documents(journey_of_case(case, answers_of(case))):
        NamedDocument.objects.get_or_create(case=case, certificate=certificate)


def check_commission(case: Case, outcome: str, reasons: Sequence[str]) -> None:
    """Where a commission decides, a refusal follows its resolution against the nominee, or is for a formal reason
    alone; in favour, nothing but a formal reason stands against it. Raises CommissionDecides and InFavour."""
    rule = service_of(case).definition.decision.commission
    if rule is None or outcome != "refuse" or (reasons and set(reasons) <= set(rule.formal)):
        return
    resolution = resolution_on(case.reference, "award")
    if resolution is None:
        raise CommissionDecides
    if resolution.outcome == "in_favour":
        raise InFavour


def check_gates(case: Case, step: str) -> None:
    """Raises GatesClosed while something that the definition asks for before the step has not happened; before an
    approval also NumberRefused, IssuedOnce and DocumentWouldHaveEnded, where its document could not be issued."""
    journey = journey_of_case(case, answers_of(case))
    if gates := closed_gates(case, journey, step):
        raise GatesClosed(gates=gates)
    if step == "approve":
        check_document(case, journey)
