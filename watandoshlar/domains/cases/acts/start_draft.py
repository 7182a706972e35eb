from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import register_person
from watandoshlar.capabilities.posts.api import get_post, posts_for, today_at
from watandoshlar.domains.cases.content import DraftContent, keep_content
from watandoshlar.domains.cases.errors import PostClosedToService, TooManyDrafts
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.catalogue.api import current_version

MOST_DRAFTS = 50
"""Unfinished applications of one account: far more than a family has, far fewer than would fill a disk."""


@transaction.atomic
def start_draft(*, acting_user, slug: str, post_code: str, country: str, region: str = "") -> Draft:
    """Begin an application for a service at a post that serves the place where the applicant lives.

    The draft is pinned to today's version of the service. Raises the catalogue's not-found error for an unknown
    service, PostClosedToService when the post does not serve the place, and TooManyDrafts.
    """
    service = current_version(slug)
    post = get_post(post_code)
    if post.code not in {served.code for served in posts_for(country, region, slug, today_at(post))}:
        raise PostClosedToService(post=post_code)
    applicant = register_person(acting_user=acting_user, relation="myself")
    if Draft.objects.waiting_for_submission().filter(account_id=acting_user.pk).count() >= MOST_DRAFTS:
        raise TooManyDrafts(most=MOST_DRAFTS)
    draft = Draft(
        account=acting_user, applicant=applicant, version_id=service.hash, post=post, country=country, region=region
    )
    keep_content(draft, DraftContent())
    draft.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="start_draft",
        chain=draft.context,
        facts={"version": service.hash, "post": post.code},
    )
    return draft
