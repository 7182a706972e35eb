from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts._authority import lock_acts_for
from watandoshlar.capabilities.people.errors import OwnPersonStays
from watandoshlar.capabilities.people.models import Person
from watandoshlar.capabilities.people.queries import access_person
from watandoshlar.foundation import clock

OWN = ("myself", "grown_up")


@transaction.atomic
def end_acting(*, acting_user, person_id: UUID) -> Person:
    """The account stops acting for a person, with all papers that there are. What was done stays.

    Raises PersonNotFound for somebody the account does not act for, OwnPersonStays for the account's own person.
    """
    person = access_person(acting_user, person_id)
    acts_for = lock_acts_for(acting_user, person)
    if acts_for.relation in OWN:
        raise OwnPersonStays
    now = clock.now()
    acts_for.mandates.filter(ended_at__isnull=True).update(ended_at=now, ended_by=acting_user)
    acts_for.ended_at = now
    acts_for.save(update_fields=["ended_at"])
    append_entry(
        acting_user=acting_user, act="end_acting", chain=f"person:{person.pk}", facts={"account": acting_user.pk}
    )
    return person
