"""From what a form sent to answers: shared by drafts and by answers to an item request."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile

from watandoshlar.capabilities.evidence.api import keep_file
from watandoshlar.domains.cases.errors import UnknownAnswer
from watandoshlar.domains.catalogue.api import KINDS, Field, Page, known_names
from watandoshlar.foundation.errors import DomainError

Typed = Mapping[str, Sequence[str]]
"""HTML names (`birth.day`) with the values sent for them, as strings."""

FILE_KINDS = ("file", "photo")


@dataclass
class Answered:
    """`values`: good answers by field id. `emptied`: fields sent empty. `errors`, `warnings`: codes by field id."""

    values: dict = field(default_factory=dict)
    emptied: set = field(default_factory=set)
    errors: dict = field(default_factory=dict)
    warnings: dict = field(default_factory=dict)


def check_names(page: Page, typed: Typed) -> None:
    """Raises UnknownAnswer when the form sent a name that the page does not ask."""
    if unknown := [name for name in typed if not known_names(page, name)]:
        raise UnknownAnswer(names=", ".join(sorted(unknown)))


def answer_fields(
    fields: Iterable[Field],
    stored: Mapping,
    typed: Typed,
    uploads: Mapping[str, Sequence[UploadedFile]],
    *,
    acting_user,
    applicant,
) -> Answered:
    """Read every field of a page that the form sent. Uploaded files are checked and kept as evidence."""
    answered = Answered()
    for asked in fields:
        if asked.kind in FILE_KINDS:
            _answer_files(answered, asked, stored, typed, uploads, acting_user=acting_user, applicant=applicant)
        else:
            _answer_typed(answered, asked, typed)
    return answered


def _answer_typed(answered: Answered, asked: Field, typed: Typed) -> None:
    if not any(name.split(".")[0] == asked.id for name in typed):
        return
    parsed = KINDS[asked.kind].parse(asked, typed)
    if parsed.warnings:
        answered.warnings[asked.id] = list(parsed.warnings)
    if parsed.errors:
        answered.errors[asked.id] = list(parsed.errors)
    elif parsed.value is None:
        answered.emptied.add(asked.id)
    else:
        answered.values[asked.id] = parsed.value


def _answer_files(
    answered: Answered, asked: Field, stored: Mapping, typed: Typed, uploads: Mapping, *, acting_user, applicant
) -> None:
    removed = set(typed.get(f"{asked.id}.remove", ()))
    files = [kept for kept in stored.get(asked.id, []) if kept["id"] not in removed]
    errors = []
    for upload in uploads.get(asked.id, ()):
        if len(files) >= asked.max_files:
            errors.append("too_many_files")
            break
        try:
            kept = keep_file(acting_user=acting_user, person=applicant, upload=upload, kind=asked.kind)
        except DomainError as refused:
            errors.append(refused.code)
            continue
        files.append({"id": str(kept.pk), "name": upload.name, "size": kept.size, "type": kept.media_type})
    if files != stored.get(asked.id, []):
        if files:
            answered.values[asked.id] = files
        else:
            answered.emptied.add(asked.id)
    if errors:
        answered.errors[asked.id] = errors
