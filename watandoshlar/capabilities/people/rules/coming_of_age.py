"""When a child comes of age, as days: at which post's clock a day begins is for the caller."""

from calendar import monthrange
from datetime import date, timedelta

ADULT_AT = 18
"""Full legal capacity (Civil Code of Uzbekistan, article 22)."""


def comes_of_age_on(birth_date: date) -> date:
    """The 18th birthday. Who was born on 29 February has it on the 28th in a common year, as ages are counted in
    conditions (foundation.conditions)."""
    year = birth_date.year + ADULT_AT
    return date(year, birth_date.month, min(birth_date.day, monthrange(year, birth_date.month)[1]))


def last_day_as_child(birth_date: date) -> date:
    """The last day on which a parent acts: the day before the 18th birthday."""
    return comes_of_age_on(birth_date) - timedelta(days=1)
