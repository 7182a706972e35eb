"""The door of posts."""

from watandoshlar.capabilities.posts import errors
from watandoshlar.capabilities.posts.acts import publish_posts
from watandoshlar.capabilities.posts.folder import check_posts
from watandoshlar.capabilities.posts.models import Post
from watandoshlar.capabilities.posts.queries import (
    all_posts,
    get_post,
    moment_at,
    office_calendar,
    overrides,
    post_name,
    posts_for,
    tariff,
    today_at,
)

__all__ = [
    "Post",
    "all_posts",
    "check_posts",
    "errors",
    "get_post",
    "moment_at",
    "office_calendar",
    "overrides",
    "post_name",
    "posts_for",
    "publish_posts",
    "tariff",
    "today_at",
]
