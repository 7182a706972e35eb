"""For whom one applies."""

import re
from typing import TYPE_CHECKING, Any

from watandoshlar.domains.catalogue.rules import words
from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import (
    Kind,
    Option,
    Posted,
    holds_all,
    is_record,
    is_word_list,
    prefixed,
)

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

IDENTIFIER = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


class PersonRole(Kind):
    """{role, person}: `person` is the id of a registered person or "". Whether the account may act for that person is
    not a question of the definition: the act that saves the answer asks it."""

    code = "person"
    options = {
        "allow": Option(lambda raw: is_word_list(raw) and set(raw) <= set(words.ROLES), list(words.ROLES), holds_all)
    }
    parts = ("role", "person")
    required_code = "choice_required"

    def condition_value(self, field: Field, value: dict[str, str]) -> str:
        return value["role"]

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        role, person = posted.one(f"{name}.role"), posted.one(f"{name}.person")
        if not role:
            return None, ()
        value = {"role": role, "person": person}
        return (value, ()) if self.fits(field, value) else (None, (Fault("not_a_choice", "role"),))

    def typed(self, field: Field, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        return prefixed(name, value)

    def fits(self, field: Field, value: Any) -> bool:
        return (
            is_record(value, self.parts)
            and value["role"] in field.options["allow"]
            and (not value["person"] or bool(IDENTIFIER.fullmatch(value["person"])))
        )

    def display(self, field: Field, value: dict[str, str], language: str, texts: "FieldTexts") -> list[str]:
        return [words.in_language(words.ROLES[value["role"]], language)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return tuple({"role": role, "person": ""} for role in field.options["allow"])

    def is_finite(self, field: Field) -> bool:
        return True
