"""What the acts on issued documents share."""

from collections.abc import Sequence

from procrastinate.contrib.django import app

from watandoshlar.domains.cases.acts._steps import lock_case_at_post
from watandoshlar.domains.cases.errors import NothingIssued
from watandoshlar.domains.cases.models import Case, NamedDocument
from watandoshlar.domains.certificates.api import RESTS_ON, Certificate, StatusChange, certificate_of, versions_of

FOLLOW_TASK, QUEUE = "cases.follow_documents", "documents"


def lock_case_with_document(acting_user, reference: str) -> tuple[Case, Certificate]:
    """A case of the officer's post and the document that it ended with. Raises NothingIssued, OwnApplication."""
    case = lock_case_at_post(acting_user, reference)
    certificate = certificate_of(reference)
    if certificate is None:
        raise NothingIssued
    return case, certificate


def keep_up_with_documents(changes: Sequence[StatusChange]) -> None:
    """Follows every change of a document, in its transaction. A job does what it means for cases: they are locked
    before documents, which are locked here."""
    if any(change.reason == RESTS_ON for change in changes) or approved_by(changes).exists():
        job = app.configure_task(FOLLOW_TASK, queue=QUEUE)
        job.defer(changes=[change.pk for change in changes])


def approved_by(changes: Sequence[StatusChange]):
    """The approved cases that name one of the documents, or an earlier version of it."""
    versions = {one.pk for change in changes for one in versions_of(change.certificate)}
    named = NamedDocument.objects.filter(certificate__in=versions, case__state="approved")
    return Case.objects.filter(pk__in=named.values("case")).order_by("reference")
