from django.db import transaction

from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.models import Disclosure, Matter
from watandoshlar.domains.commissions.queries import conflict_of, has_declared_none, seat_of
from watandoshlar.domains.commissions.states import DECLARED, MATTER_STATES, OPEN_MATTERS


@transaction.atomic
def declare_interest(*, acting_user, matter: int, has_conflict: bool, conflict: str = "") -> Disclosure | None:
    """A member says whether they have a conflict of interest in a matter; before that its papers are closed to them.

    Who said that there is none may say otherwise later, as long as they have not voted; a declared conflict stays.
    Returns None where none was declared before. Raises MatterNotFound, NotSeated, InConflict for one that was found,
    DeclaredAlready, ConflictReasonNeeded, VotedAlready, StepRefused.
    """
    found = Matter.objects.select_for_update().filter(pk=matter).first()
    if found is None:
        raise errors.MatterNotFound
    seat = seat_of(acting_user, found.commission)
    if found.state not in OPEN_MATTERS:
        raise errors.StepRefused(state=found.state, state_label=MATTER_STATES[found.state].label)
    if why := conflict_of(found, seat):
        raise errors.DeclaredAlready if why in DECLARED else errors.InConflict
    if has_conflict and conflict not in DECLARED:
        raise errors.ConflictReasonNeeded
    if not has_conflict and has_declared_none(found, seat):
        return None
    if has_conflict and found.items.filter(votes__seat=seat, state__in=("voting", "counted")).exists():
        raise errors.VotedAlready
    disclosure = Disclosure(matter=found, seat=seat, conflict=conflict if has_conflict else "")
    disclosure.save(force_insert=True)
    leave_trace(found, "declare_interest", acting_user=acting_user, seat=seat.pk, conflict=disclosure.conflict)
    return disclosure
