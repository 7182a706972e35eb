from collections.abc import Mapping
from typing import Any

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.acts._copies import make_copy
from watandoshlar.domains.certificates.acts._register import locked_certificate
from watandoshlar.domains.certificates.errors import DocumentDoesNotCount
from watandoshlar.domains.certificates.queries import access_certificate
from watandoshlar.domains.certificates.rules.copies import MadeCopy
from watandoshlar.domains.certificates.states import Status
from watandoshlar.foundation import clock


@transaction.atomic
def issue_copy(
    *, acting_user: ActingUser | System, number: str, form: str, holder_key: Mapping[str, Any] | None = None
) -> MadeCopy:
    """Make one more copy of a valid document, with a position of its own in a published status list.

    For its holder, an officer of the post that issued it, or SYSTEM. Raises CertificateNotFound, UnknownForm,
    DocumentDoesNotCount, SealKeyNotTrusted.
    """
    opened = access_certificate(acting_user, number)
    certificate = locked_certificate(number)
    if certificate.status != Status.VALID:
        raise DocumentDoesNotCount(number=certificate.number)
    made, copy = make_copy(acting_user, certificate.number, opened.record, form, clock.now(), holder_key)
    copy.save(force_insert=True)
    facts = {"form": form, "copy": copy.pk, "key": copy.key_id}
    append_entry(acting_user=acting_user, act="issue_copy", chain=f"certificate:{certificate.number}", facts=facts)
    return made
