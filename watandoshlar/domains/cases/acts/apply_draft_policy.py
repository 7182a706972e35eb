from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts.migrate_draft import move_draft
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.catalogue.api import draft_policy_of, superseded_by


def apply_draft_policy(*, acting_user, version_id: str) -> int:
    """Do to the drafts on earlier versions what the owner chose at publication: keep, offer or migrate.

    Returns how many drafts were touched. Each draft is its own transaction: a killed run goes on where it stopped.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "catalogue_owner")
    policy = draft_policy_of(version_id)
    if policy == "keep":
        return 0
    touched = 0
    drafts = Draft.objects.waiting_for_submission().filter(version_id__in=superseded_by(version_id))
    for pk in drafts.values_list("pk", flat=True):
        touched += _apply(pk, policy, version_id, acting_user=acting_user)
    return touched


@transaction.atomic
def _apply(pk, policy: str, version_id: str, *, acting_user) -> int:
    drafts = Draft.objects.waiting_for_submission().select_for_update(of=("self",)).select_related("applicant", "post")
    draft = drafts.exclude(version_id=version_id).filter(pk=pk).first()
    if draft is None:
        return 0
    if policy == "migrate":
        move_draft(draft, version_id, acting_user=acting_user)
    else:
        draft.offered_version_id = version_id
        draft.save(update_fields=["offered_version"])
    return 1
