"""Applications in Seoul, made from the examples of the services."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Case, submit_example
from watandoshlar.domains.catalogue.api import current_version, read_folder

APPLICANT = "nodira@example.org"
ONE_OFFICER = ("consular-registration", "temporary-work")
TWO_OFFICERS = ("child-return-certificate", "on-the-birth-certificate")


def example_in_seoul(slug: str, name: str) -> dict[str, Any]:
    """What `start_example` and `submit_example` take for an applicant in Seoul."""
    raw = {**read_folder(settings.SERVICES_DIRECTORY / slug).examples[name], "host_country": "KR"}
    return {"service": current_version(slug), "raw": raw, "country": "KR", "region": "KR-11"}


def submit_in_seoul(account: Account, slug: str, name: str) -> tuple[Case, Mapping[str, Any]]:
    """The case, and the example that it was filled in from."""
    example = example_in_seoul(slug, name)
    return submit_example(acting_user=account, **example), example["raw"]
