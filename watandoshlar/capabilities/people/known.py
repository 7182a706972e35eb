"""What is known of a person, newest first: for the acts and queries of this room."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watandoshlar.capabilities.people.keys import decrypt_json_for
from watandoshlar.capabilities.people.models import KnownFact, NameAsWritten, Person


@dataclass(frozen=True)
class Known:
    """One fact: its value as an answer keeps it, where it comes from (`case`, `picture`; `document` for a name, with
    the paper that writes it so), and as of when."""

    fact: str
    value: Any
    origin: str
    reference: str
    as_of: datetime


def newest_facts(person: Person) -> dict[str, Known]:
    """By fact, what counts; a fact that was let go is left out. One query."""
    rows = KnownFact.objects.filter(person=person).order_by("fact", "-pk").distinct("fact")
    return {
        row.fact: Known(
            row.fact, decrypt_json_for(person, row.value, row.context), row.origin, row.reference, row.as_of
        )
        for row in rows
        if row.value
    }


def newest_name(person: Person) -> Known | None:
    """The name as a document wrote it last."""
    row = NameAsWritten.objects.filter(person=person).order_by("-pk").first()
    if row is None:
        return None
    name = decrypt_json_for(person, row.name, f"name:{person.pk}")
    return Known("name", name, "document", row.source_document, row.first_seen)
