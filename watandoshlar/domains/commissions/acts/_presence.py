"""Who is at a sitting."""

from collections.abc import Collection

from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.models import Attendance, Sitting
from watandoshlar.domains.commissions.queries import present_at, seats_in
from watandoshlar.foundation import clock


def note_there(sitting: Sitting, present: Collection[int], *, acting_user) -> None:
    """These seats are there now, and no others. A seat of another commission, or without a term, is left out."""
    there, before = {seat.pk for seat in seats_in(sitting.commission)} & set(present), present_at(sitting)
    Attendance.objects.filter(sitting=sitting, left_at=None, seat__in=before - there).update(left_at=clock.now())
    Attendance.objects.bulk_create(Attendance(sitting=sitting, seat_id=pk) for pk in sorted(there - before))
    if there != before:
        leave_trace(sitting, "note_presence", acting_user=acting_user, present=sorted(there))
