from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.evidence.models import FileReading, StoredFile
from watandoshlar.capabilities.evidence.queries import access_own_file, read_file
from watandoshlar.capabilities.evidence.rules.zones import zone_in, zone_to_json
from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.foundation import clock


def read_picture(*, acting_user: Account, file_id: UUID) -> bool:
    """Read the machine-readable zone in a file of a person for whom the account acts, once. Returns whether it has one.

    A machine takes its time over a picture, so nothing is locked meanwhile. What could not be read is noted as such and
    not tried again. Raises FileNotFound.
    """
    stored = access_own_file(acting_user, file_id)
    earlier = FileReading.objects.filter(file=stored).first()
    if earlier is not None:
        return bool(earlier.zone)
    zone = zone_in(read_file(stored), clock.now().date())
    with transaction.atomic():
        # The file may have been taken away while it was read.
        if not StoredFile.objects.select_for_update().filter(pk=stored.pk, removed_at__isnull=True).exists():
            return False
        reading = FileReading(file=stored)
        reading.zone = encrypt_json_for(stored.person, zone_to_json(zone), reading.context) if zone else b""
        FileReading.objects.get_or_create(file=stored, defaults={"zone": reading.zone})
        append_entry(
            acting_user=acting_user,
            act="read_picture",
            chain=f"person:{stored.person_id}",
            facts={"file": str(stored.pk), "read": bool(zone)},
        )
    return bool(zone)
