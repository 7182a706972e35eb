"""One example of a service, walked by an applicant at whatever browser."""

from collections.abc import Mapping
from typing import Any

from tests.journeys.applicant import Applicant
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.catalogue.api import current_version


def walk(applicant: Applicant, slug: str, raw: Mapping[str, Any]) -> None:
    """The branch leads where the example says, over the pages that it names; an appeal, to the check of its answers.

    So does what names documents, which nobody here holds: that way is walked in test_held_documents.py.
    """
    expects = raw["expects"]
    service = current_version(slug)
    applicant.fill_in_example(service, raw)
    assert applicant.visited == expects["pages"]
    names_documents = raw.get("holds") and expects["end_state"] != "not_eligible"
    if service.definition.register != "applications" or names_documents:
        assert applicant.address.endswith("/check/")
        return
    if expects["end_state"] == "not_eligible":
        assert "/unsuitable/" in applicant.address
        return
    case = Case.objects.get(reference=applicant.submit())
    assert (case.state, case.post.code, case.needs_second_officer) == (
        "submitted",
        raw["post"],
        expects["second_officer"],
    )
