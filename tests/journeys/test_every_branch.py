"""Every page of every service and every service in every language, walked through by examples to the receipt or to the
reason why one cannot apply; without JavaScript and with it, for what htmx makes smoother leads to the same end.

All examples, and every page in every language, are walked through the forms alone in
tests/web/portal/test_every_example.py."""

from collections.abc import Callable
from itertools import groupby

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.branches import (
    BRANCHES,
    EVERY_LANGUAGE,
    FILLINGS,
    FOLDERS,
    LANGUAGES,
    PAGE_BY_PAGE,
    PAGES,
    WALKS,
    Walk,
    covering,
)
from tests.journeys.walking import walk
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM

# Few enough to be shared out evenly, enough to be worth the emptying of tables and a new device.
WALKS_OF_A_TEST = 5
WALKER = "walker@example.org"


def groups() -> list[tuple[str, bool, list[Walk]]]:
    """Walks in the same language on the same kind of device."""
    found = []
    by_device = sorted(WALKS, key=lambda each: (each.language, each.runs_scripts, each.branch.slug, each.branch.name))
    for (language, runs_scripts), alike in groupby(by_device, key=lambda each: (each.language, each.runs_scripts)):
        mine = list(alike)
        parts = -(-len(mine) // WALKS_OF_A_TEST)
        found += [(language, runs_scripts, mine[part::parts]) for part in range(parts)]
    return found


@pytest.mark.parametrize(
    ("language", "runs_scripts", "mine"),
    [
        pytest.param(*group, id=f"{group[0]}-{'htmx' if group[1] else 'plain'}-{number}")
        for number, group in enumerate(groups())
    ],
)
def test_branches(
    language: str,
    runs_scripts: bool,
    mine: list[Walk],
    new_applicant: Callable[..., Applicant],
    subtests: pytest.Subtests,
) -> None:
    # No example names this address: whoever has to agree does so from an address of their own.
    create_account(acting_user=SYSTEM, email=WALKER, language=language)
    applicant = new_applicant(language, email=WALKER, java_script_enabled=runs_scripts, frames=False)
    for each in mine:
        with subtests.test(service=each.branch.slug, example=each.branch.name):
            walk(applicant, each.branch.slug, each.branch.raw)


def test_every_walk_is_another() -> None:
    assert len(WALKS) == len(set(WALKS))
    if EVERY_LANGUAGE:
        assert len(WALKS) == len(BRANCHES) * len(LANGUAGES) * 2


@pytest.mark.parametrize("runs_scripts", [False, True])
def test_every_page_is_seen_with_scripts_and_without(runs_scripts: bool) -> None:
    assert {page for each in WALKS if each.runs_scripts == runs_scripts for page in each.branch.pages} == PAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_service_is_walked_in_every_language_and_some_page_by_page(language: str) -> None:
    mine = [each.branch for each in WALKS if each.language == language]
    assert {branch.slug for branch in mine} == set(FOLDERS)
    seen = {page for branch in mine for page in branch.pages}
    assert {page for page in PAGES if page[0] in PAGE_BY_PAGE} <= seen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_filled_in_in_every_language(language: str) -> None:
    seen = {page for branch, spoken in FILLINGS if spoken == language for page in branch.pages}
    assert PAGES - seen == set(), "an example more of this page has to be written"


@pytest.mark.parametrize("slug", FOLDERS)
def test_the_examples_that_are_looked_at_show_every_page_and_kind_of_field(slug: str) -> None:
    chosen = covering(slug)
    assert {page for pages in chosen.values() for page in pages} == {page for page in PAGES if page[0] == slug}
    filled_in = set().union(*(kinds for branch in BRANCHES if branch.slug == slug for kinds in branch.kinds.values()))
    assert set().union(*(branch.kinds[page] for branch, pages in chosen.items() for page in pages)) == filled_in
