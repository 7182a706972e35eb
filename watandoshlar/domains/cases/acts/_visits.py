"""The course of a case tells what happens to the visits that are for it."""

from watandoshlar.domains.appointments.api import Visit, Wish
from watandoshlar.domains.cases.acts._steps import note_event
from watandoshlar.domains.cases.models import Case

# What happens to a visit or a wish, as the course of the case calls it. What is not here does not stand there.
EVENTS = {
    (Visit, "confirm"): "visit_confirmed",
    (Visit, "remind"): "visit_asked",
    (Visit, "lapse"): "visit_lapsed",
    (Visit, "cancel"): "visit_cancelled",
    (Visit, "move"): "visit_moved",
    (Visit, "displace"): "visit_displaced",
    (Visit, "attend"): "visit_attended",
    (Visit, "miss"): "visit_missed",
    (Wish, "join"): "visit_wished",
    (Wish, "offer"): "visit_offered",
    (Wish, "leave"): "visit_given_up",
    (Wish, "end"): "visit_given_up",
}


def keep_course(row: Visit | Wish, step: str, *, acting_user) -> None:
    """Write what happens to a visit into the course of every case that it is for."""
    name = EVENTS.get((type(row), step))
    # A hold is nobody's visit yet: what ends with it never was in the course.
    if name is None or (isinstance(row, Visit) and step in ("lapse", "cancel", "displace") and row.booked_at is None):
        return
    facts = {"starts_at": row.span.lower.isoformat()} if isinstance(row, Visit) and row.span else {}
    for case in Case.objects.filter(reference__in=row.subjects).order_by("reference"):
        note_event(case, name, acting_user=acting_user, **facts)
