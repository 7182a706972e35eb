"""Files and photos: the answer lists what is kept; the bytes are the evidence room's."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import (
    Kind,
    Option,
    Posted,
    at_least,
    holds_all,
    is_natural,
    is_word_list,
)

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

# HEIC is kept as JPEG, so both names stand for the same kept type.
MEDIA_TYPES: Mapping[str, tuple[str, ...]] = {
    "pdf": ("application/pdf",),
    "jpeg": ("image/jpeg",),
    "png": ("image/png",),
    "heic": ("image/heic", "image/jpeg"),
}
KEYS = ("id", "name", "size", "type")


def _accepts(raw: Any) -> bool:
    return is_word_list(raw) and set(raw) <= set(MEDIA_TYPES)


class File(Kind):
    """[{id, name, size, type}]: a form takes files away by `<field>.remove`; `add_files` adds what was kept."""

    code = "file"
    options = {
        "accept": Option(_accepts, list(MEDIA_TYPES), holds_all),
        "max_files": Option(lambda raw: is_natural(raw) and raw > 0, 5, at_least),
    }
    parts = ("", "remove")
    required_code = "file_required"

    def condition_type(self, options: Any) -> str:
        return "int"

    def condition_value(self, field: Field, value: list[dict[str, Any]]) -> int:
        return len(value)

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        removed = set(posted.many(f"{name}.remove"))
        return [kept for kept in posted.current or [] if kept["id"] not in removed] or None, ()

    def typed(self, field: Field, name: str, value: list[dict[str, Any]]) -> dict[str, list[str]]:
        return {}

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, list) and all(isinstance(kept, dict) and set(kept) == set(KEYS) for kept in value)

    def check(self, field: Field, value: list[dict[str, Any]], facts: Facts | None) -> tuple[Fault, ...]:
        faults = []
        if len(value) > field.options["max_files"]:
            faults.append(Fault("too_many_files", facts={"maximum": field.options["max_files"], "count": len(value)}))
        accepted = {media for word in field.options["accept"] for media in MEDIA_TYPES[word]}
        faults += [
            Fault("file_type_not_accepted", facts={"name": kept["name"]})
            for kept in value
            if kept["type"] not in accepted
        ]
        return tuple(faults)

    def display(self, field: Field, value: list[dict[str, Any]], language: str, texts: "FieldTexts") -> list[str]:
        return [kept["name"] for kept in value]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        media = MEDIA_TYPES[field.options["accept"][0]][0]
        return ([{"id": "00000000-0000-4000-8000-000000000001", "name": "a", "size": 1, "type": media}],)


class Photo(File):
    """A photograph of a person: the same as a file, one by default, never a PDF."""

    code = "photo"
    options = {
        "accept": Option(
            lambda raw: _accepts(raw) and "pdf" not in raw, [word for word in MEDIA_TYPES if word != "pdf"], holds_all
        ),
        "max_files": Option(lambda raw: is_natural(raw) and raw > 0, 1, at_least),
    }
    required_code = "photo_required"


def add_files(value: list[dict[str, Any]] | None, kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The answer with newly kept files after the present ones; a file already there is not added twice."""
    present = list(value or [])
    ids = {file["id"] for file in present}
    return present + [file for file in kept if file["id"] not in ids]
