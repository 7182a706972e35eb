from uuid import UUID

from django.core.files.storage import default_storage
from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.evidence.errors import FileNotFound
from watandoshlar.capabilities.evidence.models import FileReading, StoredFile
from watandoshlar.capabilities.evidence.queries import access_own_file
from watandoshlar.foundation import clock


@transaction.atomic
def remove_file(*, acting_user: Account, file_id: UUID) -> None:
    """Remove a file of a person for whom the account acts: a tombstone stays, the content goes when this commits.

    The caller makes sure that no submitted case rests on the file. Raises FileNotFound, also for the second removal.
    """
    access_own_file(acting_user, file_id)
    stored = StoredFile.objects.select_for_update().filter(pk=file_id, removed_at__isnull=True).first()
    if stored is None:
        raise FileNotFound
    stored.removed_at = clock.now()
    stored.name = stored.fingerprint = b""
    stored.save(update_fields=["removed_at", "name", "fingerprint"])
    FileReading.objects.filter(file=stored).delete()
    append_entry(
        acting_user=acting_user,
        act="remove_file",
        chain=f"person:{stored.person_id}",
        facts={"file": str(stored.pk)},
    )
    transaction.on_commit(lambda: default_storage.delete(stored.storage_name))
