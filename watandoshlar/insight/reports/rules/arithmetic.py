"""Shares and percentiles, exactly: no fraction is ever rounded twice."""

from collections.abc import Mapping


def percent_of(part: int, base: int) -> int:
    """The share as a whole percent, half up."""
    assert 0 <= part <= base, (part, base)
    assert base, "a share of nothing"
    return (200 * part + base) // (2 * base)


def rank_of(percent: int, total: int) -> int:
    """The place, from 1, of the first of `total` values in order up to which `percent` of them lie."""
    return -(-percent * total // 100)


def percentile(percent: int, counts: Mapping[int, int]) -> int:
    """The smallest value up to which `percent` of the values lie; `counts` says how often each occurs."""
    left = rank_of(percent, sum(counts.values()))
    assert left, "a percentile of nothing"
    for value in sorted(counts):
        left -= counts[value]
        if left <= 0:
            return value
    raise AssertionError(percent)
