from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser
from watandoshlar.capabilities.people.api import Person, encrypt_for
from watandoshlar.domains.certificates.acts._runs import open_run, require_signer
from watandoshlar.domains.certificates.errors import NothingToSign
from watandoshlar.domains.certificates.models import RunItem, SigningRun
from watandoshlar.domains.certificates.rules.record import CertificateRecord, to_json
from watandoshlar.domains.certificates.states import RunKind


@dataclass(frozen=True)
class NewDocument:
    """What `issue_certificate` is given, for one document of a run."""

    subject: str
    person: Person
    record: CertificateRecord


@transaction.atomic
def open_issue_run(*, acting_user: ActingUser, post_code: str, documents: Sequence[NewDocument]) -> SigningRun:
    """Open a run that issues these documents, all of one type, at a post. Their day of issue is that of the signature.

    For an officer of the post. Raises RoleMissing, NothingToSign, and TwiceInRun when somebody would get two of them.
    """
    require_signer(acting_user, post_code)
    types = {document.record.document_type for document in documents}
    if len(types) != 1 or {document.record.post_code for document in documents} != {post_code}:
        raise NothingToSign
    run = SigningRun(kind=RunKind.ISSUE, post_code=post_code, document_type=types.pop())
    return open_run(acting_user, run, [_item(run, document) for document in documents])


def _item(run: SigningRun, document: NewDocument) -> RunItem:
    content = to_json(document.record).encode()
    record = encrypt_for(document.person, content, f"run-item:{document.subject}")
    return RunItem(run=run, person=document.person, subject=document.subject, record=record)
