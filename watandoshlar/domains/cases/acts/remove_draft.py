from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases.acts._drafts import lock_draft, remove_files
from watandoshlar.domains.cases.content import open_content


@transaction.atomic
def remove_draft(*, acting_user, draft_id: UUID) -> None:
    """The applicant throws a draft away. The row goes with its answers and files; the audit log keeps that it was."""
    draft = lock_draft(acting_user, draft_id)
    remove_files(open_content(draft).file_ids, acting_user=acting_user)
    append_entry(acting_user=acting_user, act="remove_draft", chain=draft.context, facts={"version": draft.version_id})
    draft.delete()
