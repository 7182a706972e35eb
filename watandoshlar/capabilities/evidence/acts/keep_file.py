import hashlib

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.evidence.errors import BY_CODE
from watandoshlar.capabilities.evidence.models import StoredFile
from watandoshlar.capabilities.evidence.rules.examination import check_size, examine
from watandoshlar.capabilities.evidence.rules.limits import USUAL, Checked, Limits, Unfit
from watandoshlar.capabilities.people.api import Person, access_person, encrypt_for, fingerprint_for


@transaction.atomic
def keep_file(
    *, acting_user: Account, person: Person, upload: UploadedFile, kind: str, limits: Limits | None = None
) -> StoredFile:
    """Check an upload and keep it as evidence of a person. `kind` is "file" or "photo"; `limits` default to its own.

    Nothing larger than EVIDENCE_MAX_BYTES is read, whatever the limits say.
    Raises PersonNotFound when the account does not act for the person, and one of `FileRefused` for a bad file.
    """
    access_person(acting_user, person.pk)
    checked = _checked(upload, kind, limits or USUAL[kind])
    stored = StoredFile(
        person=person,
        account=acting_user,
        kind=kind,
        media_type=checked.media_type,
        size=len(checked.content),
        fingerprint=fingerprint_for(person, hashlib.sha256(checked.content).hexdigest()),
    )
    stored.name = encrypt_for(person, (upload.name or "").encode(), stored.name_context)
    ciphertext = encrypt_for(person, checked.content, stored.content_context)
    default_storage.save(stored.storage_name, ContentFile(ciphertext))
    try:
        stored.save(force_insert=True)
        append_entry(
            acting_user=acting_user,
            act="keep_file",
            chain=f"person:{person.pk}",
            facts={"file": str(stored.pk), "kind": kind, "type": stored.media_type, "size": stored.size},
        )
    except BaseException:
        default_storage.delete(stored.storage_name)
        raise
    return stored


def _checked(upload: UploadedFile, kind: str, limits: Limits) -> Checked:
    try:
        check_size(upload.size, Limits(max_bytes=min(limits.max_bytes, settings.EVIDENCE_MAX_BYTES)))
        upload.seek(0)
        return examine(upload.read(), name=upload.name or "", label=upload.content_type or "", kind=kind, limits=limits)
    except Unfit as unfit:
        raise BY_CODE[unfit.code](**unfit.facts) from None
