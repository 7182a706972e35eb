"""What every act of this room shares: locks in one order, guards, steps along the tables, traces, followers.

The order of locks: what the matters are about (in other rooms), the sitting, the item, the matter. Who keeps it never
waits in a circle.
"""

from collections.abc import Callable, Iterable

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.commissions import errors, states
from watandoshlar.domains.commissions.models import Item, Matter, Seat, Sitting
from watandoshlar.domains.commissions.queries import conducts, conflict_of, may_lead, seat_of
from watandoshlar.foundation.steps import may, target

LABELS = {"sitting": states.SITTING_STATES, "item": states.ITEM_STATES, "matter": states.MATTER_STATES}
Follower = Callable[..., None]
_FOLLOWERS: list[Follower] = []
_LOCKS: list[Callable[[str], object]] = []


def follow_matters(follower: Follower, lock: Callable[[str], object]) -> None:
    """Let a room above keep its own record of what happens: `follower(matter, step, acting_user=…)`, in the
    transaction, after the step. `step` is list, put_off, resolve or withdraw.

    `lock(subject)` locks that room's own row, and is called before anything here is locked: whoever ends the subject
    holds it first too.
    """
    _FOLLOWERS.append(follower)
    _LOCKS.append(lock)


def lock_subjects(subjects: Iterable[str]) -> None:
    for subject in sorted(set(subjects)):
        for lock in _LOCKS:
            lock(subject)


def lock_sitting(acting_user, pk: int, *subjects: str, led: bool = True) -> tuple[Sitting, Seat]:
    """For the secretary and the chair, or where it is not `led` for every member; what its agenda and `subjects` are
    about is locked before. Raises SittingNotFound, NotSeated, NotSecretary."""
    listed = Matter.objects.filter(items__sitting=pk, items__state__in=states.OPEN_ITEMS)
    lock_subjects([*subjects, *listed.values_list("subject", flat=True)])
    sitting = Sitting.objects.select_for_update().filter(pk=pk).first()
    if sitting is None:
        raise errors.SittingNotFound
    seat = secretary_in(acting_user, sitting.commission) if led else seat_of(acting_user, sitting.commission)
    return sitting, seat


def secretary_in(acting_user, commission: str) -> Seat:
    """The seat of who leads the commission. Raises NotSeated, NotSecretary."""
    seat = seat_of(acting_user, commission)
    if not conducts(seat):
        raise errors.NotSecretary
    return seat


def lock_item(sitting: Sitting, number: int) -> Item:
    """An item of a locked sitting and its matter. Raises ItemNotFound."""
    item = Item.objects.select_for_update().filter(sitting=sitting, number=number).first()
    if item is None:
        raise errors.ItemNotFound
    item.sitting = sitting
    item.matter = Matter.objects.select_for_update(of=("self",)).select_related("person").get(pk=item.matter_id)
    return item


def lock_item_in_session(
    acting_user, pk: int, number: int, *, allowed: Callable[[Item, Seat], bool] = may_lead
) -> Item:
    """For who leads through the item, or is `allowed` what is done. Raises SittingNotInSession and what `check_allowed`
    raises, besides what the locks raise."""
    sitting, seat = lock_sitting(acting_user, pk, led=False)
    if sitting.state != "opened":
        raise errors.SittingNotInSession
    item = lock_item(sitting, number)
    check_allowed(item, seat, allowed)
    return item


def check_allowed(item: Item, seat: Seat, allowed: Callable[[Item, Seat], bool] = may_lead) -> None:
    """Of a locked item, so that nobody declares a conflict meanwhile. Raises InConflict, NotSecretary."""
    if conflict_of(item.matter, seat):
        raise errors.InConflict
    if not allowed(item, seat):
        raise errors.NotSecretary


def take_step(
    row: Sitting | Item | Matter, name: str, *, acting_user, also_save: tuple[str, ...] = (), **facts
) -> None:
    """Move the row along one step of its table, with its traces. Raises StepRefused."""
    of = type(row).__name__.lower()
    if not may(states.STEPS[of], name, row.state):
        raise errors.StepRefused(state=row.state, state_label=LABELS[of][row.state].label)
    row.state = target(states.STEPS[of], name, row.state)
    row.save(update_fields=["state", *also_save])
    leave_trace(row, f"{name}_{of}", acting_user=acting_user, state=row.state, **facts)
    if isinstance(row, Matter):
        for follower in _FOLLOWERS:
            follower(row, name, acting_user=acting_user)


def leave_trace(row: Sitting | Item | Matter | Seat, act: str, *, acting_user, **facts) -> None:
    """An entry in the chain of the subject, or of the commission."""
    if isinstance(row, Item):
        chain, named = row.matter.chain, {"sitting": row.sitting.number, "item": row.number}
        named["commission"] = row.sitting.commission
    elif isinstance(row, Matter):
        chain, named = row.chain, {"subject": row.subject, "kind": row.kind, "commission": row.commission}
    elif isinstance(row, Sitting):
        chain, named = row.chain, {"sitting": row.number}
    else:
        chain, named = row.chain, {"seat": row.pk}
    append_entry(acting_user=acting_user, act=act, chain=chain, facts={**named, **facts})


def put_off(item: Item, delay: str, *, acting_user) -> None:
    """The item waits for another sitting, and its matter with it."""
    item.delay = delay
    take_step(item, "put_off", acting_user=acting_user, also_save=("delay",), delay=delay)
    take_step(item.matter, "put_off", acting_user=acting_user, delay=delay)
