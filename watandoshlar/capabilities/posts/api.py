"""The door of posts."""

from watandoshlar.capabilities.posts import errors
from watandoshlar.capabilities.posts.acts import add_calendar_day, publish_posts
from watandoshlar.capabilities.posts.folder import check_posts
from watandoshlar.capabilities.posts.models import CalendarDay, Post
from watandoshlar.capabilities.posts.queries import (
    all_posts,
    calendar_days,
    calendars_of,
    get_calendar_day,
    get_post,
    home_calendar,
    moment_at,
    office_calendar,
    offices_concerned,
    overrides,
    post_name,
    posts_for,
    tariff,
    today_at,
)

__all__ = [
    "CalendarDay",
    "Post",
    "add_calendar_day",
    "all_posts",
    "calendar_days",
    "calendars_of",
    "check_posts",
    "errors",
    "get_calendar_day",
    "get_post",
    "home_calendar",
    "moment_at",
    "office_calendar",
    "offices_concerned",
    "overrides",
    "post_name",
    "posts_for",
    "publish_posts",
    "tariff",
    "today_at",
]
