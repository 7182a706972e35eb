"""The platform with posts, services, accounts and the cases of the demonstration, on the day of the examples."""

from dataclasses import dataclass
from io import StringIO

import pytest
from django.core.management import call_command

from tests.applications import APPLICANT
from tests.plugins.snapshot import once
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case


@dataclass(frozen=True)
class Demonstration:
    """In Seoul the applicant has the case `waiting`, and `issued` with its document; `taken` is another's in Moscow."""

    applicant: Account
    waiting: Case
    taken: Case
    issued: Case


@pytest.fixture
def demonstration(committed_db: None) -> Demonstration:
    once("demonstration with cases", lambda: call_command("load_demo", without_search=True, verbosity=0))
    # Appeals and what compatriots hold have their own tests.
    applications = Case.objects.select_related("post", "account", "officer", "applicant")
    applications = applications.exclude(version__slug="appeal").exclude(version__slug__startswith="compatriot-")
    cases = {case.state: case for case in applications}
    return Demonstration(
        applicant=Account.objects.get(email=APPLICANT),
        waiting=cases["submitted"],
        taken=cases["in_review"],
        issued=cases["issued"],
    )


@pytest.fixture
def published(committed_db: None) -> None:
    """Everything that the public may read, ready to be found."""
    once("everything published", _publish)


def _publish() -> None:
    for command in ("load_posts", "publish_services", "publish_guides", "rebuild_search"):
        call_command(command, verbosity=0, stdout=StringIO())
