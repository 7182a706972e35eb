"""Every example and every page of every service in every language, filled in and sent page by page through the forms as
they come over HTTP.

A real browser walks every page besides (tests/journeys/test_every_branch.py), but not every example nor every page in
every language.
"""

import pytest

from tests.content import load_demonstration
from tests.journeys.branches import FILLINGS, LANGUAGES, Branch
from tests.journeys.form_filler import FormFiller
from tests.journeys.walking import walk
from tests.plugins.snapshot import once
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM

EXAMPLES_OF_A_TEST = 10
WALKER = "walker@example.org"
GROUPS = [
    (language, mine[start : start + EXAMPLES_OF_A_TEST])
    for language, mine in ((each, [branch for branch, spoken in FILLINGS if spoken == each]) for each in LANGUAGES)
    for start in range(0, len(mine), EXAMPLES_OF_A_TEST)
]


@pytest.mark.parametrize(
    ("language", "mine"), [pytest.param(*group, id=f"{group[0]}-{number}") for number, group in enumerate(GROUPS)]
)
def test_every_example_leads_where_it_says(
    language: str, mine: list[Branch], committed_db: None, subtests: pytest.Subtests
) -> None:
    once("demonstration without cases", lambda: load_demonstration("--without-cases"))
    # No example names this address: whoever has to agree does so from an address of their own.
    create_account(acting_user=SYSTEM, email=WALKER, language=language)
    applicant = FormFiller(language, WALKER)
    for branch in mine:
        with subtests.test(service=branch.slug, example=branch.name):
            walk(applicant, branch.slug, branch.raw)
