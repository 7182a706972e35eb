"""Sources of services, rights and emergency numbers: pages say when nobody looked in time, and stay."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client

from watandoshlar.capabilities.posts.api import emergencies
from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.foundation import clock

SERVICE = "consular-registration"
PLACES = (
    f"services/{SERVICE}/",
    f"services/{SERVICE}/at/seoul/",
    "rights/",
    "rights/C1/",
    "rights/compare/?about=validity",
)
FOR_ME = f"for-me/?service={SERVICE}&about=me&citizenship=uzbek&age=adult&stay=temporary&papers=lost&country=KR"


def at(day: date):
    return clock.fixed(datetime.combine(day, clock.now().timetz()))


def overdue(path: str, day: date) -> date | None:
    with at(day):
        answer = Client().get(f"/en/{path}")
    assert answer.status_code == 200
    return answer.context["overdue_since"]


def test_pages_say_from_the_day_after_the_review_and_never_go_off(published, subtests):
    service = next(one for one in published_services() if one.slug == SERVICE)
    days = [date.fromisoformat(one.as_of) for one in service.definition.sources.values()]
    last = min(days) + timedelta(days=365)
    for path in PLACES:
        with subtests.test(page=path):
            late = overdue(path, date(2040, 1, 1))
            assert late is not None
            assert overdue(path, late) is None
            assert overdue(path, late + timedelta(days=1)) == late
    assert overdue(PLACES[0], last + timedelta(days=100)) == last
    assert overdue(FOR_ME, min(days)) is None
    assert overdue(FOR_ME, last + timedelta(days=100)) == last


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_an_emergency_number_stays_and_says_how_old_it_is(db, language):
    with at(date(2040, 1, 1)):
        answer = Client().get(f"/{language}/emergency/")
    shown = answer.context["countries"]
    assert len(shown) == len(emergencies())
    assert all(bool(one["numbers"]) == bool(one["overdue_since"]) for one in shown)
    assert sum(len(one["numbers"]) for one in shown) == sum(len(one.numbers) for one in emergencies().values())


def test_only_countries_whose_sources_are_old_say_so(db):
    with at(date(2026, 11, 26)):
        found = {one["code"]: one["overdue_since"] for one in Client().get("/en/emergency/").context["countries"]}
    assert found["RU"] is None
    assert found["KZ"] == date(2022, 9, 8)


def test_what_newspapers_say_is_not_confirmed():
    stated = {one.source.state for code in ("KG", "TJ") for one in emergencies()[code].numbers}
    assert stated == {"to_be_confirmed"}
