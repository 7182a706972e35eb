"""A person's name as one document writes it: never corrected, never transliterated."""

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

PART_LENGTH = 100
WRITTEN = ("family", "given", "patronymic")


class Name(Kind):
    """{family, given, patronymic, script, source}; who has only one name gives only one of the two."""

    code = "name"
    options = {
        "documents": Option(
            lambda raw: is_word_list(raw) and set(raw) <= set(words.NAME_DOCUMENTS),
            list(words.NAME_DOCUMENTS),
            holds_all,
        )
    }
    parts = (*WRITTEN, "script", "source")

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        value = {part: " ".join(posted.one(f"{name}.{part}").split()) for part in self.parts}
        # The script and the document are chosen from lists that may stand preset: alone they are no answer.
        return (value if any(value[part] for part in WRITTEN) else None), ()

    def typed(self, field: Field, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        return prefixed(name, value)

    def fits(self, field: Field, value: Any) -> bool:
        return is_record(value, self.parts)

    def check(self, field: Field, value: dict[str, str], facts: Facts | None) -> tuple[Fault, ...]:
        faults = [
            Fault("too_long", part, {"maximum": PART_LENGTH, "length": len(value[part])})
            for part in WRITTEN
            if len(value[part]) > PART_LENGTH
        ]
        if not value["family"] and not value["given"]:
            faults.append(Fault("name_incomplete", "given"))
        if value["script"] not in words.SCRIPTS:
            faults.append(Fault("choice_required" if not value["script"] else "not_a_choice", "script"))
        if value["source"] not in field.options["documents"]:
            faults.append(Fault("choice_required" if not value["source"] else "not_a_choice", "source"))
        return tuple(faults)

    def condition_value(self, field: Field, value: dict[str, str]) -> str:
        return full_name(value)

    def display(self, field: Field, value: dict[str, str], language: str, texts: "FieldTexts") -> list[str]:
        return [full_name(value)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        source = field.options["documents"][0]
        return ({"family": "Karimova", "given": "Nodira", "patronymic": "", "script": "Latn", "source": source},)


def full_name(value: dict[str, str]) -> str:
    """All parts that there are, family name first, as Uzbek documents write them; empty where nobody has said any."""
    return " ".join(value[part] for part in WRITTEN if value.get(part))
