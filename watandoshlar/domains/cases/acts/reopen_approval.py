from django.db import transaction

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appointments.api import drop_subject
from watandoshlar.domains.cases.acts._issuing import check_document
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._officers import tell_officer
from watandoshlar.domains.cases.acts._steps import lock_case, take_step
from watandoshlar.domains.cases.content import journey_of_case
from watandoshlar.domains.cases.errors import DocumentWouldHaveEnded, IssuedOnce, NumberRefused
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.queries import answers_of, service_of


@transaction.atomic
def reopen_approval(*, acting_user, reference: str) -> bool:
    """Give an approved case back to its officer when its document cannot be issued any more: one that it names does
    not count now, the person got another of its kind, or the new one would have ended already. Returns whether it was
    so.

    Only the platform itself does this. The clock of the case goes on as if there had been no approval
    (docs/decisions/0046-an-approval-that-cannot-be-kept.md).
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    case = lock_case(reference)
    if case.state != "approved" or not (why := _hindrance(case)):
        return False
    case.round += 1
    take_step(case, "reopen_approval", acting_user=acting_user, also_save=("round",), why=why)
    if service_of(case).definition.visit:
        # Nobody comes for what is not there.
        drop_subject(acting_user=acting_user, subject=case.reference)
    tell_officer(case, acting_user=acting_user, code="approval_taken_back", key=f"{case.reference}:{case.round}")
    write_to_applicant(case, "approval_reopened", acting_user=acting_user, occasion=f"round-{case.round}")
    return True


def _hindrance(case: Case) -> str:
    """The code of what the issue would be refused with; empty when it would not."""
    journey = journey_of_case(case, answers_of(case))
    if journey.definition.document is None:
        return ""
    try:
        check_document(case, journey)
    except (NumberRefused, IssuedOnce, DocumentWouldHaveEnded) as refusal:
        return refusal.code
    return ""
