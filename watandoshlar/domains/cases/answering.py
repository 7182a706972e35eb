"""From what a form sent to answers: shared by drafts and by answers to an item request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from watandoshlar.capabilities.evidence.api import keep_file
from watandoshlar.domains.cases.errors import UnknownAnswer
from watandoshlar.domains.catalogue.api import KINDS, Fault, Field, Journey, Page, add_files, takes_name
from watandoshlar.foundation.errors import DomainError

Typed = Mapping[str, Sequence[str]]
"""HTML names (`birth.day`) with the values sent for them, as strings."""

FILE_KINDS = ("file", "photo")


@dataclass
class Answered:
    """`values`: good answers by field id. `emptied`: fields sent empty. `errors`, `warnings`: faults by field id."""

    values: dict = field(default_factory=dict)
    emptied: set = field(default_factory=set)
    errors: dict = field(default_factory=dict)
    warnings: dict = field(default_factory=dict)


def check_names(page: Page, typed: Typed) -> None:
    """Raises UnknownAnswer when the form sent a name that the page does not ask."""
    if unknown := [name for name in typed if not takes_name(page, name)]:
        raise UnknownAnswer(names=", ".join(sorted(unknown)))


def answer_fields(
    fields: Iterable[Field],
    journey: Journey,
    typed: Typed,
    uploads: Mapping[str, Sequence[UploadedFile]],
    *,
    acting_user,
    applicant,
) -> Answered:
    """Read every field that the form sent. Uploaded files are checked and kept as evidence of the applicant."""
    answered = Answered()
    for asked in fields:
        if asked.kind not in FILE_KINDS and not any(_belongs(name, asked) for name in typed):
            continue
        stored = journey.answers.get(asked.id)
        parsed = KINDS[asked.kind].parse(asked, typed, journey.facts, stored)
        value, errors = parsed.value, list(parsed.errors)
        if asked.kind in FILE_KINDS:
            kept, refused = _keep_files(asked, uploads.get(asked.id, ()), value, acting_user, applicant)
            value, errors = add_files(value, kept) or None, errors + refused
        if parsed.warnings:
            answered.warnings[asked.id] = list(parsed.warnings)
        if errors:
            answered.errors[asked.id] = errors
        if asked.kind in FILE_KINDS or not errors:
            _put(answered, asked, value, stored)
    return answered


def _belongs(name: str, asked: Field) -> bool:
    return name == asked.id or name.startswith(f"{asked.id}.")


def _put(answered: Answered, asked: Field, value: object, stored: object) -> None:
    if value is not None:
        answered.values[asked.id] = value
    elif stored is not None:
        answered.emptied.add(asked.id)


def _keep_files(
    asked: Field, uploads: Sequence[UploadedFile], present: list | None, acting_user, applicant
) -> tuple[list[dict], list[Fault]]:
    """The uploads that could be kept, and a fault for each that was refused; the good ones stay beside a bad one."""
    kept, refused = [], []
    room = asked.options["max_files"] - len(present or [])
    for number, upload in enumerate(uploads):
        if number >= room:
            facts = {"maximum": asked.options["max_files"], "count": len(present or []) + len(uploads)}
            refused.append(Fault("too_many_files", facts=facts))
            break
        try:
            stored = keep_file(acting_user=acting_user, person=applicant, upload=upload, kind=asked.kind)
        except DomainError as error:
            # Evidence says it best itself: what is wrong with the file and what to do.
            refused.append(Fault("file_refused", facts={"code": error.code, "refusal": f"{upload.name}: {error}"}))
            continue
        kept.append({"id": str(stored.pk), "name": upload.name, "size": stored.size, "type": stored.media_type})
    return kept, refused
