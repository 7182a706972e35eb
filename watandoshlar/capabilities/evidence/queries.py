"""Questions about evidence. `access_own_file` asks who wants to see; the others are for callers that have asked."""

from collections.abc import Collection
from uuid import UUID

from django.core.files.storage import default_storage

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.evidence.errors import FileNotFound
from watandoshlar.capabilities.evidence.models import FileReading, StoredFile
from watandoshlar.capabilities.evidence.rules.portraits import portrait
from watandoshlar.capabilities.evidence.rules.zones import zone_from_json
from watandoshlar.capabilities.people.api import access_people_of, decrypt_for, decrypt_json_for
from watandoshlar.foundation.references import TravelZone


def get_file(file_id: UUID) -> StoredFile:
    """A file that is still there. For callers that went through an `access_…` function of their own."""
    stored = StoredFile.objects.select_related("person").filter(pk=file_id, removed_at__isnull=True).first()
    if stored is None:
        raise FileNotFound
    return stored


def access_own_file(account: Account, file_id: UUID) -> StoredFile:
    """A file of a person for whom the account acts today; anybody else's is not found."""
    stored = get_file(file_id)
    if stored.person_id not in {person.pk for person in access_people_of(account)}:
        raise FileNotFound
    return stored


def read_file(stored: StoredFile) -> bytes:
    """The content. Raises FileNotFound when it was removed, and `EnvelopeError` when a bit of it has changed."""
    if stored.removed_at is not None:
        raise FileNotFound
    try:
        with default_storage.open(stored.storage_name) as kept:
            return decrypt_for(stored.person, kept.read(), stored.content_context)
    except FileNotFoundError:
        # A reader that raced with the removal of the file.
        raise FileNotFound from None


def read_portrait(stored: StoredFile) -> bytes:
    """A photo as documents bear it. Raises what `read_file` raises."""
    return portrait(read_file(stored))


def zones_of(file_ids: Collection[str]) -> dict[str, TravelZone | None]:
    """What was read off these files, by id; None where a machine has looked and could not read a zone. For callers
    that went through an `access_…` function of their own."""
    if not file_ids:
        return {}
    readings = FileReading.objects.filter(file__in=file_ids, file__removed_at__isnull=True)
    return {
        str(reading.file_id): zone_from_json(decrypt_json_for(reading.file.person, reading.zone, reading.context))
        if reading.zone
        else None
        for reading in readings.select_related("file__person").order_by("read_at")
    }
