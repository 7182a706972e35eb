"""Branches with JavaScript: what htmx makes smoother leads to the same end."""

from collections.abc import Callable

import pytest

from tests.journeys.applicant import Applicant
from tests.journeys.test_every_branch import BRANCHES, walk

# Those that open questions on their own page, add rows, choose regions and upload several files.
CHOSEN = {
    "uz": ["temporary-other-purpose-with-children", "with-two-guests"],
    "uz-cyrl": ["unaccompanied-child-without-papers"],
    "ru": ["guardian-and-another-adult", "not-eligible-no-birth-paper"],
    "en": ["moved-asks-to-be-withdrawn", "power-of-attorney-for-a-sick-relative"],
    "uz-arab": ["newborn-with-the-maternity-record"],
}


@pytest.mark.parametrize("language", CHOSEN)
def test_branches_with_javascript(
    language: str, new_applicant: Callable[..., Applicant], subtests: pytest.Subtests
) -> None:
    applicant = new_applicant(language)
    chosen = [branch for branch in BRANCHES if branch[1] in CHOSEN[language]]
    assert len(chosen) == len(CHOSEN[language])
    for slug, name, raw in chosen:
        with subtests.test(service=slug, example=name):
            walk(applicant, slug, raw)
