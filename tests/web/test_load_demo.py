"""The demonstration can be loaded on any day, not only near that of the examples that it is made of."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from watandoshlar.domains.cases.api import Case, Draft
from watandoshlar.foundation import clock


@pytest.mark.django_db
@pytest.mark.parametrize("year", [2026, 2033])
def test_demonstration_shows_a_case_of_each_kind(year: int) -> None:
    with clock.fixed(datetime(year, 12, 3, 8, tzinfo=UTC)):
        call_command("load_demo", verbosity=0)
        call_command("load_demo", verbosity=0)
    assert sorted(Case.objects.values_list("state", flat=True)) == ["in_review", "issued", "submitted"]
    assert Draft.objects.waiting_for_submission().count() == 1
