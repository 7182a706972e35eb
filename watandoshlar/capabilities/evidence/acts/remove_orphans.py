from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.core.files.storage import default_storage
from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System, append_entry
from watandoshlar.capabilities.evidence.models import StoredFile, folder_of
from watandoshlar.foundation import clock


@transaction.atomic
def remove_orphans(*, acting_user: ActingUser | System, days: int = 14) -> int:
    """Delete stored content on which nothing rests: kept by what was then rolled back, or removed but not deleted.

    Looks back over `days` days. What is younger than a day is left alone: its transaction may still be running.
    Returns how many were deleted. Done by the platform or an auditor; raises RoleMissing for anybody else.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "auditor")
    # The day before yesterday is the last one that ended more than a day ago.
    last = clock.today(UTC) - timedelta(days=2)
    orphans = [*_without_row(last - timedelta(days=days), last), *_behind_tombstones(last - timedelta(days=days))]
    for name in orphans:
        default_storage.delete(name)
    if orphans:
        append_entry(acting_user=acting_user, act="remove_orphans", chain="evidence", facts={"removed": len(orphans)})
    return len(orphans)


def _without_row(first: date, last: date) -> Iterator[str]:
    rows = StoredFile.objects.filter(created_at__gte=_start(first), created_at__lt=_start(last + timedelta(days=1)))
    known = {stored.storage_name for stored in rows.only("pk", "created_at")}
    for number in range((last - first).days + 1):
        folder = folder_of(first + timedelta(days=number))
        yield from (name for name in _names_in(folder) if name not in known)


def _behind_tombstones(first: date) -> Iterator[str]:
    """Content that outlived its removal, because the process ended between commit and deletion."""
    for stored in StoredFile.objects.filter(removed_at__gte=_start(first)).only("pk", "created_at"):
        if default_storage.exists(stored.storage_name):
            yield stored.storage_name


def _names_in(folder: str) -> list[str]:
    try:
        _folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        # Nothing was kept on that day.
        return []
    return [f"{folder}/{name}" for name in files]


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=UTC)
