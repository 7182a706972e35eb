"""Approved cases whose documents can be issued together, in a signing run."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, QuerySet

from watandoshlar.capabilities.access.api import Account, posts_of, require_officer
from watandoshlar.capabilities.people.api import access_people_of
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.catalogue.api import Service, get_version
from watandoshlar.domains.certificates.api import RunItem


@dataclass(frozen=True)
class Waiting:
    """So many approved cases of one service wait at a post. `service` is the version of the latest of them."""

    post_code: str
    service: Service
    number: int


def cases_to_issue(account: Account) -> QuerySet[Case]:
    """Approved cases at the account's posts that it may have issued, oldest first: not its own, not confidential ones,
    which are issued one by one, and none that waits in a run already. Nothing personal is in a row."""
    in_a_run = RunItem.objects.filter(subject=OuterRef("reference"), state="waiting")
    own = [person.pk for person in access_people_of(account)]
    cases = Case.objects.filter(state="approved", is_confidential=False, post__in=posts_of(account))
    cases = cases.exclude(account=account).exclude(about__in=own).exclude(Exists(in_a_run))
    return cases.order_by("submitted_at", "pk")


def waiting_to_be_issued(account: Account) -> list[Waiting]:
    """By post and service, of the services that give a document."""
    rows = cases_to_issue(account).order_by("post__code", "version__slug", "version_id")
    found: dict[tuple[str, str], Waiting] = {}
    for post, slug, version, number in rows.values_list("post__code", "version__slug", "version_id").annotate(
        Count("pk")
    ):
        service = get_version(version)
        if service.definition.document:
            before = found[post, slug].number if (post, slug) in found else 0
            found[post, slug] = Waiting(post, service, before + number)
    return list(found.values())


def access_cases_of_run(account: Account, post_code: str, slug: str) -> QuerySet[Case]:
    """What a run of this service would issue, for officers of the post. Raises PostNotFound, RoleMissing."""
    require_officer(account, get_post(post_code))
    return cases_to_issue(account).filter(post__code=post_code, version__slug=slug)
