from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases.acts._drafts import lock_draft, save_content
from watandoshlar.domains.cases.content import open_content
from watandoshlar.domains.cases.families import drafts_of_family
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.cases.queries import is_offered, service_of
from watandoshlar.domains.catalogue.api import carry_answers, get_version


@transaction.atomic
def migrate_draft(*, acting_user, draft_id: UUID) -> Draft:
    """The applicant accepts the version that was offered; answers to dropped questions are set aside, not lost.

    An offer that a later publication has overtaken moves nothing. A family moves as a whole.
    """
    draft = lock_draft(acting_user, draft_id)
    if is_offered(draft):
        for one in _together(draft):
            if one.version_id != draft.offered_version_id:
                move_draft(one, draft.offered_version_id, acting_user=acting_user)
    return lock_draft(acting_user, draft_id)


@transaction.atomic
def decline_version(*, acting_user, draft_id: UUID) -> Draft:
    """The applicant stays with the version the draft began with, and the family with them."""
    draft = lock_draft(acting_user, draft_id)
    for one in _together(draft):
        one.offered_version = None
        one.save(update_fields=["offered_version"])
        append_entry(
            acting_user=acting_user, act="decline_version", chain=one.context, facts={"version": one.version_id}
        )
    return lock_draft(acting_user, draft_id)


def _together(draft: Draft) -> list[Draft]:
    """The draft with the others of its family, locked: what is shared is read by the questions of one version."""
    return list(drafts_of_family(draft).select_for_update(of=("self",))) if draft.family_id else [draft]


def move_draft(draft: Draft, version_id: str, *, acting_user) -> None:
    """Pin a locked draft to another version, carrying its answers over by field id."""
    content = open_content(draft)
    old, new = service_of(draft).definition, get_version(version_id).definition
    content.answers, content.set_aside = carry_answers(old, new, content.answers, content.set_aside)
    from_version, draft.version_id, draft.offered_version = draft.version_id, version_id, None
    save_content(draft, content)
    draft.save(update_fields=["version", "offered_version"])
    append_entry(
        acting_user=acting_user,
        act="migrate_draft",
        chain=draft.context,
        facts={"from": from_version, "to": version_id, "set_aside": sorted(content.set_aside)},
    )
