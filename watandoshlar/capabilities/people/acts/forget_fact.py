from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.known import newest_facts
from watandoshlar.capabilities.people.models import KnownFact, Person
from watandoshlar.capabilities.people.queries import access_person
from watandoshlar.foundation import clock


@transaction.atomic
def forget_fact(*, acting_user: Account, person_id: UUID, fact: str) -> bool:
    """Whoever acts for a person lets a fact go: it is not offered any more. Cases keep what they were decided on.

    Returns whether anything was known. Raises PersonNotFound.
    """
    person = access_person(acting_user, person_id)
    Person.objects.select_for_update().get(pk=person.pk)
    known = newest_facts(person).get(fact)
    if known is None:
        return False
    KnownFact(
        person=person, fact=fact, value=b"", origin=known.origin, reference=known.reference, as_of=clock.now()
    ).save(force_insert=True)
    append_entry(acting_user=acting_user, act="forget_fact", chain=f"person:{person.pk}", facts={"fact": fact})
    return True
