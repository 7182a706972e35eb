from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases.acts._drafts import lock_draft, remove_files, save_content
from watandoshlar.domains.cases.answering import FILE_KINDS, Answered, Typed, answer_fields, check_names
from watandoshlar.domains.cases.content import DraftContent, changed_since, journey_of, open_content
from watandoshlar.domains.cases.errors import PageNotFound
from watandoshlar.domains.catalogue.api import Fault, Page


@dataclass
class Saved:
    """What became of a page that was sent. `problems`, `warnings`: faults by field id. `conflicts`: field ids whose
    stored answer another tab or device changed meanwhile; then only files were kept and the caller shows both."""

    problems: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    conflicts: Sequence[str] = ()

    @property
    def is_complete(self) -> bool:
        return not self.problems and not self.conflicts


@transaction.atomic
def save_page(
    *,
    acting_user,
    draft_id: UUID,
    page_id: str,
    typed: Typed,
    uploads: Mapping[str, Sequence[UploadedFile]] | None = None,
    base: str | None = None,
) -> Saved:
    """Keep what was typed on one page of a draft: good answers as answers, refused ones as typed; nothing is lost.
    A file that the applicant takes away is deleted when this commits.

    `typed` maps HTML names to the values sent; `uploads` maps field ids to files; `base` is the fingerprint of the
    answers the page was shown with: when the stored ones are others by now and differ from those sent, the caller
    gets the conflicts and decides again. Raises DraftNotFound, PageNotFound, UnknownAnswer.
    """
    draft = lock_draft(acting_user, draft_id)
    content = open_content(draft)
    journey = journey_of(draft, content)
    page = journey.definition.page(page_id)
    if page is None:
        raise PageNotFound(page=page_id)
    check_names(page.fields, typed)
    field_ids = [asked.id for asked in page.fields]
    answered = answer_fields(
        page.fields, journey, typed, uploads or {}, acting_user=acting_user, applicant=draft.applicant
    )
    conflicts = []
    if base is not None and (changed := changed_since(base, content, field_ids)):
        conflicts = _conflicts(page, content, answered, changed)
    files_before = content.file_ids
    if conflicts:
        answered = _only_files(page, answered)
    _keep(content, answered, typed)
    save_content(draft, content)
    remove_files(files_before - content.file_ids, acting_user=acting_user)
    append_entry(
        acting_user=acting_user,
        act="save_page",
        chain=draft.context,
        facts={"page": page_id, "revision": draft.revision},
    )
    if conflicts:
        return Saved(conflicts=conflicts)
    after = journey_of(draft, content)
    shown = {asked.id for asked in after.fields(page)}
    problems = {**after.page_problems(page), **answered.errors}
    return Saved(
        problems={name: faults for name, faults in problems.items() if name in shown},
        warnings={name: faults for name, faults in answered.warnings.items() if name in shown},
    )


def _conflicts(page: Page, content: DraftContent, answered: Answered, changed: set[str]) -> list[str]:
    """Fields that would lose what another tab has stored. Files never do: the form adds and removes them one by one."""
    sent = {**answered.values, **dict.fromkeys(answered.emptied)}
    return [
        asked.id
        for asked in page.fields
        if asked.kind not in FILE_KINDS
        and asked.id in sent.keys() & changed
        and content.answers.get(asked.id, sent[asked.id]) != sent[asked.id]
    ]


def _only_files(page: Page, answered: Answered) -> Answered:
    files = {asked.id for asked in page.fields if asked.kind in FILE_KINDS}
    return Answered(
        values={name: value for name, value in answered.values.items() if name in files},
        emptied=answered.emptied & files,
    )


def _keep(content: DraftContent, answered: Answered, typed: Typed) -> None:
    answered.put_into(content.answers)
    for name in answered.values.keys() | answered.emptied:
        content.typed.pop(name, None)
    for name in answered.errors:
        if sent := {key: list(values) for key, values in typed.items() if key.split(".")[0] == name}:
            content.typed[name] = sent
