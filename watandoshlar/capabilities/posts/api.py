"""The door of posts."""

from watandoshlar.capabilities.posts import errors
from watandoshlar.capabilities.posts.acts import add_calendar_day, publish_posts
from watandoshlar.capabilities.posts.emergency import check_emergency, emergencies, emergency_in
from watandoshlar.capabilities.posts.folder import check_posts, read_posts, unsaved_post
from watandoshlar.capabilities.posts.models import CalendarDay, Post
from watandoshlar.capabilities.posts.places import Place, find_places
from watandoshlar.capabilities.posts.queries import (
    PostSource,
    all_overrides,
    all_posts,
    calendar_days,
    calendars_of,
    days_off_ahead,
    districts_of,
    get_calendar_day,
    get_post,
    home_calendar,
    in_words,
    moment_at,
    office_calendar,
    offices_concerned,
    overrides,
    places_served,
    post_name,
    posts_for,
    services_differing,
    source_at,
    stand_ins_of,
    standing_of,
    tariff_in,
    today_at,
)
from watandoshlar.capabilities.posts.rules.emergency_file import Emergency, EmergencyNumber
from watandoshlar.capabilities.posts.rules.opening import Standing

__all__ = [
    "CalendarDay",
    "Emergency",
    "EmergencyNumber",
    "Place",
    "Post",
    "PostSource",
    "Standing",
    "add_calendar_day",
    "all_overrides",
    "all_posts",
    "calendar_days",
    "calendars_of",
    "check_emergency",
    "check_posts",
    "days_off_ahead",
    "districts_of",
    "emergencies",
    "emergency_in",
    "errors",
    "find_places",
    "get_calendar_day",
    "get_post",
    "home_calendar",
    "in_words",
    "moment_at",
    "office_calendar",
    "offices_concerned",
    "overrides",
    "places_served",
    "post_name",
    "posts_for",
    "publish_posts",
    "read_posts",
    "services_differing",
    "source_at",
    "stand_ins_of",
    "standing_of",
    "tariff_in",
    "today_at",
    "unsaved_post",
]
