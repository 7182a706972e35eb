from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts.register_person import new_person
from watandoshlar.capabilities.people.models import Person


@transaction.atomic
def enter_person(*, acting_user) -> Person:
    """A person whose spoken or written words an officer enters. No account acts for them, the officer's neither."""
    person = new_person()
    append_entry(
        acting_user=acting_user,
        act="enter_person",
        chain=f"account:{acting_user.pk}",
        facts={"person": str(person.pk)},
    )
    return person
