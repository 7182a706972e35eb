"""When a consular office works.

A post keeps the holidays of the country where it stands and those of Uzbekistan; decrees and the head of the post
add single days. Words of the room:

* *office calendar*: zone, weekend, hours, host country and overrides of one office; built from the post's data;
* *override*: one day that a decree or an order opens or closes, with the source that says so;
* *swapped day*: a weekend day on which Uzbekistan works in exchange for another day off.

Later overrides win over lists of holidays: decrees come late, and lists are only as new as their release.
"""

from .holiday_lists import holiday_on
from .office import WEEKDAYS, CalendarProblem, OfficeCalendar, Override, WatchedCalendar, office_calendar, watched
from .working_days import (
    HOME,
    DayExplained,
    NoWorkingDay,
    add_working_days,
    closing_moment,
    explain_day,
    first_working_day,
    is_working_day,
    next_open_moment,
    next_working_day,
    register_day,
)

__all__ = [
    "HOME",
    "WEEKDAYS",
    "CalendarProblem",
    "DayExplained",
    "NoWorkingDay",
    "OfficeCalendar",
    "Override",
    "WatchedCalendar",
    "add_working_days",
    "closing_moment",
    "explain_day",
    "first_working_day",
    "holiday_on",
    "is_working_day",
    "next_open_moment",
    "next_working_day",
    "office_calendar",
    "register_day",
    "watched",
]
