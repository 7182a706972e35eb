"""What the acts on the status of a document share."""

from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System, account_id_of, append_entry
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.certificates.errors import CertificateNotFound, StatusCannotChange, UnknownReason
from watandoshlar.domains.certificates.models import Certificate, StatusChange
from watandoshlar.domains.certificates.states import REASONS, TRANSITIONS, Status
from watandoshlar.foundation import clock


@transaction.atomic
def change_status(act: str, acting_user: ActingUser | System, number: str, wanted: Status, reason: str) -> Certificate:
    """For the head of the post that issued the document, or SYSTEM. Raises UnknownReason, CertificateNotFound,
    StatusCannotChange and the refusal of a missing role."""
    if reason not in REASONS:
        raise UnknownReason
    try:
        certificate = Certificate.objects.select_for_update(of=("self",)).get(number=number)
    except Certificate.DoesNotExist:
        raise CertificateNotFound from None
    if acting_user is not SYSTEM:
        require_role(acting_user, "head", get_post(certificate.post_code))
    status = Status(certificate.status)
    if (status, wanted) not in TRANSITIONS:
        raise StatusCannotChange(number=number, status=status, wanted=wanted)
    certificate.status, certificate.status_changed_at = wanted, clock.now()
    certificate.save(update_fields=["status", "status_changed_at"])
    StatusChange(
        certificate=certificate,
        from_status=status,
        to_status=wanted,
        reason=reason,
        account_id=account_id_of(acting_user),
    ).save(force_insert=True)
    facts = {"from": status.value, "to": wanted.value, "reason": reason}
    append_entry(acting_user=acting_user, act=act, chain=f"certificate:{number}", facts=facts)
    return certificate
