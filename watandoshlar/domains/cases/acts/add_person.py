from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.cases import errors
from watandoshlar.domains.cases.acts._drafts import lock_draft
from watandoshlar.domains.cases.acts.start_draft import MOST_DRAFTS
from watandoshlar.domains.cases.content import DraftContent, keep_content
from watandoshlar.domains.cases.models import Draft, FamilyApplication
from watandoshlar.domains.catalogue.api import get_version
from watandoshlar.foundation import clock
from watandoshlar.foundation.references import make_reference

PREFIX = "FA"


@transaction.atomic
def add_person(*, acting_user, draft_id: UUID) -> Draft:
    """Apply for one more person together with the draft: a further draft of the same version at the same post.

    The first draft answers the shared pages for all. Raises NotForFamilies, TooManyPeople, TooManyDrafts and
    DraftNotFound.
    """
    draft = lock_draft(acting_user, draft_id)
    rule = get_version(draft.version_id).definition.family
    if rule is None or draft.entered_as:
        raise errors.NotForFamilies
    if Draft.objects.waiting_for_submission().filter(account_id=acting_user.pk).count() >= MOST_DRAFTS:
        raise errors.TooManyDrafts(most=MOST_DRAFTS)
    family = _family(draft, acting_user)
    # Two tabs must not add one too many.
    FamilyApplication.objects.select_for_update().get(pk=family.pk)
    places = list(family.drafts.values_list("place", flat=True))
    if len(places) >= rule.most:
        raise errors.TooManyPeople(most=rule.most)
    added = Draft(
        account=acting_user,
        applicant=draft.applicant,
        version_id=draft.version_id,
        post=draft.post,
        country=draft.country,
        region=draft.region,
        family=family,
        place=max(places) + 1,
    )
    keep_content(added, DraftContent())
    added.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="add_person",
        chain=added.context,
        facts={"family": family.reference, "version": added.version_id},
    )
    return added


def _family(draft: Draft, acting_user) -> FamilyApplication:
    if draft.family_id:
        return draft.family
    reference = make_reference(PREFIX, clock.now().year)
    draft.family = FamilyApplication(reference=reference, account=acting_user, lead=draft)
    draft.family.save(force_insert=True)
    draft.save(update_fields=["family"])
    return draft.family
