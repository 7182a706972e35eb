import logging
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.cases.acts.migrate_draft import move_draft
from watandoshlar.domains.cases.errors import DraftsLeft
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.cases.queries import drafts_left
from watandoshlar.domains.catalogue.api import Publication, get_publication

logger = logging.getLogger(__name__)


def apply_draft_policy(*, acting_user, publication_id: int) -> int:
    """Do to the drafts that a publication meets what its owner chose: keep, offer or migrate. Returns how many.

    Each draft is its own transaction and remembers the publication that has reached it: a killed run goes on where it
    stopped, and a second one offers nothing again to who has declined. What is newer ends it: a later publication
    speaks for all drafts. Raises DraftsLeft when some could not be opened; the others are done.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "catalogue_owner")
    publication = get_publication(publication_id)
    touched, failed = 0, 0
    for draft_id in list(drafts_left(publication).values_list("pk", flat=True)):
        try:
            touched += _apply(draft_id, publication, acting_user=acting_user)
        # One draft that cannot be opened must neither keep the others waiting nor hide itself.
        except Exception:
            logger.exception("Draft %s is not reached by publication %s", draft_id, publication_id)
            failed += 1
    if failed:
        raise DraftsLeft(count=failed, publication=publication_id)
    return touched


@transaction.atomic
def _apply(draft_id: UUID, publication: Publication, *, acting_user) -> int:
    drafts = drafts_left(publication).select_for_update(of=("self",)).select_related("applicant", "post")
    draft = drafts.filter(pk=draft_id).first()
    if draft is None:
        return 0
    policy = publication.draft_policy
    if policy == "migrate" and draft.version_id != publication.version_id:
        move_draft(draft, publication.version_id, acting_user=acting_user)
    elif policy == "offer" and draft.version_id != publication.version_id:
        _offer(draft, publication.version_id, "offer_version", acting_user=acting_user)
    elif draft.offered_version_id:
        _offer(draft, None, "withdraw_offer", acting_user=acting_user)
    draft.reached_by = publication
    draft.save(update_fields=["reached_by"])
    return 1


def _offer(draft: Draft, version_id: str | None, act: str, *, acting_user) -> None:
    facts = {"version": draft.version_id, "offered": version_id, "offered_before": draft.offered_version_id}
    draft.offered_version_id = version_id
    draft.save(update_fields=["offered_version"])
    append_entry(acting_user=acting_user, act=act, chain=draft.context, facts=facts)
