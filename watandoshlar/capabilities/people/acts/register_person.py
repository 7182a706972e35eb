from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.acts._persons import new_person
from watandoshlar.capabilities.people.errors import UnknownRelation
from watandoshlar.capabilities.people.models import RELATIONS, ActsFor, Person
from watandoshlar.capabilities.people.queries import access_own_person
from watandoshlar.foundation import clock


@transaction.atomic
def register_person(*, acting_user: Account, relation: str) -> Person:
    """Begin to act for a person: the account's own (once only: the same person is returned again), a child, another."""
    if relation not in RELATIONS:
        raise UnknownRelation(relation=relation)
    # Two tabs opened at once must not make two "myself".
    Account.objects.select_for_update(of=("self",)).get(pk=acting_user.pk)
    if relation == "myself" and (person := access_own_person(acting_user)):
        return person
    person = new_person()
    ActsFor(account=acting_user, person=person, relation=relation, valid_from=clock.now().date()).save(
        force_insert=True
    )
    append_entry(
        acting_user=acting_user,
        act="register_person",
        chain=f"account:{acting_user.pk}",
        facts={"person": str(person.pk), "relation": relation},
    )
    return person
