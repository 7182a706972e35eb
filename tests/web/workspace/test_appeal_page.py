"""The page of an appeal: who finds which step on it."""

import pytest
from django.urls import reverse

from tests.applications import APPLICANT
from tests.journeys.places import appeal_in
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account


@pytest.mark.parametrize(("who", "finds_it"), [("officer.seoul", True), ("head.seoul", True), ("second.seoul", False)])
def test_who_takes_an_appeal_back_from_a_body(demonstration, who: str, finds_it: bool) -> None:
    """Its officer, or the head of the post for one who is away."""
    reference = appeal_in("forwarded", Account.objects.get(email=APPLICANT))
    page = client_of(f"{who}@example.org").get(reverse("workspace:case", args=[reference])).content.decode()
    assert (reverse("workspace:take_back", args=[reference]) in page) == finds_it
