"""The only ways to people: every function begins with who asks."""

from dataclasses import dataclass
from uuid import UUID

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.errors import PersonNotFound
from watandoshlar.capabilities.people.keys import decrypt_json_for
from watandoshlar.capabilities.people.models import ActsFor, NameAsWritten, Person


def access_people_of(account: Account) -> list[Person]:
    """The people the account acts for today, the account's own person first; `relation` is set on each."""
    relations = ActsFor.objects.in_force().filter(account=account).select_related("person").order_by("pk")
    people = []
    for acts_for in sorted(relations, key=lambda row: row.relation != "myself"):
        acts_for.person.relation = acts_for.relation
        people.append(acts_for.person)
    return people


def access_person(account: Account, person_id: UUID) -> Person:
    """One person the account acts for today; anybody else's is not found."""
    for person in access_people_of(account):
        if person.pk == person_id:
            return person
    raise PersonNotFound


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the account has acted for before: the relation and the name as it was written last."""

    person_id: UUID
    relation: str
    name: dict


def access_known_people(account: Account) -> list[KnownPerson]:
    """Children and others the account acts for whose name is known, so that nobody is registered twice."""
    people = {person.pk: person for person in access_people_of(account) if person.relation != "myself"}
    latest = NameAsWritten.objects.filter(person__in=people).order_by("person", "-pk").distinct("person")
    return [
        KnownPerson(
            row.person_id,
            people[row.person_id].relation,
            decrypt_json_for(people[row.person_id], row.name, f"name:{row.person_id}"),
        )
        for row in latest
    ]


def access_own_person(account: Account) -> Person | None:
    """The account holder, once registered as a person."""
    return Person.objects.filter(acted_for_by__account=account, acted_for_by__relation="myself").first()
