"""From what a form sent to answers: shared by drafts and by answers to an item request."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from watandoshlar.capabilities.evidence.api import keep_file
from watandoshlar.capabilities.people.api import access_people_of
from watandoshlar.domains.cases.errors import UnknownAnswer
from watandoshlar.domains.catalogue.api import (
    EVIDENCE_KINDS,
    KINDS,
    Fault,
    Field,
    Journey,
    Parsed,
    add_files,
    fault_at,
    leaf_named,
    leaf_of,
    leaf_value,
    leaves,
    row_names,
    takes_name,
    with_leaf,
)
from watandoshlar.foundation.errors import DomainError

Typed = Mapping[str, Sequence[str]]
"""HTML names (`birth.day`, in a group `children.1.birth.day`) with the values sent for them, as strings."""
Uploads = Mapping[str, Sequence[UploadedFile]]
"""HTML names of files and photos (`birth_certificate`, `children.1.birth_certificate`) with the files sent for them."""


@dataclass
class Answered:
    """`values`: good answers by field id. `emptied`: fields sent empty. `errors`, `warnings`: faults by field id.
    `kept`: new files by HTML name, which are in `values` too. A group is answered row by row: its value has what is
    good in it, and its errors are about the rest."""

    values: dict = field(default_factory=dict)
    emptied: set = field(default_factory=set)
    errors: dict = field(default_factory=dict)
    warnings: dict = field(default_factory=dict)
    kept: dict = field(default_factory=dict)

    def put_into(self, answers: dict) -> None:
        """Put what was given into stored answers, and take out what was sent empty."""
        answers.update(self.values)
        for name in self.emptied:
            answers.pop(name, None)


def check_names(fields: Sequence[Field], typed: Typed, uploads: Uploads) -> None:
    """Raises UnknownAnswer when the form sent a name that none of the fields has, or a file where none is asked."""
    unknown = [name for name in typed if not takes_name(fields, name)]
    unknown += [name for name in uploads if not any(is_for_files(asked, name) for asked in fields)]
    if unknown:
        raise UnknownAnswer(names=", ".join(sorted(unknown)))


def under_row_ids(fields: Iterable[Field], typed: Typed, uploads: Uploads, answers: Mapping) -> tuple[Typed, Uploads]:
    """What was sent, every row of a group under the id by which it is kept."""
    names: dict[str, str] = {}
    for asked in fields:
        if asked.kind == "group":
            names |= row_names(asked, {**dict.fromkeys(uploads, ()), **typed}, answers.get(asked.id))
    return tuple({names.get(name, name): values for name, values in sent.items()} for sent in (typed, uploads))


def answer_fields(
    fields: Iterable[Field],
    journey: Journey,
    typed: Typed,
    uploads: Uploads,
    *,
    acting_user,
    applicant,
    replaces_files: bool = False,
) -> Answered:
    """Read every field that the form sent, rows under their ids. Uploaded files are checked and kept as evidence of the
    applicant.

    They are added to the present ones, or take their place (`replaces_files`).
    """
    answered = Answered()
    for asked in fields:
        arrived = {name: files for name, files in uploads.items() if is_for_files(asked, name)}
        if asked.kind not in EVIDENCE_KINDS and not arrived and not any(_belongs(name, asked) for name in typed):
            continue
        current = journey.answers.get(asked.id)
        parsed = KINDS[asked.kind].parse(asked, typed, journey.facts, current)
        if asked.kind == "group" and not any(_belongs(name, asked) for name in typed):
            # Only files came: the rows that the form did not name are not taken away.
            parsed = Parsed(current)
        value, errors = _without_strangers(asked, parsed.value, current, acting_user)
        errors += refusals(asked, parsed.errors)
        taken_away = {f"{asked.id}.{row_id}" for row_id in typed.get(f"{asked.id}.remove", ())}
        for name, files in arrived.items():
            if name.rpartition(".")[0] in taken_away:
                continue
            present = [] if replaces_files else leaf_value(asked, value, name)
            kept, refused = _keep_files(leaf_named(asked, name), files, present, acting_user, applicant)
            errors += [fault_at(asked, name, fault) for fault in refused]
            if kept:
                answered.kept[name] = kept
            if kept or replaces_files:
                value = with_leaf(asked, value, name, add_files(present, kept) or None)
        _note(answered, asked, value, errors, parsed.warnings)
    return answered


def _note(answered: Answered, asked: Field, value: Any, errors: list[Fault], warnings: Sequence[Fault]) -> None:
    if warnings:
        answered.warnings[asked.id] = list(warnings)
    if errors:
        answered.errors[asked.id] = errors
    if errors and asked.kind not in (*EVIDENCE_KINDS, "group"):
        return
    if value is None:
        answered.emptied.add(asked.id)
    else:
        answered.values[asked.id] = value


def _belongs(name: str, asked: Field) -> bool:
    return name == asked.id or name.startswith(f"{asked.id}.")


def is_for_files(asked: Field, name: str) -> bool:
    """Whether the HTML name is that of a file or photo, the field's own or in a row of it."""
    leaf = leaf_named(asked, name)
    return leaf is not None and leaf.kind in EVIDENCE_KINDS


def refusals(asked: Field, faults: Iterable[Fault]) -> list[Fault]:
    """The faults for which something is not stored. How many rows there are is judged when they are."""
    return [fault for fault in faults if asked.kind != "group" or fault.part]


def with_refusals(asked: Field, stored: Iterable[Fault], refused: Sequence[Fault]) -> list[Fault]:
    """All that is wrong with a field: where something was refused, that counts and not what is stored there."""
    places = {leaf_of(asked, fault) for fault in refused}
    return [*(fault for fault in stored if leaf_of(asked, fault) not in places), *refused]


def _without_strangers(asked: Field, value: Any, current: Any, acting_user) -> tuple[Any, list[Fault]]:
    """A person is named by an id only if the account acts for them; anybody else's id is no choice."""
    named = {name: chosen for name, chosen in people_named(asked, value) if chosen}
    known = {person.pk for person in (access_people_of(acting_user) if named else [])}
    strangers = [name for name, chosen in named.items() if UUID(chosen) not in known]
    for name in strangers:
        value = with_leaf(asked, value, name, leaf_value(asked, current, name))
    return value, [fault_at(asked, name, Fault("not_a_choice", "role")) for name in strangers]


def people_named(asked: Field, value: Any) -> Iterator[tuple[str, str]]:
    """The HTML name of each person in a stored value, in rows too, and the id of who is registered already, or ""."""
    for leaf, name, answer in leaves(asked, value):
        if leaf.kind == "person" and answer:
            yield name, answer["person"]


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
