from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases.acts._drafts import lock_draft, remove_files, save_content
from watandoshlar.domains.cases.answering import (
    Answered,
    Typed,
    Uploads,
    answer_fields,
    check_names,
    is_for_files,
    under_row_ids,
    with_refusals,
)
from watandoshlar.domains.cases.content import DraftContent, changed_since, journey_of, open_content
from watandoshlar.domains.cases.errors import PageNotFound, PageShared
from watandoshlar.domains.catalogue.api import (
    EVIDENCE_KINDS,
    Fault,
    Journey,
    Page,
    add_files,
    leaf_named,
    leaf_of,
    leaf_value,
    with_leaf,
)


@dataclass
class Saved:
    """What became of a page that was sent. `problems`, `warnings`: faults by field id. `conflicts`: field ids whose
    stored answer another tab or device changed meanwhile; then only files were kept and the caller shows both. `typed`:
    what was sent, rows under the ids by which they are kept. `asks`: the questions of the page now, groups apart."""

    problems: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    warnings: Mapping[str, Sequence[Fault]] = field(default_factory=dict)
    conflicts: Sequence[str] = ()
    typed: Typed = field(default_factory=dict)
    asks: Sequence[str] = ()

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
    uploads: Uploads | None = None,
    base: str | None = None,
) -> Saved:
    """Keep what was typed on one page of a draft: good answers as answers, refused ones as typed; nothing is lost.
    A file that the applicant takes away is deleted when this commits.

    `typed` maps HTML names to the values sent, `uploads` to files; `base` is the fingerprint of the
    answers the page was shown with: when the stored ones are others by now and differ from those sent, the caller
    gets the conflicts and decides again. Raises DraftNotFound, PageNotFound, PageShared, UnknownAnswer.
    """
    draft = lock_draft(acting_user, draft_id)
    content = open_content(draft)
    journey = journey_of(draft, content)
    page = journey.definition.page(page_id)
    if page is None:
        raise PageNotFound(page=page_id)
    if page_id in journey.elsewhere:
        raise PageShared
    check_names(page.fields, typed, uploads or {})
    typed, uploads = under_row_ids(page.fields, typed, uploads or {}, content.answers)
    field_ids = [asked.id for asked in page.fields]
    answered = answer_fields(page.fields, journey, typed, uploads, acting_user=acting_user, applicant=draft.applicant)
    conflicts = []
    if base is not None and (changed := changed_since(base, content, field_ids)):
        conflicts = _conflicts(page, content, answered, changed)
    files_before = content.file_ids
    if conflicts:
        _only_files(page, content, answered).put_into(content.answers)
    else:
        _keep(page, content, answered, typed)
    save_content(draft, content)
    remove_files(files_before - content.file_ids, acting_user=acting_user)
    append_entry(
        acting_user=acting_user,
        act="save_page",
        chain=draft.context,
        facts={"page": page_id, "revision": draft.revision},
    )
    if conflicts:
        return Saved(conflicts=conflicts, typed=typed)
    return _saved(page, journey_of(draft, content), answered, typed)


def _saved(page: Page, after: Journey, answered: Answered, typed: Typed) -> Saved:
    """What is wrong on the page now, of what it asks now."""
    stored = after.page_problems(page)
    problems, warnings = {}, {}
    for asked in after.fields(page):
        faults = with_refusals(asked, stored.get(asked.id, ()), answered.errors.get(asked.id, ()))
        for found, said in ((faults, problems), (answered.warnings.get(asked.id, ()), warnings)):
            if of_asked := [fault for fault in found if after.asks(leaf_of(asked, fault))]:
                said[asked.id] = of_asked
    asks = [asked.id for asked in after.fields(page) if asked.kind != "group"]
    return Saved(problems=problems, warnings=warnings, typed=typed, asks=asks)


def _conflicts(page: Page, content: DraftContent, answered: Answered, changed: set[str]) -> list[str]:
    """Fields that would lose what another tab has stored. Files never do: the form adds and removes them one by one."""
    sent = {**answered.values, **dict.fromkeys(answered.emptied)}
    return [
        asked.id
        for asked in page.fields
        if asked.kind not in EVIDENCE_KINDS
        and asked.id in sent.keys() & changed
        and content.answers.get(asked.id, sent[asked.id]) != sent[asked.id]
    ]


def _only_files(page: Page, content: DraftContent, answered: Answered) -> Answered:
    """The files of the page as they were sent, those in rows added to the rows that are stored."""
    files = {asked.id for asked in page.fields if asked.kind in EVIDENCE_KINDS}
    values = {name: value for name, value in answered.values.items() if name in files}
    for asked in (asked for asked in page.fields if asked.kind == "group"):
        value = content.answers.get(asked.id)
        for name, kept in answered.kept.items():
            if leaf_named(asked, name):
                value = with_leaf(asked, value, name, add_files(leaf_value(asked, value, name), kept))
                values[asked.id] = value
    return Answered(values=values, emptied=answered.emptied & files)


def _keep(page: Page, content: DraftContent, answered: Answered, typed: Typed) -> None:
    answered.put_into(content.answers)
    for name in answered.values.keys() | answered.emptied:
        content.typed.pop(name, None)
    for asked in page.fields:
        refused = {leaf_of(asked, fault) for fault in answered.errors.get(asked.id, ())}
        typed_into = [name for name in refused if not is_for_files(asked, name)]
        if sent := {key: list(values) for key, values in typed.items() if _is_part_of(typed_into, key)}:
            content.typed[asked.id] = sent


def _is_part_of(names: Sequence[str], key: str) -> bool:
    return any(key == name or key.startswith(f"{name}.") for name in names)
