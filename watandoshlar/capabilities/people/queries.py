"""The only ways to people: every function begins with who asks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.errors import PersonNotFound
from watandoshlar.capabilities.people.keys import decrypt_json_for
from watandoshlar.capabilities.people.known import Known, newest_facts, newest_name
from watandoshlar.capabilities.people.models import ActsFor, Mandate, NameAsWritten, Person
from watandoshlar.capabilities.people.rules.acting import Authority, Paper
from watandoshlar.foundation import clock


def access_people_of(account: Account) -> list[Person]:
    """The people the account acts for today, the account's own person first; `relation` is set on each."""
    today = clock.now().date()
    relations = ActsFor.objects.in_force(today).filter(account=account).select_related("person").order_by("pk")
    people = []
    for acts_for in sorted(relations, key=lambda row: row.relation != "myself"):
        if (day := of_age_on(acts_for)) and day <= today:
            continue
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


UNNAMED = ("myself", "entered", "grown_up")


def access_known_people(account: Account) -> list[KnownPerson]:
    """Children and others the account acts for whose name is known, so that nobody is registered twice."""
    people = {person.pk: person for person in access_people_of(account) if person.relation not in UNNAMED}
    return [KnownPerson(pk, people[pk].relation, name) for pk, name in _latest_names(people).items()]


def _latest_names(people: dict[UUID, Person]) -> dict[UUID, dict]:
    """By person, the name as it was written last; people without one are left out."""
    latest = NameAsWritten.objects.filter(person__in=people).order_by("person", "-pk").distinct("person")
    return {row.person_id: decrypt_json_for(people[row.person_id], row.name, f"name:{row.person_id}") for row in latest}


def access_own_person(account: Account) -> Person | None:
    """The account holder, once registered as a person."""
    return Person.objects.filter(acted_for_by__account=account, acted_for_by__relation="myself").first()


def access_known_facts(account: Account, person_id: UUID) -> dict[str, Known]:
    """What is known of a person for whom the account acts today, by fact; the name as it was written last.

    It is offered, never assumed: nothing may be answered from it unless the person says so.
    """
    person = access_person(account, person_id)
    name = newest_name(person)
    return newest_facts(person) | ({"name": name} if name else {})


# --- by what authority ----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ActedFor:
    """Somebody for whom the account acts or acted: their name as written last ({} without one), by what authority, and
    its papers, oldest first."""

    person: Person
    name: dict
    authority: Authority
    mandates: tuple[Mandate, ...]


def access_acted_for(account: Account) -> list[ActedFor]:
    """Everybody but the account holder for whom the account acts, and those for whom it did; four queries."""
    rows = ActsFor.objects.filter(account=account).exclude(relation__in=UNNAMED)
    rows = list(rows.select_related("person").prefetch_related("mandates").order_by("pk"))
    names = _latest_names({row.person_id: row.person for row in rows})
    return [
        ActedFor(row.person, names.get(row.person_id, {}), _authority(row), tuple(_by_age(row.mandates.all())))
        for row in rows
    ]


def authority_of(account: Account, person: Person) -> Authority | None:
    """By what authority the account acts for the person, whether it still holds or not; None for none ever."""
    rows = ActsFor.objects.filter(account=account, person=person).select_related("person").prefetch_related("mandates")
    row = rows.first()
    return _authority(row) if row else None


def authorities_of(account: Account) -> dict[UUID, Authority]:
    """By what authority the account acts or acted for each person; two queries."""
    rows = ActsFor.objects.filter(account=account).select_related("person").prefetch_related("mandates")
    return {row.person_id: _authority(row) for row in rows}


def accounts_acting_for(people: Iterable[UUID]) -> set[int]:
    """The accounts that act for any of these people today, as themselves too; ids alone."""
    rows = ActsFor.objects.in_force(clock.now().date()).filter(person__in=list(people))
    return set(rows.values_list("account_id", flat=True))


def mandates_of(account: Account, person: Person) -> list[Mandate]:
    """The papers by which the account acts or acted for the person, oldest first."""
    return _by_age(Mandate.objects.filter(acts_for__account=account, acts_for__person=person))


def _by_age(mandates) -> list[Mandate]:
    return sorted(mandates, key=lambda mandate: mandate.pk)


def _authority(row: ActsFor) -> Authority:
    return Authority(
        relation=row.relation,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        is_ended=row.ended_at is not None,
        of_age_on=of_age_on(row),
        papers=tuple(paper_of(mandate) for mandate in row.mandates.all()),
    )


def paper_of(mandate: Mandate) -> Paper:
    """A mandate as the rule of acting sees it."""
    return Paper(frozenset(mandate.scope), mandate.valid_from, mandate.valid_until, mandate.ended_at is not None)


def of_age_on(acts_for: ActsFor) -> date | None:
    """The 18th birthday of a child, where it is known."""
    if not acts_for.of_age_on:
        return None
    return date.fromisoformat(decrypt_json_for(acts_for.person, acts_for.of_age_on, f"of-age:{acts_for.person_id}"))
