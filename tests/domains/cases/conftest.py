"""A post with its people, an applicant and published services, on a fixed day."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

from tests.domains.cases.builders import (
    CAPITAL,
    FAMILY,
    FAMILY_FOLDER,
    PAPER,
    PAPERS,
    PAPERS_FOLDER,
    PASSPORT,
    SECRET,
    TRIP,
    TRIP_FOLDER,
    TUTORIAL,
    TWO_OFFICERS,
    Office,
    Rows,
    account_of,
    example,
    rows_of_posts,
    rows_of_service,
    worker_of,
)
from tests.domains.cases.holders import NOON, SERVICES, Family, family_in_seoul
from tests.domains.cases.nominees import SLUG, Honour, honour_in_seoul
from tests.domains.cases.variants import VARIANTS
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.foundation import clock


@pytest.fixture(scope="session")
def rows_of(
    django_db_setup: None, django_db_blocker, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Rows]:
    """The rows of the posts ("") or of a service by its slug; published once a run, for it takes a second."""
    made: dict[str, Rows] = {}
    folders = tmp_path_factory.mktemp("services")

    def folder_of(slug: str) -> Path:
        if slug in VARIANTS:
            return VARIANTS[slug](folders / slug)
        own = {FAMILY: FAMILY_FOLDER, TRIP: TRIP_FOLDER, PAPERS: PAPERS_FOLDER}
        return own.get(slug, settings.SERVICES_DIRECTORY / slug)

    def get(slug: str) -> Rows:
        if slug not in made:
            with django_db_blocker.unblock():
                made[slug] = rows_of_service(folder_of(slug)) if slug else rows_of_posts()
        return made[slug]

    return get


@pytest.fixture
def posts(db: None, rows_of: Callable[[str], Rows]) -> None:
    rows_of("").insert()


@pytest.fixture
def publish(posts: None, rows_of: Callable[[str], Rows]) -> Callable[[str], None]:
    """Publish a real service by its slug."""

    def insert(slug: str) -> None:
        rows_of(slug).insert()

    return insert


@pytest.fixture
def office(publish: Callable[[str], None]) -> Office:
    """The post of Seoul with the tutorial published, and its example that needs no file."""
    for slug in (TUTORIAL, TWO_OFFICERS, CAPITAL, PAPER, PASSPORT, SECRET):
        publish(slug)
    seoul = get_post("seoul")
    return Office(
        applicant=account_of("nodira"),
        officer=worker_of("officer", "officer", seoul),
        second=worker_of("second", "officer", seoul),
        head=worker_of("head", "head", seoul),
        abroad=worker_of("abroad", "officer", get_post("moscow")),
        capital=worker_of("capital", "officer", get_post("ministry")),
        raw=example(TUTORIAL, "another-occasion"),
    )


@pytest.fixture
def honour(publish: Callable[[str], None]) -> Honour:
    """A nomination's people: the nominee, officers of Seoul and of the ministry, a seated commission."""
    publish(SLUG)
    publish("appeal")
    return honour_in_seoul()


@pytest.fixture
def family(publish: Callable[[str], None]) -> Iterator[Family]:
    """A compatriot, her husband and their office, on a day of their own."""
    for slug in SERVICES:
        publish(slug)
    with clock.fixed(NOON):
        yield family_in_seoul()
