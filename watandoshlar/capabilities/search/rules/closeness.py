"""Which words a misspelt one may have meant."""

from collections.abc import Iterable

# How long a word must be for so many slips; shorter ones have too many neighbours.
_SLIPS = ((8, 2), (4, 1))


def slips(one: str, other: str) -> int:
    """How many letters were left out, added, changed or swapped with their neighbour to make one word of the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]


def close_words(word: str, candidates: Iterable[str]) -> dict[str, int]:
    """The candidates that are few enough slips away, with their number. A number is right or it is another one."""
    allowed = next((most for length, most in _SLIPS if len(word) >= length), 0)
    if not word.isalpha():
        return {}
    counted = {candidate: slips(word, candidate) for candidate in candidates if candidate.isalpha()}
    return {candidate: number for candidate, number in counted.items() if 0 < number <= allowed}
