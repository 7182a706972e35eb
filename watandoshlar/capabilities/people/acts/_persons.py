from django.db import transaction

from watandoshlar.capabilities.people.keys import key_ring, open_keys
from watandoshlar.capabilities.people.models import Person, PersonKey
from watandoshlar.foundation.crypto import new_data_key


def new_person() -> Person:
    """A row that says nothing, and the data key under which everything about them is kept."""
    person = Person()
    person.save(force_insert=True)
    data_key, wrapped = new_data_key(key_ring())
    PersonKey(person=person, wrapped=wrapped).save(force_insert=True)
    transaction.on_commit(lambda: open_keys.keep(person.pk, data_key))
    return person
