"""The platform with posts, services, accounts and the cases of the demonstration, on the day of the examples."""

import shutil
from dataclasses import dataclass
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.management import call_command

from tests.applications import APPLICANT
from tests.content import load_demonstration, publish_content
from tests.plugins.snapshot import once
from watandoshlar.capabilities.access.api import Account, assign_role, create_account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.community.api import show_community
from watandoshlar.domains.guides.api import show_news_of_the_demonstration
from watandoshlar.foundation import clock
from watandoshlar.web import message_catalogues

OFFICES = {"KR": "seoul", "RU": "moscow"}


@dataclass(frozen=True)
class Demonstration:
    """In Seoul the applicant has the case `waiting`, and `issued` with its document; `taken` is another's in Moscow."""

    applicant: Account
    waiting: Case
    taken: Case
    issued: Case


@pytest.fixture
def demonstration(committed_db: None) -> Demonstration:
    once("demonstration with cases", load_demonstration)
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
    publish_content()
    _show_community()
    show_news_of_the_demonstration(writer=_account("editor", "editor"), second=_account("second.editor", "editor"))
    call_command("rebuild_search", verbosity=0, stdout=StringIO())


def _show_community() -> None:
    speakers = {country: _account(f"speaker.{country.lower()}") for country in ("KR", "RU")}
    officers = {country: _account(f"officer.{post}", "officer", post) for country, post in OFFICES.items()}
    desk = (_account("desk", "ministry"), _account("second.desk", "ministry"))
    show_community(speakers=speakers, officers=officers, desk=desk, answering=[*speakers.values()])


def _account(name: str, role: str = "", post: str = "") -> Account:
    with clock.fixed(clock.now() - timedelta(days=30)):
        account = create_account(acting_user=SYSTEM, email=f"{name}@example.org", language="uz")
        if role:
            assign_role(acting_user=SYSTEM, account=account, role=role, post=get_post(post) if post else None)
    return account


@pytest.fixture(scope="session")
def texts_of_2026(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The texts of the platform, compiled with the switch on."""
    folder = tmp_path_factory.mktemp("texts") / "locale"
    shutil.copytree(Path(project.ROOT) / "locale", folder, ignore=shutil.ignore_patterns("*.mo"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(project, "LOCALE_PATHS", [folder])
        patch.setattr(project, "UZBEK_LATIN_ALPHABET", "2026")
        message_catalogues.compile_all()
    return folder


@pytest.fixture
def switched_on(settings, texts_of_2026: Path) -> None:
    settings.LOCALE_PATHS = [texts_of_2026]
    settings.UZBEK_LATIN_ALPHABET = "2026"
