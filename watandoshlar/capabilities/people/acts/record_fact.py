from datetime import datetime

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.keys import encrypt_json_for
from watandoshlar.capabilities.people.known import newest_facts
from watandoshlar.capabilities.people.models import KnownFact, Person


@transaction.atomic
def record_fact(
    *, acting_user, person: Person, fact: str, value: object, origin: str, reference: str, as_of: datetime
) -> bool:
    """Know something of a person from now on. Earlier values stay beneath it, and no case is changed by it.

    `fact` is one of FACTS, `origin` one of ORIGINS; `reference` names the case. Returns whether it was news: what is
    known already keeps its first origin.
    """
    # Two decisions at once must not both find the fact unknown.
    Person.objects.select_for_update().get(pk=person.pk)
    known = newest_facts(person).get(fact)
    if known is not None and known.value == value:
        return False
    row = KnownFact(person=person, fact=fact, origin=origin, reference=reference, as_of=as_of)
    row.value = encrypt_json_for(person, value, row.context)
    row.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="record_fact",
        chain=f"person:{person.pk}",
        facts={"fact": fact, "origin": origin, "reference": reference},
    )
    return True
