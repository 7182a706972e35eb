from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._change_status import decide_status
from watandoshlar.domains.certificates.acts._register import locked_base, locked_certificate, register_document
from watandoshlar.domains.certificates.errors import StatusCannotChange
from watandoshlar.domains.certificates.models import Certificate
from watandoshlar.domains.certificates.queries import certificate_numbered, certificate_of
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.states import SUPERSEDED_BY, TRANSITIONS, Status


@transaction.atomic
def reissue_certificate(
    *, acting_user: ActingUser | System, number: str, record: CertificateRecord, subject: str
) -> Certificate:
    """Issue the next version of a document: a new one with a number of its own, which takes the place of the one with
    this number. What rests on the old version rests on the new one from then on.

    `subject` is that of the old one, or what asked for another. For an officer of the post that issues the new version,
    or SYSTEM; nobody is written to. A subject that has another document already gets that one back. Raises
    CertificateNotFound, StatusCannotChange, and the refusals of `issue_certificate`.
    """
    known = certificate_numbered(number)
    rests_on = record.rests_on or (known.rests_on_id if known else "")
    base = locked_base(rests_on) if rests_on else None
    old = locked_certificate(number)
    issued = certificate_of(subject)
    if issued not in (None, old):
        return issued
    if (Status(old.status), Status.SUPERSEDED) not in TRANSITIONS:
        raise StatusCannotChange(number=number, status=old.status, wanted=Status.SUPERSEDED)
    new = register_document(acting_user, subject=subject, person=old.person, record=record, base=base, previous=old)
    decide_status(acting_user, old, Status.SUPERSEDED, SUPERSEDED_BY)
    facts = {"previous": number, "version": new.version}
    append_entry(acting_user=acting_user, act="reissue_certificate", chain=f"certificate:{new.number}", facts=facts)
    return new
