"""The door of posts."""

from watandoshlar.capabilities.posts import errors
from watandoshlar.capabilities.posts.acts import add_calendar_day, publish_posts
from watandoshlar.capabilities.posts.folder import check_posts, read_posts, unsaved_post
from watandoshlar.capabilities.posts.models import CalendarDay, Post
from watandoshlar.capabilities.posts.queries import (
    PostSource,
    all_posts,
    calendar_days,
    calendars_of,
    get_calendar_day,
    get_post,
    home_calendar,
    in_words,
    moment_at,
    office_calendar,
    offices_concerned,
    overrides,
    post_name,
    posts_for,
    source_at,
    stand_ins_of,
    tariff_in,
    today_at,
)

__all__ = [
    "CalendarDay",
    "Post",
    "PostSource",
    "add_calendar_day",
    "all_posts",
    "calendar_days",
    "calendars_of",
    "check_posts",
    "errors",
    "get_calendar_day",
    "get_post",
    "home_calendar",
    "in_words",
    "moment_at",
    "office_calendar",
    "offices_concerned",
    "overrides",
    "post_name",
    "posts_for",
    "publish_posts",
    "read_posts",
    "source_at",
    "stand_ins_of",
    "tariff_in",
    "today_at",
    "unsaved_post",
]
