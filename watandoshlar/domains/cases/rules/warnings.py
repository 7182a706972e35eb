"""Who is warned of a term that ends, and when: the nearer the end, the wider the circle."""

from collections.abc import Sequence
from dataclasses import dataclass

WARNING_DAYS = (5, 2, 0)
"""Days before the end of a term on which one more circle is told; 0 is the last day. Choice of the platform."""


@dataclass(frozen=True)
class TermWarning:
    """`circle`: how many circles of readers are told; `stage` tells the warnings about one end apart."""

    circle: int
    stage: str
    is_over: bool


def warning_due(left: int, days: Sequence[int], given: int | None = None) -> TermWarning | None:
    """The warning due with so many days left; None while there is time.

    `given`: the days that the whole term has. Of a term that begins nearer to its end than a warning nobody is warned
    before the next one: who has just got it knows.
    """
    passed = [day for day in days if left <= day and (given is None or given > day or left < 0)]
    if not passed:
        return None
    is_over = left < 0
    nearest = min(passed)
    return TermWarning(sorted(days, reverse=True).index(nearest) + 1, "over" if is_over else str(nearest), is_over)
