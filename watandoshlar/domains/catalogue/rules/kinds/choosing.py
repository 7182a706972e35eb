"""One choice, several choices, yes or no, and a declaration."""

from typing import TYPE_CHECKING, Any

from watandoshlar.domains.catalogue.rules import words
from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Option, Posted, holds_all, is_word_list, subsets

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

# Beyond this many subsets of choices a condition is tried on samples instead of on all of them.
MOST_FINITE_CHOICES = 5


class Choice(Kind):
    """One of the choices."""

    code = "choice"
    options = {"choices": Option(is_word_list, wider=holds_all)}
    required_code = "choice_required"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        word = posted.one(name)
        if word and word not in field.options["choices"]:
            return None, (Fault("not_a_choice"),)
        return word or None, ()

    def fits(self, field: Field, value: Any) -> bool:
        return value in field.options["choices"]

    def display(self, field: Field, value: str, language: str, texts: "FieldTexts") -> list[str]:
        return [texts.choices[value]]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return tuple(field.options["choices"])

    def is_finite(self, field: Field) -> bool:
        return True


class Choices(Kind):
    """Any of the choices, kept in the order of the definition."""

    code = "choices"
    options = {"choices": Option(is_word_list, wider=holds_all)}
    required_code = "choice_required"

    def condition_type(self, options: Any) -> str:
        return "list<string>"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        chosen = posted.many(name)
        if not set(chosen) <= set(field.options["choices"]):
            return None, (Fault("not_a_choice"),)
        return [word for word in field.options["choices"] if word in chosen] or None, ()

    def typed(self, field: Field, name: str, value: list[str]) -> dict[str, list[str]]:
        return {name: list(value)}

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, list) and all(word in field.options["choices"] for word in value)

    def display(self, field: Field, value: list[str], language: str, texts: "FieldTexts") -> list[str]:
        return [texts.choices[word] for word in value]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        choices = tuple(field.options["choices"])
        if self.is_finite(field):
            return tuple(chosen for chosen in subsets(choices) if chosen)
        return (*([word] for word in choices), list(choices))

    def is_finite(self, field: Field) -> bool:
        return len(field.options["choices"]) <= MOST_FINITE_CHOICES


class YesNo(Kind):
    """Yes or no; "no" is an answer, nothing is none."""

    code = "yes_no"
    required_code = "choice_required"

    def condition_type(self, options: Any) -> str:
        return "bool"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        word = posted.one(name)
        if word not in ("", "yes", "no"):
            return None, (Fault("not_a_choice"),)
        return {"yes": True, "no": False}.get(word), ()

    def typed(self, field: Field, name: str, value: bool) -> dict[str, list[str]]:
        return {name: ["yes" if value else "no"]}

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, bool)

    def display(self, field: Field, value: bool, language: str, texts: "FieldTexts") -> list[str]:
        return [words.in_language(words.YES_NO["yes" if value else "no"], language)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return (True, False)

    def is_finite(self, field: Field) -> bool:
        return True


class Declaration(Kind):
    """A statement that one makes or does not make; only the one made is kept."""

    code = "declaration"
    required_code = "declaration_required"

    def condition_type(self, options: Any) -> str:
        return "bool"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        word = posted.one(name)
        if word not in ("", "yes"):
            return None, (Fault("not_a_choice"),)
        return (True if word else None), ()

    def typed(self, field: Field, name: str, value: bool) -> dict[str, list[str]]:
        return {name: ["yes"]}

    def fits(self, field: Field, value: Any) -> bool:
        return value is True

    def display(self, field: Field, value: bool, language: str, texts: "FieldTexts") -> list[str]:
        return [words.in_language(words.DECLARED, language)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return (True,)

    def is_finite(self, field: Field) -> bool:
        return True
