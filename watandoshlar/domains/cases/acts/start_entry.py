from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.capabilities.people.api import enter_person
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.content import DraftContent, keep_content
from watandoshlar.domains.cases.errors import FormUnknown, WrongRegister
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.catalogue.api import current_version

FORMS = ("oral", "written")


@transaction.atomic
def start_entry(*, acting_user, slug: str, post_code: str, form: str) -> Draft:
    """An officer begins to enter an appeal that somebody spoke or sent on paper (ZRU-445, articles 5 and 23).

    `form` is one of FORMS.

    Whoever stands at the counter is heard there, wherever they live: no district is asked. Raises RoleMissing for who
    does not work at the post, FormUnknown, and WrongRegister for a service that is no appeal: an application is its
    applicant's own.
    """
    post = get_post(post_code)
    require_officer(acting_user, post)
    if form not in FORMS:
        raise FormUnknown
    service = current_version(slug)
    if service.definition.register != "appeals":
        raise WrongRegister
    draft = Draft(
        account=acting_user,
        applicant=enter_person(acting_user=acting_user),
        version_id=service.hash,
        post=post,
        country=post.country,
        entered_as=form,
    )
    keep_content(draft, DraftContent())
    draft.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="start_entry",
        chain=draft.context,
        facts={"version": service.hash, "post": post.code, "form": form},
    )
    return draft
