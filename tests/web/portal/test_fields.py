"""What the pages of questions propose before anybody has typed."""

import pytest

from tests.domains.cases.builders import example
from tests.plugins.log_in import client_of
from watandoshlar.domains.cases.api import start_example
from watandoshlar.domains.catalogue.api import current_version

SLUG, NAME = "return-certificate", "lost-with-a-note"


@pytest.mark.parametrize(
    ("page_id", "name", "country"), [("at_home", "address_in_uzbekistan", "UZ"), ("contact", "address_abroad", "KR")]
)
def test_an_address_is_proposed_where_it_usually_is(demonstration, page_id: str, name: str, country: str) -> None:
    """With the regions of that country, of which without JavaScript nobody could get others."""
    raw = example(SLUG, NAME)
    before = list(raw["answers"])[: list(raw["answers"]).index(page_id)]
    raw = {**raw, "answers": {page: raw["answers"][page] for page in before}}
    draft = start_example(acting_user=demonstration.applicant, service=current_version(SLUG), raw=raw, country="KR")
    page = client_of(demonstration.applicant.email).get(f"/en/my/drafts/{draft.pk}/page/{page_id}/")
    parts = {part.name: part for field in page.context["fields"] if field.html_name == name for part in field.parts}
    assert [choice["value"] for choice in parts["country"].choices if choice["selected"]] == [country]
    assert parts["region"].choices
    assert all(choice["value"].startswith(country) for choice in parts["region"].choices)
