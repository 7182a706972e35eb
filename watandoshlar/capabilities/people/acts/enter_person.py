from datetime import timedelta

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts._persons import new_person
from watandoshlar.capabilities.people.models import ActsFor, Person
from watandoshlar.foundation import clock

ENTERING = timedelta(days=7)
"""What was said at the counter is registered the same day; a week leaves room for papers that are brought later."""


@transaction.atomic
def enter_person(*, acting_user) -> Person:
    """A person whose spoken or written words an officer enters, and for whom the officer acts while doing so."""
    person = new_person()
    today = clock.now().date()
    ActsFor(
        account=acting_user, person=person, relation="entered", valid_from=today, valid_until=today + ENTERING
    ).save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="enter_person",
        chain=f"account:{acting_user.pk}",
        facts={"person": str(person.pk)},
    )
    return person
