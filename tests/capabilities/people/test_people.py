"""People: who may act for whom, and names that are kept as they were written."""

import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.names import names_of
from watandoshlar.capabilities.access.api import Account, create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.people.api import (
    Person,
    access_own_person,
    access_people_of,
    access_person,
    record_name,
    register_person,
)
from watandoshlar.capabilities.people.errors import PersonNotFound, UnknownRelation
from watandoshlar.capabilities.people.models import ActsFor, NameAsWritten, PersonKey
from watandoshlar.foundation import clock

PASSPORT = {"family": "TOSHPOLATOVA", "given": "NODIRA", "patronymic": "", "script": "Latn", "source": "passport"}
BIRTH = {
    "family": "Тошпўлатова",
    "given": "Нодира",
    "patronymic": "Рустамовна",
    "script": "Cyrl",
    "source": "birth_certificate",
}


def test_an_account_has_one_own_person(account: Account) -> None:
    person = register_person(acting_user=account, relation="myself")
    assert register_person(acting_user=account, relation="myself") == person
    assert access_own_person(account) == person
    assert ActsFor.objects.filter(account=account).count() == 1


def test_an_account_may_act_for_several_children(account: Account) -> None:
    children = [register_person(acting_user=account, relation="child") for _ in range(2)]
    own = register_person(acting_user=account, relation="myself")
    assert access_people_of(account) == [own, *children]
    assert [person.relation for person in access_people_of(account)] == ["myself", "child", "child"]


def test_every_person_has_a_data_key_of_their_own(account: Account) -> None:
    people = [register_person(acting_user=account, relation=relation) for relation in ("myself", "child", "ward")]
    wrapped = {bytes(key) for key in PersonKey.objects.values_list("wrapped", flat=True)}
    assert len(wrapped) == len(people)


def test_registering_is_written_down_without_anything_personal(account: Account) -> None:
    person = register_person(acting_user=account, relation="child")
    entry = list(entries_of_chain(f"account:{account.pk}"))[-1]
    assert (entry.act, entry.account_id) == ("register_person", account.pk)
    assert entry.facts == {"person": str(person.pk), "relation": "child"}


@pytest.mark.parametrize("relation", ["", "friend", "Myself"])
def test_an_unknown_relation_is_refused(account: Account, relation: str) -> None:
    with pytest.raises(UnknownRelation):
        register_person(acting_user=account, relation=relation)
    assert not Person.objects.exists()


def test_two_tabs_make_one_own_person(committed_db: None) -> None:
    account = create_account(acting_user=SYSTEM, email="nodira@example.org", language="uz")

    def register(_tab: int) -> Person:
        try:
            return register_person(acting_user=account, relation="myself")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as tabs:
        people = set(tabs.map(register, range(4)))
    assert len(people) == Person.objects.count() == 1


def test_the_database_refuses_a_second_own_person(account: Account, person: Person, other_account: Account) -> None:
    other = register_person(acting_user=other_account, relation="myself")
    with pytest.raises(IntegrityError, match="people_one_self_per_account"), transaction.atomic():
        ActsFor.objects.create(account=account, person=other, relation="myself", valid_from=clock.now().date())


def test_another_accounts_person_is_not_found(person: Person, other_account: Account) -> None:
    own = register_person(acting_user=other_account, relation="myself")
    for unknown in (person.pk, uuid4()):
        with pytest.raises(PersonNotFound):
            access_person(other_account, unknown)
    assert access_person(other_account, own.pk) == own


def test_acting_for_a_person_ends(account: Account) -> None:
    with clock.fixed(datetime(2026, 11, 2, 12, tzinfo=UTC)) as moment:
        ward = register_person(acting_user=account, relation="ward")
        ActsFor.objects.filter(person=ward).update(valid_until=moment.date() + timedelta(days=1))
    with clock.fixed(moment + timedelta(days=1)):
        assert access_person(account, ward.pk) == ward
    for outside in (moment + timedelta(days=2), moment - timedelta(days=1)):
        with clock.fixed(outside), pytest.raises(PersonNotFound):
            access_person(account, ward.pk)


def test_people_are_found_in_one_query(account: Account, django_assert_num_queries) -> None:
    for relation in ("myself", "child", "child", "other"):
        register_person(acting_user=account, relation=relation)
    with django_assert_num_queries(1):
        assert len(access_people_of(account)) == 4


def test_a_name_is_kept_as_each_document_writes_it(account: Account, person: Person) -> None:
    assert record_name(acting_user=account, person=person, name=PASSPORT)
    assert record_name(acting_user=account, person=person, name=BIRTH)
    assert names_of(person) == [PASSPORT, BIRTH]


def test_the_same_spelling_is_kept_once(account: Account, person: Person) -> None:
    assert record_name(acting_user=account, person=person, name=PASSPORT)
    assert not record_name(acting_user=account, person=person, name=dict(reversed(PASSPORT.items())))
    assert names_of(person) == [PASSPORT]


def test_another_spelling_is_added_and_replaces_nothing(account: Account, person: Person) -> None:
    corrected = {**PASSPORT, "family": "TOSHPULATOVA"}
    record_name(acting_user=account, person=person, name=PASSPORT)
    first = NameAsWritten.objects.values().get()
    assert record_name(acting_user=account, person=person, name=corrected)
    assert NameAsWritten.objects.values().order_by("pk")[0] == first
    assert names_of(person) == [PASSPORT, corrected]


def test_the_same_name_of_two_people_is_two_names(account: Account, person: Person) -> None:
    child = register_person(acting_user=account, relation="child")
    assert record_name(acting_user=account, person=person, name=PASSPORT)
    assert record_name(acting_user=account, person=child, name=PASSPORT)
    assert names_of(child) == [PASSPORT]


def test_a_name_is_readable_neither_in_the_table_nor_in_the_audit_log(account: Account, person: Person) -> None:
    record_name(acting_user=account, person=person, name=BIRTH)
    row = NameAsWritten.objects.get()
    assert BIRTH["family"].encode() not in bytes(row.name) + bytes(row.fingerprint)
    (entry,) = entries_of_chain(f"person:{person.pk}")
    assert entry.facts == {"script": "Cyrl", "source": "birth_certificate"}


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_platform_itself_may_not_change_a_name(account: Account, person: Person, change: str) -> None:
    record_name(acting_user=account, person=person, name=PASSPORT)
    names = NameAsWritten.objects.filter(person=person)
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        names.update(script="Cyrl") if change == "update" else names.delete()
    assert names_of(person) == [PASSPORT]


@pytest.mark.parametrize(
    "change", ["UPDATE people_nameaswritten SET script = 'Cyrl'", "DELETE FROM people_nameaswritten"]
)
def test_the_database_refuses_to_change_a_name_to_its_owner_too(
    committed_db: None, person: Person, change: str
) -> None:
    record_name(acting_user=SYSTEM, person=person, name=PASSPORT)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner, pytest.raises(psycopg.errors.CheckViolation):
        owner.execute(change)
