from collections.abc import Sequence

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import accounts_acting_for
from watandoshlar.domains.cases.acts._documents import approved_by
from watandoshlar.domains.cases.acts._steps import lock_case, note_event
from watandoshlar.domains.cases.acts.reopen_approval import reopen_approval
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.certificates.api import RESTS_ON, StatusChange


def follow_documents(*, acting_user, changes: Sequence[int]) -> None:
    """What changes of documents mean for cases: whoever holds a document that followed another is told, once, and
    nothing of why; approvals that cannot be kept are reopened.

    Only the platform itself does this. Each case is its own transaction, and what was done is not done again: after a
    crash the job begins anew.
    """
    if acting_user is not SYSTEM:
        raise access_errors.RoleMissing(role="platform")
    made = list(StatusChange.objects.filter(pk__in=changes).select_related("certificate").order_by("pk"))
    for change in made:
        if change.reason == RESTS_ON:
            _tell_holder(change, acting_user=acting_user)
    for reference in list(approved_by(made).values_list("reference", flat=True)):
        reopen_approval(acting_user=acting_user, reference=reference)


@transaction.atomic
def _tell_holder(change: StatusChange, *, acting_user) -> None:
    """A document belongs to whom it is about, and to who acts for them today."""
    certificate = change.certificate
    reference = certificate.subject
    if not Case.objects.filter(reference=reference).exists():
        return
    case = lock_case(reference)
    told = {"certificate": certificate.number, "status": change.to_status}
    if case.events.filter(name="document_follows", facts__change=change.pk).exists():
        return
    note_event(case, "document_follows", acting_user=acting_user, change=change.pk, **told)
    for account in Account.objects.filter(pk__in=accounts_acting_for([certificate.person_id]), is_active=True):
        notify(
            acting_user=acting_user,
            account=account,
            code="document_follows",
            key=f"{reference}:{change.pk}",
            facts={"reference": reference, "version": None if case.is_confidential else case.version_id, **told},
        )
