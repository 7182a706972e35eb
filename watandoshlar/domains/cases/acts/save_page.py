from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases.acts._drafts import lock_draft, save_content
from watandoshlar.domains.cases.answering import Typed, answer_fields, check_names
from watandoshlar.domains.cases.content import DraftContent, fingerprint, journey_of, open_content
from watandoshlar.domains.cases.errors import PageNotFound
from watandoshlar.domains.catalogue.api import Fault


@dataclass
class Saved:
    """What became of a page that was sent. `problems`, `warnings`: faults by field id. `conflicts`: field ids whose
    stored answer another tab or device changed meanwhile; then nothing was written and the caller shows both."""

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
    check_names(page, typed)
    field_ids = [asked.id for asked in page.fields]
    answered = answer_fields(
        page.fields, journey, typed, uploads or {}, acting_user=acting_user, applicant=draft.applicant
    )
    if base is not None and base != fingerprint(content, field_ids):
        conflicts = [name for name, value in answered.values.items() if content.answers.get(name, value) != value]
        if conflicts:
            return Saved(conflicts=conflicts)
    _keep(content, answered, typed)
    save_content(draft, content)
    append_entry(
        acting_user=acting_user,
        act="save_page",
        chain=draft.context,
        facts={"page": page_id, "revision": draft.revision},
    )
    after = journey_of(draft, content)
    shown = {asked.id for asked in after.fields(page)}
    problems = {**after.page_problems(page), **answered.errors}
    return Saved(
        problems={name: faults for name, faults in problems.items() if name in shown},
        warnings={name: faults for name, faults in answered.warnings.items() if name in shown},
    )


def _keep(content: DraftContent, answered, typed: Typed) -> None:
    content.answers.update(answered.values)
    for name in answered.emptied:
        content.answers.pop(name, None)
    for name in answered.values.keys() | answered.emptied:
        content.typed.pop(name, None)
    for name in answered.errors:
        content.typed[name] = {key: list(sent) for key, sent in typed.items() if key.split(".")[0] == name}
