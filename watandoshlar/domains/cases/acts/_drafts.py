"""What every act on a draft shares."""

from collections.abc import Iterable
from uuid import UUID

from watandoshlar.capabilities.evidence.api import remove_file
from watandoshlar.domains.cases.content import DraftContent, keep_content
from watandoshlar.domains.cases.errors import DraftNotFound
from watandoshlar.domains.cases.models import Draft
from watandoshlar.foundation import clock


def lock_draft(acting_user, draft_id: UUID) -> Draft:
    """The account's own unsubmitted draft, locked until the end of the transaction. Raises DraftNotFound."""
    drafts = Draft.objects.waiting_for_submission().select_for_update(of=("self",))
    # The family is not joined: who waited for the lock would see the draft as it is now without the family it got.
    drafts = drafts.select_related("applicant", "post")
    draft = drafts.filter(account_id=acting_user.pk, pk=draft_id).first()
    if draft is None:
        raise DraftNotFound
    return draft


def save_content(draft: Draft, content: DraftContent) -> None:
    keep_content(draft, content)
    draft.revision += 1
    draft.saved_at = clock.now()
    draft.save(update_fields=["answers", "revision", "saved_at"])


def remove_files(file_ids: Iterable[str], *, acting_user) -> None:
    """Nobody has seen a draft but its applicant: evidence that it no longer rests on is not kept."""
    for file_id in sorted(file_ids):
        remove_file(acting_user=acting_user, file_id=UUID(file_id))
