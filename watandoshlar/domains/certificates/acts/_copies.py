"""What the acts that make copies share."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings

from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.domains.certificates.acts._files import printing, sealed_file
from watandoshlar.domains.certificates.acts._lists import draw_place
from watandoshlar.domains.certificates.errors import UnknownForm
from watandoshlar.domains.certificates.forms import FORMS
from watandoshlar.domains.certificates.models import Copy
from watandoshlar.domains.certificates.models.copy import new_copy_id
from watandoshlar.domains.certificates.queries import list_uri
from watandoshlar.domains.certificates.rules.copies import CopyFacts, Form, MadeCopy
from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.domains.certificates.signing import signer_for
from watandoshlar.foundation.crypto.jwk import thumbprint
from watandoshlar.foundation.crypto.merkle import leaf_hash


def make_copy(
    acting_user: ActingUser | System,
    number: str,
    record: CertificateRecord,
    form: str,
    made_at: datetime,
    holder_key: Mapping[str, Any] | None = None,
) -> tuple[MadeCopy, Copy]:
    """A copy and its row, not yet saved: the document it belongs to may not be registered yet."""
    if form not in FORMS:
        raise UnknownForm
    making = FORMS[Form(form)]
    signer = signer_for(record.document_type)
    status_list, position = draw_place(acting_user, record.expires_on)
    facts = CopyFacts(
        number=number,
        copy_id=new_copy_id(),
        status_uri=list_uri(status_list.pk),
        status_index=position,
        issuer_url=settings.SITE_URL.rstrip("/"),
        made_at=made_at,
        expires_on=record.expires_on,
        holder_key=holder_key,
        chain=signer.chain(making.profile),
    )
    with printing():
        made = making.make(record, facts, signer)
    if making.is_file:
        made = replace(made, content=sealed_file(made.content, record, number, made_at))
    return made, Copy(
        id=facts.copy_id,
        certificate_id=number,
        form=form,
        status_list=status_list,
        position=position,
        key=signer.key,
        holder_key=thumbprint(holder_key) if holder_key else "",
        made_at=made_at,
        expires_on=record.expires_on,
        leaf=leaf_hash(made.signed),
    )
