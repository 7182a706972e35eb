"""A case in Seoul for which somebody has to come, at a post whose days are open."""

from pathlib import Path

from tests.applications import APPLICANT
from tests.domains.appointments.builders import past_opening
from tests.domains.cases.builders import example
from tests.plugins.snapshot import once
from tests.visiting_service import SLUG, TUTORIAL, visiting_service
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.appointments.models import Opening
from watandoshlar.domains.cases.api import Case, submit_example
from watandoshlar.domains.catalogue.api import current_version, publish_version


def case_with_visit(folder: Path) -> Case:
    """On top of the demonstration; made once a run."""
    once("a case that needs a visit", lambda: make_case_with_visit(folder))
    return Case.objects.select_related("account", "post").get(version__slug=SLUG)


def make_case_with_visit(folder: Path) -> Case:
    """The service, the first opening of Seoul if there was none, and an application."""
    publish_version(acting_user=SYSTEM, folder=visiting_service(folder))
    seoul = get_post("seoul")
    if not Opening.objects.filter(post=seoul).exists():
        past_opening(seoul)
    return submit_visit()


def submit_visit() -> Case:
    raw = example(TUTORIAL, "another-occasion")
    account = Account.objects.get(email=APPLICANT)
    return submit_example(acting_user=account, service=current_version(SLUG), raw=raw, country="KR", region="KR-11")
