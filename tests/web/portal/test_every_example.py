"""Every example of every service, filled in and sent page by page through the forms as they come over HTTP.

A real browser walks every page of every service besides (tests/journeys/test_every_branch.py), but not every example.
"""

import pytest

from tests.content import load_demonstration
from tests.journeys.branches import BRANCHES, LANGUAGES, Branch
from tests.journeys.form_filler import FormFiller
from tests.journeys.walking import walk
from tests.plugins.snapshot import once
from watandoshlar.capabilities.access.api import create_account
from watandoshlar.capabilities.audit.api import SYSTEM

EXAMPLES_OF_A_TEST = 10
WALKER = "walker@example.org"
PARTS = -(-len(BRANCHES) // EXAMPLES_OF_A_TEST)


@pytest.mark.parametrize("part", range(PARTS))
def test_every_example_leads_where_it_says(part: int, committed_db: None, subtests: pytest.Subtests) -> None:
    once("demonstration without cases", lambda: load_demonstration("--without-cases"))
    language = LANGUAGES[part % len(LANGUAGES)]
    # No example names this address: whoever has to agree does so from an address of their own.
    create_account(acting_user=SYSTEM, email=WALKER, language=language)
    applicant = FormFiller(language, WALKER)
    for branch in mine(part):
        with subtests.test(service=branch.slug, example=branch.name):
            walk(applicant, branch.slug, branch.raw)


def mine(part: int) -> list[Branch]:
    return BRANCHES[part::PARTS]
