"""What a report has to say before it can be defined, and who may open it."""

import pytest
from django.contrib.auth.models import AnonymousUser

from tests.domains.cases.builders import account_of
from watandoshlar.capabilities.access.api import assign_role
from watandoshlar.capabilities.access.errors import RoleMissing
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.insight.reports.api import AppealFigures, Report
from watandoshlar.insight.reports.columns import Count
from watandoshlar.insight.reports.report import ANYONE
from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers

WHOLE = {"reader": ANYONE, "columns": (Count("n", "N", "How many.", int),), "rule": SmallNumbers(least=5)}


@pytest.mark.parametrize("lacking", sorted(WHOLE))
def test_a_report_that_lacks_something_cannot_be_defined(lacking: str) -> None:
    with pytest.raises(TypeError, match=lacking):
        type("Half", (Report,), {name: part for name, part in WHOLE.items() if name != lacking})


def test_anyone_opens_what_anyone_may_read() -> None:
    report = type("Open", (Report,), WHOLE)(AnonymousUser())
    assert (report.figures(7), report.figures(0), report.whole([7, 0])) == ((7,), (None,), (None,))


@pytest.mark.django_db
def test_a_report_for_a_role_opens_for_nobody_else() -> None:
    inner = type("Inner", (Report,), {**WHOLE, "reader": "ministry"})
    reader = account_of("reader")
    for stranger in (AnonymousUser(), account_of("stranger")):
        with pytest.raises(RoleMissing):
            inner(stranger)
    assign_role(acting_user=SYSTEM, account=reader, role="ministry")
    assert inner(reader).figures(9) == (9,)


def test_every_column_of_the_figures_says_what_it_counts() -> None:
    columns = AppealFigures(AnonymousUser()).columns
    assert len({column.code for column in columns}) == len(columns)
    assert all(str(column.label) and str(column.definition).endswith(".") for column in columns)
