"""From what a form sent to answers: shared by drafts and by answers to an item request."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from watandoshlar.capabilities.evidence.api import keep_file
from watandoshlar.capabilities.people.api import access_people_of
from watandoshlar.domains.cases.errors import UnknownAnswer
from watandoshlar.domains.catalogue.api import KINDS, Fault, Field, Journey, add_files, takes_name
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

    def put_into(self, answers: dict) -> None:
        """Put what was given into stored answers, and take out what was sent empty."""
        answers.update(self.values)
        for name in self.emptied:
            answers.pop(name, None)


def check_names(fields: Sequence[Field], typed: Typed) -> None:
    """Raises UnknownAnswer when the form sent a name that none of the fields has."""
    if unknown := [name for name in typed if not takes_name(fields, name)]:
        raise UnknownAnswer(names=", ".join(sorted(unknown)))


def answer_fields(
    fields: Iterable[Field],
    journey: Journey,
    typed: Typed,
    uploads: Mapping[str, Sequence[UploadedFile]],
    *,
    acting_user,
    applicant,
    replaces_files: bool = False,
) -> Answered:
    """Read every field that the form sent. Uploaded files are checked and kept as evidence of the applicant.

    They are added to the present ones, or take their place (`replaces_files`).
    """
    answered = Answered()
    for asked in fields:
        if asked.kind not in FILE_KINDS and not any(_belongs(name, asked) for name in typed):
            continue
        parsed = KINDS[asked.kind].parse(asked, typed, journey.facts, journey.answers.get(asked.id))
        value, errors = parsed.value, [*parsed.errors, *_strangers(asked, parsed.value, acting_user)]
        if asked.kind in FILE_KINDS:
            sent = uploads.get(asked.id, ())
            value = None if sent and replaces_files else value
            kept, refused = _keep_files(asked, sent, value, acting_user, applicant)
            value, errors = add_files(value, kept) or None, errors + refused
        if parsed.warnings:
            answered.warnings[asked.id] = list(parsed.warnings)
        if errors:
            answered.errors[asked.id] = errors
        if errors and asked.kind not in FILE_KINDS:
            continue
        if value is None:
            answered.emptied.add(asked.id)
        else:
            answered.values[asked.id] = value
    return answered


def _belongs(name: str, asked: Field) -> bool:
    return name == asked.id or name.startswith(f"{asked.id}.")


def _strangers(asked: Field, value: object, acting_user) -> list[Fault]:
    """A person is named by an id only if the account acts for them; anybody else's id is no choice."""
    named = [UUID(chosen) for chosen in people_named(asked, value)]
    if set(named) <= {person.pk for person in (access_people_of(acting_user) if named else [])}:
        return []
    return [Fault("not_a_choice", "role" if asked.kind == "person" else "")]


def people_named(asked: Field, value: object) -> Iterator[str]:
    """Ids of registered people in a stored value, groups included."""
    if asked.kind == "person" and value and value["person"]:
        yield value["person"]
    for row in value or () if asked.kind == "group" else ():
        for inner in asked.fields:
            yield from people_named(inner, row.get(inner.id))


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
