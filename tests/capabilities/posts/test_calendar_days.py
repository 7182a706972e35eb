"""Days that decrees and orders open and close after the files of the posts were published."""

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from watandoshlar.capabilities.audit.api import SYSTEM, entries_of_chain
from watandoshlar.capabilities.posts.api import (
    Post,
    add_calendar_day,
    calendar_days,
    calendars_of,
    errors,
    get_post,
    home_calendar,
    office_calendar,
    offices_concerned,
    publish_posts,
)
from watandoshlar.capabilities.posts.models import CalendarDay
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import explain_day, is_working_day

TUESDAY = date(2026, 12, 1)
DECREE = "Decree PQ-1 of 20 November 2026"


@pytest.fixture
def seoul(db) -> Post:
    publish_posts(acting_user=SYSTEM, folder=settings.POSTS_DIRECTORY)
    return get_post("seoul")


def enter(works: bool = False, **more) -> CalendarDay:
    return add_calendar_day(
        **{"acting_user": SYSTEM, "day": TUESDAY, "works": works, "source": DECREE, "state": "confirmed", **more}
    )


def closed() -> set[str]:
    """Who does not work on that Tuesday: posts of Seoul, Moscow, the ministry, and bodies outside the platform."""
    calendars = {**calendars_of(["seoul", "moscow", "ministry"]), "outside": home_calendar()}
    return {office for office, calendar in calendars.items() if not is_working_day(calendar, TUESDAY)}


def test_a_day_is_closed_where_the_decree_says(seoul):
    for scope, offices in [
        ({"post": seoul}, {"seoul"}),
        ({"country": "UZ"}, {"ministry", "outside"}),
        ({}, {"seoul", "moscow", "ministry", "outside"}),
    ]:
        with transaction.atomic():
            concerned = offices_concerned(enter(**scope))
            assert closed() == offices
            assert {code or "outside" for code in concerned} >= offices
            assert ("" in concerned) == ("outside" in offices)
            transaction.set_rollback(True)


def test_the_later_of_two_holds(seoul):
    enter()
    enter(works=True, post=seoul)
    assert closed() == {"moscow", "ministry", "outside"}
    enter()
    assert closed() == {"seoul", "moscow", "ministry", "outside"}
    assert [day.works for day in calendar_days(seoul, most=2)] == [False, True]


def test_the_source_explains_the_day_and_it_is_known_from_now_on(seoul):
    enter(post=seoul)
    assert explain_day(office_calendar(seoul), TUESDAY).facts == {"source": DECREE}
    assert office_calendar(seoul).overrides[-1].entered_at == clock.now()


def test_it_is_put_on_record(seoul):
    before = len(entries_of_chain("post:seoul"))
    enter(post=seoul)
    enter()
    assert entries_of_chain("post:seoul")[before].facts["source"] == DECREE
    assert [entry.act for entry in entries_of_chain("calendar")] == ["add_calendar_day"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"day": date.min}, "day_out_of_reach"),
        ({"day": TUESDAY + timedelta(days=400)}, "day_out_of_reach"),
        ({"source": "  "}, "source_needed"),
        ({"source": "x" * 201}, "source_needed"),
        ({"state": "perhaps"}, "unknown_source_state"),
        ({"country": "XX"}, "unknown_scope"),
    ],
)
def test_what_is_refused(db, wrong, code):
    with pytest.raises(errors.DomainError) as refused:
        enter(**wrong)
    assert refused.value.code == code
    assert not CalendarDay.objects.exists()


def test_rows_are_only_added(db):
    change = enter()
    for attempt in (change.delete, lambda: CalendarDay.objects.update(works=True)):
        with pytest.raises(Exception, match=r"permission denied|only added"), transaction.atomic():
            attempt()


def test_the_database_knows_one_scope_and_a_source(seoul):
    for wrong in ({"post": seoul, "country": "KR"}, {"source": ""}, {"state": "perhaps"}):
        row = {"day": TUESDAY, "works": True, "source": DECREE, "state": "confirmed", **wrong}
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDay(**row).save()
