from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.capabilities.people.api import Person
from watandoshlar.domains.certificates.acts._register import locked_base, register_document
from watandoshlar.domains.certificates.models import Certificate
from watandoshlar.domains.certificates.queries import certificate_of
from watandoshlar.domains.certificates.rules.record import CertificateRecord


@transaction.atomic
def issue_certificate(
    *, acting_user: ActingUser | System, subject: str, person: Person, record: CertificateRecord, rests_on: str = ""
) -> Certificate:
    """Number, seal, print and register a document; all of it exists afterwards, or nothing. Its seal is the first copy.

    `acting_user` works at the post that issues, or is SYSTEM. `rests_on` is the number of a document without which this
    one does not count. A subject that already has a document gets that one back, unchanged. Raises RoleMissing,
    SealKeyNotTrusted, LettersCannotBePrinted, SealDoesNotFit, CertificateNotFound, DocumentDoesNotCount.
    """
    base = locked_base(rests_on) if rests_on else None
    issued = certificate_of(subject)
    if issued is not None:
        return issued
    return register_document(acting_user, subject=subject, person=person, record=record, base=base)
