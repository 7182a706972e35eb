"""The small-number rule: which figures may be shown beside each other. None is a figure that is withheld.

No figure under `least` leaves the platform, also not by subtraction: not as a number, not as one side of a share
("4 of 60" and "56 of 60" are the same four people), and not as the rest of the whole when the parts that are shown are
taken away. Zero is withheld like any small number. What the rule does not do: docs/decisions/0016-small-numbers.md.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .arithmetic import percent_of, percentile, rank_of


@dataclass(frozen=True)
class SmallNumbers:
    """The rule of one report; `least` is the smallest number that may be shown."""

    least: int = 5

    def count(self, number: int) -> int | None:
        return number if number >= self.least else None

    def share(self, part: int, base: int) -> int | None:
        """In whole percent, when both sides of it are large enough."""
        return percent_of(part, base) if min(part, base - part) >= self.least else None

    def percentile(self, percent: int, counts: Mapping[int, int]) -> int | None:
        """It is a share turned round: enough values make up the `percent`, and enough are left."""
        total = sum(counts.values())
        rank = rank_of(percent, total)
        return percentile(percent, counts) if min(rank, total - rank) >= self.least else None

    def whole_count(self, parts: Sequence[int]) -> int | None:
        """The sum, unless it would say more of a withheld part than that it is small."""
        withheld = [(part, self._top) for part in parts if part < self.least]
        return self.count(sum(parts)) if _keep_each_other(withheld) else None

    def whole_share(self, parts: Sequence[tuple[int, int]]) -> int | None:
        """The share of all parts, each (part, base), unless it or its base would give a withheld part away."""
        bases = [base for _part, base in parts]
        withheld = [(part, base) for part, base in parts if self.share(part, base) is None]
        yes = [self._small_side(part, base) for part, base in withheld]
        no = [self._small_side(base - part, base) for part, base in withheld]
        is_kept = _keep_each_other(yes) and _keep_each_other(no)
        if not is_kept or self.whole_count(bases) is None:
            return None
        return self.share(sum(part for part, _base in parts), sum(bases))

    def whole_percentile(self, percent: int, parts: Sequence[Mapping[int, int]]) -> int | None:
        """The percentile of all values together, unless their number is withheld."""
        if self.whole_count([sum(counts.values()) for counts in parts]) is None:
            return None
        together: Counter[int] = Counter()
        for counts in parts:
            together.update(counts)
        return self.percentile(percent, together)

    @property
    def _top(self) -> int:
        """The largest number that is withheld."""
        return self.least - 1

    def _small_side(self, part: int, base: int) -> tuple[int, int]:
        """What is unknown of one side of a withheld share, and the most it can be.

        Of a base that is withheld too, or so low that each of its shares is, that is all. Else one side is small: this
        one, or the other, which is counted down from the top so that both add up alike.
        """
        if base < 2 * self.least:
            return part, max(base, self._top)
        return (part if part < self.least else self._top - (base - part)), self._top


def _keep_each_other(withheld: Sequence[tuple[int, int]]) -> bool:
    """Whether the sum of the withheld numbers leaves to each of them everything from 0 to the most it can be.

    The whole minus the shown parts is that sum. Whoever knows this rule knows what each can be at most: one alone would
    be known by the sum, several whose sum is very low or very high nearly.
    """
    if not withheld:
        return True
    known, room = sum(number for number, _most in withheld), sum(most for _number, most in withheld)
    return max(most for _number, most in withheld) <= min(known, room - known)
