from .calendar_day import CalendarDay
from .district import District
from .override import Override
from .post import Post

__all__ = ["CalendarDay", "District", "Override", "Post"]
