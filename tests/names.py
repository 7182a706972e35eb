"""The names of people, opened for tests: the platform itself has no use for every spelling at once."""

from typing import Any

from watandoshlar.capabilities.people.api import Person, decrypt_json_for
from watandoshlar.capabilities.people.models import NameAsWritten


def names_of(person: Person) -> list[Any]:
    """Every spelling kept of a person's name, oldest first."""
    rows = NameAsWritten.objects.filter(person=person).order_by("pk")
    return [decrypt_json_for(person, row.name, f"name:{person.pk}") for row in rows]
