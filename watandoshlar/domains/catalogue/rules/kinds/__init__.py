"""The kinds of field, by their code, and what can be asked of any of them."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.kinds.base import EMPTY_VALUES, Kind, Option, Parsed
from watandoshlar.domains.catalogue.rules.kinds.choosing import Choice, Choices, Declaration, YesNo
from watandoshlar.domains.catalogue.rules.kinds.contact import Email, Phone
from watandoshlar.domains.catalogue.rules.kinds.day import Day, day_in_words
from watandoshlar.domains.catalogue.rules.kinds.files import File, Photo, add_files
from watandoshlar.domains.catalogue.rules.kinds.group import Group
from watandoshlar.domains.catalogue.rules.kinds.identity import Pinfl, TravelDocument
from watandoshlar.domains.catalogue.rules.kinds.name import Name, full_name
from watandoshlar.domains.catalogue.rules.kinds.number import Money, Number
from watandoshlar.domains.catalogue.rules.kinds.person import PersonRole
from watandoshlar.domains.catalogue.rules.kinds.places import Address, Country, CountryRegion
from watandoshlar.domains.catalogue.rules.kinds.text import LongText, ShortText
from watandoshlar.foundation.conditions import NO_DAY

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

KINDS: dict[str, Kind] = {
    kind.code: kind
    for kind in (
        ShortText(),
        LongText(),
        Name(),
        Day(),
        Choice(),
        Choices(),
        YesNo(),
        Number(),
        Money(),
        Country(),
        CountryRegion(),
        Address(),
        Phone(),
        Email(),
        TravelDocument(),
        Pinfl(),
        File(),
        Photo(),
        PersonRole(),
        Declaration(),
    )
}
KINDS["group"] = Group(KINDS)


def kind_of(field: Field) -> Kind:
    """The kind of a field."""
    return KINDS[field.kind]


def condition_type(field: Field) -> str:
    """The type that the field's answer has in conditions."""
    return kind_of(field).condition_type(field.options)


def empty_value(field: Field) -> Any:
    """What conditions see of an unanswered field."""
    return EMPTY_VALUES.get(condition_type(field), NO_DAY)


def is_answered(field: Field, value: Any) -> bool:
    """Whether a stored value is an answer that fits the field."""
    kind = kind_of(field)
    return kind.is_answered(value) and kind.fits(field, value)


def typed(field: Field, value: Any) -> dict[str, list[str]]:
    """What the form shows for a stored value, by HTML name; nothing for an unanswered field."""
    return kind_of(field).typed(field, field.id, value) if is_answered(field, value) else {}


def display(field: Field, value: Any, language: str, texts: "FieldTexts") -> list[str]:
    """A stored value in words, one string a line; nothing for an unanswered field."""
    return kind_of(field).display(field, value, language, texts) if is_answered(field, value) else []


def takes_name(fields: Iterable[Field], name: str) -> bool:
    """Whether one of the fields has the HTML name; a name that none has comes from an old or tampered form."""
    return any(_takes(field, name) for field in fields)


def _takes(field: Field, name: str) -> bool:
    rest = name.removeprefix(field.id)
    return name.startswith(field.id) and (not rest or rest[0] == ".") and kind_of(field).takes(field, rest)


__all__ = [
    "KINDS",
    "Kind",
    "Option",
    "Parsed",
    "add_files",
    "condition_type",
    "day_in_words",
    "display",
    "empty_value",
    "full_name",
    "is_answered",
    "kind_of",
    "takes_name",
    "typed",
]
