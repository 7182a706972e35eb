"""Which counts of a consultation may be shown beside each other. None is a count that is withheld.

Counts are frozen with the reply, never shown while answers come in: two looks a day apart would tell what came between.
A theme is a share of all answers, so both sides of it must be large enough; reasons are never added up.
"""

from collections.abc import Mapping

LEAST = 5
"""The smallest number of people that may be shown (docs/decisions/0016-small-numbers.md)."""


def shown_count(number: int) -> int | None:
    return number if number >= LEAST else None


def shown_share(part: int, whole: int) -> int | None:
    """How many of all said something, unless that would tell what fewer than five said or did not say."""
    return part if min(part, whole - part) >= LEAST else None


def shown_counts(counts: Mapping[str, int]) -> dict[str, int | None]:
    return {code: shown_count(number) for code, number in counts.items()}
