from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.people.api import Person
from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._letters import tell_secretary
from watandoshlar.domains.commissions.acts._steps import leave_trace
from watandoshlar.domains.commissions.models import Matter
from watandoshlar.domains.commissions.queries import get_commission, resolution_on
from watandoshlar.domains.commissions.states import MATTERS


@dataclass(frozen=True)
class Interests:
    """Who is in conflict with a matter by what the room that puts it knows: accounts that it is about, accounts that
    act for its people, bodies that nominate or recommend."""

    own: Collection[int] = ()
    acted_for: Collection[int] = ()
    bodies: Collection[str] = field(default_factory=tuple)


@transaction.atomic
def put_matter(
    *,
    acting_user,
    commission: str,
    subject: str,
    kind: str,
    person: Person,
    interests: Interests,
    ground: str = "",
    ripe_at: datetime | None = None,
) -> Matter:
    """Put a matter before a commission. The room that knows the subject has judged that it may be put, and by whom.

    Raises CommissionNotFound, MatterNotFound for an unknown kind, GroundNeeded, PutAlready.
    """
    rules = get_commission(commission).matters.get(kind)
    if kind not in MATTERS or rules is None:
        raise errors.MatterNotFound
    if (rules.grounds or ground) and ground not in rules.grounds:
        raise errors.GroundNeeded
    if Matter.objects.open().filter(subject=subject, kind=kind).exists():
        raise errors.PutAlready
    if kind == "award" and resolution_on(subject, kind):
        raise errors.PutAlready
    matter = Matter(
        commission=commission,
        subject=subject,
        kind=kind,
        person=person,
        ground=ground,
        own=sorted(interests.own),
        acted_for=sorted(interests.acted_for),
        bodies=sorted(interests.bodies),
        put_by=None if acting_user is SYSTEM else acting_user,
        ripe_at=ripe_at,
    )
    matter.save(force_insert=True)
    leave_trace(matter, "put_matter", acting_user=acting_user, ground=ground, bodies=matter.bodies)
    tell_secretary(commission, "matter_put", acting_user=acting_user, key=f"matter-{matter.pk}", subject=subject)
    return matter
