from datetime import date, timedelta

from django.db import transaction

from watandoshlar.capabilities.audit.api import account_id_of, append_entry
from watandoshlar.capabilities.posts import errors
from watandoshlar.capabilities.posts.models import CalendarDay, Post
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import is_country
from watandoshlar.foundation.yaml_files import STATES

REACH = timedelta(days=366)
"""Decrees come late, and early; a day further away is a mistyped one."""
SOURCE_LENGTH = 200


@transaction.atomic
def add_calendar_day(
    *, acting_user, day: date, works: bool, source: str, state: str, post: Post | None = None, country: str = ""
) -> CalendarDay:
    """Write down that a day works or does not, at one post, at all offices of a country or at all posts.

    Who may, and which terms it moves, is known above: everybody goes through `cases.change_calendar_day`.
    Raises DayOutOfReach, SourceNeeded, UnknownState, UnknownScope.
    """
    source = source.strip()
    if abs(day - clock.now().date()) > REACH:
        raise errors.DayOutOfReach
    if not source or len(source) > SOURCE_LENGTH:
        raise errors.SourceNeeded
    if state not in STATES:
        raise errors.UnknownState
    if (post and country) or (country and not is_country(country)):
        raise errors.UnknownScope
    entered = CalendarDay(
        day=day,
        works=works,
        source=source,
        state=state,
        post=post,
        country=country,
        entered_by=account_id_of(acting_user),
    )
    entered.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="add_calendar_day",
        chain=f"post:{post.code}" if post else "calendar",
        facts={
            "calendar_day": entered.pk,
            "day": day.isoformat(),
            "works": works,
            "source": source,
            "state": state,
            "post": post.code if post else "",
            "country": country,
        },
    )
    return entered
