"""Open or closed: by the clock of the post, its holidays and those of Uzbekistan."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.capabilities.posts.api import read_posts
from watandoshlar.capabilities.posts.rules.opening import calendar_of, spans_on, standing
from watandoshlar.foundation.calendars import is_working_day

POSTS = {post.code: post for post, _hash in read_posts(settings.POSTS_DIRECTORY)}
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))


def at(code: str, moment: str) -> tuple[bool, str]:
    post = POSTS[code]
    calendar = calendar_of(post)
    found = standing(post, calendar, datetime.fromisoformat(moment).replace(tzinfo=calendar.timezone))
    return found.is_open, f"{found.until:%Y-%m-%d %H:%M}" if found.until else ""


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2026-11-26T10:00", (True, "2026-11-26 17:00")),
        ("2026-11-26T17:00", (False, "2026-11-27 09:30")),
        ("2026-11-26T09:29", (False, "2026-11-26 09:30")),
        # Friday evening; Saturday and Sunday are the weekend.
        ("2026-11-27T18:00", (False, "2026-11-30 09:30")),
        # The new year of both countries, and what follows it.
        ("2026-12-30T20:00", (False, "2027-01-11 09:30")),
    ],
    ids=["open", "just closed", "not yet", "weekend", "holidays"],
)
def test_moscow(moment: str, told: tuple[bool, str]) -> None:
    assert at("moscow", moment) == told


@given(st.sampled_from(sorted(POSTS)), MOMENTS)
def test_what_is_told_comes_true(code: str, moment: datetime) -> None:
    """At the moment that is named the post stands the other way, and until a minute before as it was told."""
    post = POSTS[code]
    calendar = calendar_of(post)
    now = standing(post, calendar, moment)
    assert now.until is not None
    assert now.until > moment
    assert standing(post, calendar, now.until - timedelta(seconds=1)).is_open is now.is_open
    if not now.is_open:
        assert standing(post, calendar, now.until).is_open


@given(st.sampled_from(sorted(POSTS)), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
def test_a_day_has_hours_exactly_when_it_is_worked(code: str, day: date) -> None:
    post = POSTS[code]
    calendar = calendar_of(post)
    assert bool(spans_on(post, calendar, day)) is is_working_day(calendar, day)
