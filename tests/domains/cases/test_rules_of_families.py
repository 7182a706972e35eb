"""docs/rules/families.md says what the platform does."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.worked_examples import examples
from watandoshlar.capabilities.people.api import Authority, Paper, comes_of_age_on, last_day_as_child, why_not
from watandoshlar.domains.cases.consent_states import TRANSITIONS

PAGE = "families.md"
CASE, SERVICE = "WD-26-AAAA-BBBB-C", "passport"
LONG_AGO = date(2020, 1, 1)


@pytest.mark.parametrize(("born", "of_age", "last"), examples(PAGE, "Coming of age"))
def test_coming_of_age(born: str, of_age: str, last: str) -> None:
    day = date.fromisoformat(born)
    assert (comes_of_age_on(day).isoformat(), last_day_as_child(day).isoformat()) == (of_age, last)


@pytest.mark.parametrize(("moment", "zone", "birthday", "parent"), examples(PAGE, "The day begins at the post"))
def test_the_day_begins_at_the_post(moment: str, zone: str, birthday: str, parent: str) -> None:
    today = datetime.fromisoformat(moment).replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()
    authority = Authority("child", LONG_AGO, of_age_on=date.fromisoformat(birthday))
    assert (why_not(authority, today, CASE, SERVICE) or "acts") == parent


@pytest.mark.parametrize(("scope", "begins", "until", "ended", "day", "expected"), examples(PAGE, "Acting by a paper"))
def test_acting_by_a_paper(scope: str, begins: str, until: str, ended: str, day: str, expected: str) -> None:
    paper = Paper(frozenset([scope]), date.fromisoformat(begins), date.fromisoformat(until), ended == "yes")
    authority = Authority("other", LONG_AGO, papers=(paper,))
    assert (why_not(authority, date.fromisoformat(day), CASE, SERVICE) or "acts") == expected


def test_steps_of_a_consent() -> None:
    written = {(step, source): target for step, source, target in examples(PAGE, "Steps of a consent")}
    assert written == TRANSITIONS
