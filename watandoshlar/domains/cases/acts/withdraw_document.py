from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts._letters import write_to_applicant
from watandoshlar.domains.cases.acts._steps import lock_case, lock_case_at_post, note_event
from watandoshlar.domains.cases.errors import NothingIssued
from watandoshlar.domains.cases.models import Case, HandOver
from watandoshlar.domains.cases.nomination_errors import NotForTheHead
from watandoshlar.domains.cases.nominations import award_of
from watandoshlar.domains.certificates.api import certificate_of, revoke_certificate


@transaction.atomic
def withdraw_document(*, acting_user, reference: str, reason: str) -> Case:
    """Withdraw the document of a case for good and tell its applicant why. For the head of the post, or SYSTEM.

    The case stays as it was decided: what a document is worth, the register says. Raises NothingIssued, OwnApplication,
    NotForTheHead where a commission gave the document, in this version or an earlier one, and alone cancels it, and the
    refusals of `revoke_certificate`.
    """
    case = lock_case(reference) if acting_user is SYSTEM else lock_case_at_post(acting_user, reference)
    certificate = certificate_of(reference)
    if certificate is None:
        raise NothingIssued
    if acting_user is not SYSTEM and award_of(certificate):
        raise NotForTheHead
    revoke_certificate(acting_user=acting_user, number=certificate.number, reason=reason)
    facts = {"certificate": certificate.number, "reason": reason}
    # Nobody is reminded to collect what does not count.
    HandOver.objects.filter(case=case, state="ready").update(chase_on=None)
    note_event(case, "withdraw_document", acting_user=acting_user, **facts)
    write_to_applicant(case, "document_withdrawn", acting_user=acting_user, **facts)
    return case
