"""Sources at which nobody looked again in time: pages of services, rights and emergency numbers say so, and stay."""

from collections.abc import Iterable
from datetime import date

from watandoshlar.domains.guides.api import Reviewed, review_passed
from watandoshlar.foundation import clock


def overdue_since(sources: Iterable[Reviewed]) -> date | None:
    """The day by which somebody should have looked, as `web/parts/review_passed.html` takes it; None for fresh."""
    return review_passed(sources, clock.today(clock.HOME_ZONE))
