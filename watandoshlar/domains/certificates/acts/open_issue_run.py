from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser
from watandoshlar.capabilities.people.api import Person, encrypt_for
from watandoshlar.domains.certificates.acts._runs import check_not_own, open_run, require_signer
from watandoshlar.domains.certificates.errors import NothingToSign
from watandoshlar.domains.certificates.models import RunItem, SigningRun
from watandoshlar.domains.certificates.rules.record import CertificateRecord, to_json
from watandoshlar.domains.certificates.states import RunKind


@dataclass(frozen=True)
class NewDocument:
    """One document of a run. Without a `record` the room that knows the subject says at the signature what it says."""

    subject: str
    person: Person
    record: CertificateRecord | None = None


@transaction.atomic
def open_issue_run(
    *, acting_user: ActingUser, post_code: str, document_type: str, documents: Sequence[NewDocument]
) -> SigningRun:
    """Open a run that issues these documents, all of one type, at a post. Their day of issue is that of the signature.

    For an officer of the post. Raises RoleMissing, NothingToSign, OwnDocumentInRun, and TwiceInRun when somebody would
    get two of them.
    """
    require_signer(acting_user, post_code)
    records = [document.record for document in documents if document.record]
    if any((record.document_type, record.post_code) != (document_type, post_code) for record in records):
        raise NothingToSign
    check_not_own(acting_user, [document.person.pk for document in documents])
    run = SigningRun(kind=RunKind.ISSUE, post_code=post_code, document_type=document_type)
    return open_run(acting_user, run, [_item(run, document) for document in documents])


def _item(run: SigningRun, document: NewDocument) -> RunItem:
    if document.record is None:
        return RunItem(run=run, person=document.person, subject=document.subject)
    content = to_json(document.record).encode()
    record = encrypt_for(document.person, content, f"run-item:{document.subject}")
    return RunItem(run=run, person=document.person, subject=document.subject, record=record)
