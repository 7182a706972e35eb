from .add_calendar_day import add_calendar_day
from .publish_posts import publish_posts

__all__ = ["add_calendar_day", "publish_posts"]
