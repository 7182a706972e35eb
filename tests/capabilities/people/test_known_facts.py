"""What is known is added to, never changed; the newest counts, and only who acts for a person is told."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.example_day import NOW
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.people.api import (
    FACTS,
    access_known_facts,
    forget_fact,
    record_fact,
    record_name,
    register_person,
)
from watandoshlar.capabilities.people.errors import PersonNotFound
from watandoshlar.capabilities.people.models import KnownFact
from watandoshlar.domains.catalogue.api import KNOWN_FACTS
from watandoshlar.foundation.crypto import EnvelopeError

pytestmark = pytest.mark.django_db


@pytest.fixture
def nodira():
    return create_account(acting_user=SYSTEM, email="nodira@example.org", language="uz")


@pytest.fixture
def person(nodira):
    return register_person(acting_user=nodira, relation="myself")


def know(person, fact, value, reference="WD-26-C6EP-34WK-A", days=0):
    return record_fact(
        acting_user=SYSTEM,
        person=person,
        fact=fact,
        value=value,
        origin="case",
        reference=reference,
        as_of=NOW + timedelta(days=days),
    )


def told(account, person):
    return {name: known.value for name, known in access_known_facts(account, person.pk).items()}


def test_the_vocabulary_is_that_of_the_definitions():
    assert {*FACTS, "name"} == set(KNOWN_FACTS)


def test_the_newest_counts_and_the_others_stay(nodira, person):
    assert know(person, "passport_number", "FA1234567")
    assert know(person, "passport_number", "FA7654321", "WD-26-AAAA-AAAA-A", days=3)
    known = access_known_facts(nodira, person.pk)["passport_number"]
    assert (known.value, known.origin, known.reference) == ("FA7654321", "case", "WD-26-AAAA-AAAA-A")
    assert known.as_of == NOW + timedelta(days=3)
    assert KnownFact.objects.filter(person=person).count() == 2


def test_what_is_known_already_keeps_its_origin(nodira, person):
    know(person, "birth_date", "1985-05-15")
    assert not know(person, "birth_date", "1985-05-15", "WD-26-AAAA-AAAA-A", days=3)
    assert access_known_facts(nodira, person.pk)["birth_date"].reference == "WD-26-C6EP-34WK-A"


def test_a_fact_that_was_let_go_is_not_told_and_may_be_known_again(nodira, person):
    know(person, "phone", "+998901234567")
    assert forget_fact(acting_user=nodira, person_id=person.pk, fact="phone")
    assert not forget_fact(acting_user=nodira, person_id=person.pk, fact="phone")
    assert told(nodira, person) == {}
    assert know(person, "phone", "+998901234567")
    assert told(nodira, person) == {"phone": "+998901234567"}


def test_a_name_is_told_as_it_was_written_last(nodira, person):
    for family in ("Karimova", "Каримова"):
        name = {"family": family, "given": "Nodira", "patronymic": "", "script": "Latn", "source": "passport"}
        record_name(acting_user=nodira, person=person, name=name)
    known = access_known_facts(nodira, person.pk)["name"]
    assert (known.value["family"], known.origin, known.reference) == ("Каримова", "document", "passport")


def test_nobody_else_is_told(nodira, person):
    know(person, "phone", "+998901234567")
    stranger = create_account(acting_user=SYSTEM, email="rustam@example.org", language="ru")
    with pytest.raises(PersonNotFound):
        access_known_facts(stranger, person.pk)
    with pytest.raises(PersonNotFound):
        forget_fact(acting_user=stranger, person_id=person.pk, fact="phone")


def test_values_are_closed_and_bound_to_their_fact(nodira, person):
    know(person, "phone", "+998901234567")
    know(person, "email", "nodira@example.org")
    row, other = KnownFact.objects.order_by("pk")
    assert b"901234567" not in bytes(row.value)
    assert "901234567" not in str([entry.facts for entry in entries_of_chain(f"person:{person.pk}")])
    moved = KnownFact(person=person, fact="email", value=row.value, origin="case", reference="", as_of=other.as_of)
    moved.save()
    with pytest.raises(EnvelopeError):
        access_known_facts(nodira, person.pk)


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_keeps_what_was_known(person, change):
    know(person, "phone", "+998901234567")
    rows = KnownFact.objects.all()
    act = rows.delete if change == "delete" else lambda: rows.update(value=b"")
    # The platform may not even ask for it; a trigger refuses whoever may.
    with pytest.raises(DatabaseError, match=r"rows are only added|permission denied"), transaction.atomic():
        act()


@pytest.mark.parametrize("wrong", [{"fact": "religion"}, {"origin": "rumour"}])
def test_the_database_knows_the_vocabulary(person, wrong):
    given = {"fact": "phone", "origin": "case"} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        KnownFact(person=person, value=b"", reference="", as_of=NOW, **given).save()


def test_one_question_tells_everything(nodira, person, django_assert_max_num_queries):
    for number, fact in enumerate(FACTS):
        know(person, fact, str(number))
    with django_assert_max_num_queries(3):
        assert len(access_known_facts(nodira, person.pk)) == len(FACTS)
