from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases.acts._drafts import lock_draft, remove_files, save_content
from watandoshlar.domains.cases.content import DraftContent, journey_of, open_content
from watandoshlar.domains.cases.families import drafts_of_family
from watandoshlar.domains.cases.models import Draft, FamilyApplication


@transaction.atomic
def remove_draft(*, acting_user, draft_id: UUID) -> None:
    """The applicant throws a draft away. The row goes with its answers and files; the audit log keeps that it was.

    The others of a family stay. When the first application goes, the next one takes over what it answered for all.
    """
    draft = lock_draft(acting_user, draft_id)
    content = open_content(draft)
    files = content.file_ids
    if draft.family_id:
        files -= _leave_family(draft, content)
    remove_files(files, acting_user=acting_user)
    append_entry(acting_user=acting_user, act="remove_draft", chain=draft.context, facts={"version": draft.version_id})
    draft.delete()


def _leave_family(draft: Draft, content: DraftContent) -> set[str]:
    """Take the draft out of its family. Returns the files that the others still rest on."""
    family = FamilyApplication.objects.select_for_update().get(pk=draft.family_id)
    others = [other for other in drafts_of_family(draft) if other.pk != draft.pk]
    kept: set[str] = set()
    if family.lead_id == draft.pk and others:
        successor = others[0]
        # With what the first application has answered for all.
        own = open_content(successor)
        own.answers = dict(journey_of(successor, own).answers)
        save_content(successor, own)
        kept = own.file_ids & content.file_ids
        family.lead = successor
        family.save(update_fields=["lead"])
    draft.family = None
    draft.save(update_fields=["family"])
    if len(others) < 2:
        # Who is alone is no family.
        Draft.objects.filter(family=family).update(family=None)
        family.delete()
    return kept
