"""Every example of every service, walked through the forms to the receipt or to the reason why one cannot apply."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from django.conf import settings

from tests.journeys.applicant import Applicant
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.catalogue.api import current_version, read_folder

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")


def branches() -> list[tuple[str, str, Mapping[str, Any]]]:
    """(service, name, example) of all services, in a stable order."""
    found = []
    for folder in sorted(settings.SERVICES_DIRECTORY.iterdir()):
        if (folder / "definition.yaml").exists():
            found += [(folder.name, name, raw) for name, raw in sorted(read_folder(folder).examples.items())]
    return found


BRANCHES = branches()


def share(part: int, parts: int) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Every branch is in exactly one part."""
    return BRANCHES[part::parts]


def walk(applicant: Applicant, slug: str, raw: Mapping[str, Any]) -> None:
    """The branch leads where the example says, over the pages that it names; an appeal, to the check of its answers."""
    expects = raw["expects"]
    service = current_version(slug)
    applicant.fill_in_example(service, raw)
    assert applicant.visited == expects["pages"]
    if service.definition.register != "applications":
        assert applicant.page.url.endswith("/check/")
        return
    if expects["end_state"] == "not_eligible":
        assert "/unsuitable/" in applicant.page.url
        return
    case = Case.objects.get(reference=applicant.submit())
    assert (case.state, case.post.code, case.needs_second_officer) == (
        "submitted",
        raw["post"],
        expects["second_officer"],
    )


PARTS = 2 * len(LANGUAGES)


@pytest.mark.parametrize("part", range(PARTS))
def test_branches_without_javascript(
    part: int, new_applicant: Callable[..., Applicant], subtests: pytest.Subtests
) -> None:
    applicant = new_applicant(LANGUAGES[part % len(LANGUAGES)], java_script_enabled=False)
    for slug, name, raw in share(part, PARTS):
        with subtests.test(service=slug, example=name):
            walk(applicant, slug, raw)
