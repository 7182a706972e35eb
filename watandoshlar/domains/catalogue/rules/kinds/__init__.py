"""The kinds of field, by their code, and what can be asked of any of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import EMPTY_VALUES, Kind, Option, Parsed
from watandoshlar.domains.catalogue.rules.kinds.choosing import Choice, Choices, Declaration, YesNo
from watandoshlar.domains.catalogue.rules.kinds.contact import Email, Phone
from watandoshlar.domains.catalogue.rules.kinds.day import Day, day_in_words
from watandoshlar.domains.catalogue.rules.kinds.files import File, Photo, add_files
from watandoshlar.domains.catalogue.rules.kinds.group import ROW_ID, Group
from watandoshlar.domains.catalogue.rules.kinds.identity import CertificateNumber, Pinfl, TravelDocument
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
        CertificateNumber(),
        File(),
        Photo(),
        PersonRole(),
        Declaration(),
    )
}
GROUP = Group(KINDS)
KINDS["group"] = GROUP
EVIDENCE_KINDS = ("file", "photo")


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


# --- leaves: the fields that hold one answer each, in the rows of a group or by themselves ----------------------------


def leaves(field: Field, value: Any) -> Iterator[tuple[Field, str, Any]]:
    """(field, HTML name, value) of every answer that a stored value holds: its own, or those of the rows of a group."""
    if field.kind != "group":
        yield field, field.id, value
        return
    for row in value or ():
        for inner in field.fields:
            yield inner, f"{field.id}.{row['row']}.{inner.id}", row.get(inner.id)


def leaf_named(field: Field, name: str) -> Field | None:
    """The field, or the field of its rows, whose answer has this HTML name."""
    if field.kind != "group":
        return field if name == field.id else None
    parts = name.split(".")
    if len(parts) != 3 or parts[0] != field.id or not ROW_ID.fullmatch(parts[1]):
        return None
    return next((inner for inner in field.fields if inner.id == parts[2]), None)


def leaf_value(field: Field, value: Any, name: str) -> Any:
    """What a stored value holds under the HTML name; None for nothing."""
    return next((held for _leaf, place, held in leaves(field, value) if place == name), None)


def with_leaf(field: Field, value: Any, name: str, held: Any) -> Any:
    """The stored value with something else under the HTML name, None for nothing. Begins a row that is not there."""
    if field.kind != "group":
        return held
    _group, row_id, inner_id = name.split(".")
    rows = {row["row"]: row for row in value or ()}
    row = {key: part for key, part in rows.get(row_id, {"row": row_id}).items() if key != inner_id}
    rows[row_id] = row if held is None else {**row, inner_id: held}
    return sorted(rows.values(), key=lambda one: int(one["row"]))


def leaf_of(field: Field, fault: Fault) -> str:
    """The HTML name of the answer with which something is wrong; the group's own for what is wrong with its rows."""
    return ".".join([field.id, *(fault.part.split(".")[:2] if field.kind == "group" and fault.part else ())])


def fault_at(field: Field, name: str, fault: Fault) -> Fault:
    """The fault of the answer with the HTML name, as the whole field sees it."""
    return fault if name == field.id else fault.inside(name.removeprefix(f"{field.id}."))


def row_names(field: Field, sent: Mapping[str, Sequence[Any]], value: Any) -> dict[str, str]:
    """Each HTML name that a form sent for the rows of a group, and the one with the id under which the row is kept."""
    ids = GROUP.row_ids(field.id, sent, [row["row"] for row in value or ()])
    return {
        name: f"{field.id}.{row_id}{name.removeprefix(f'{field.id}.{number}')}"
        for number, row_id in ids.items()
        for name in sent
        if name.startswith(f"{field.id}.{number}.")
    }


def has_kind(fields: Iterable[Field], *codes: str) -> bool:
    """Whether any of the fields, or of their rows, is of one of the kinds."""
    return any(leaf.kind in codes for field in fields for leaf in (field, *field.fields))


def takes_name(fields: Iterable[Field], name: str) -> bool:
    """Whether one of the fields has the HTML name; a name that none has comes from an old or tampered form."""
    return any(_takes(field, name) for field in fields)


def _takes(field: Field, name: str) -> bool:
    rest = name.removeprefix(field.id)
    return name.startswith(field.id) and (not rest or rest[0] == ".") and kind_of(field).takes(field, rest)


__all__ = [
    "EVIDENCE_KINDS",
    "KINDS",
    "Kind",
    "Option",
    "Parsed",
    "add_files",
    "condition_type",
    "day_in_words",
    "display",
    "empty_value",
    "fault_at",
    "full_name",
    "has_kind",
    "is_answered",
    "kind_of",
    "leaf_named",
    "leaf_of",
    "leaf_value",
    "leaves",
    "row_names",
    "takes_name",
    "typed",
    "with_leaf",
]
