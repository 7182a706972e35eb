"""What is left of an Uzbek word without its endings. The endings are data: tables/suffixes.tsv."""

from functools import cache
from itertools import groupby

from watandoshlar.capabilities.search.tables import rows
from watandoshlar.foundation.scripts import cyrillic_to_latin, to_old_latin

from .words import folded

_VOWELS = frozenset("aeiou")
_SHORTEST, _SHORTEST_BEFORE_PLURAL = 3, 2
# Before a vowel the last k and q of a word are spoken, and written, as g and gʻ: yurak, yuragi; qishloq, qishlogʻi.
_SOFTENED = (("gʻ", "q"), ("g", "k"))


def uzbek_stem(word: str) -> str:
    """The folded stem of a word in lower case, in Latin or Cyrillic."""
    latin = to_old_latin(cyrillic_to_latin(word))
    for endings in _slots():
        latin = _without(latin, endings)
    return folded(latin)


def _without(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for suffix, after in endings:
        left = word.removesuffix(suffix)
        if left != word and _is_long_enough(left, suffix) and _fits(left, after):
            return _hardened(left) if after == "consonant" and suffix[0] in _VOWELS else left
    return word


def _is_long_enough(left: str, suffix: str) -> bool:
    letters = left.replace("ʻ", "")
    shortest = _SHORTEST_BEFORE_PLURAL if suffix == "lar" else _SHORTEST
    return len(letters) >= shortest and not _VOWELS.isdisjoint(letters)


def _fits(left: str, after: str) -> bool:
    ends_in_vowel = left.removesuffix("ʻ")[-1] in _VOWELS and not left.endswith("gʻ")
    return not after or ends_in_vowel == (after == "vowel")


def _hardened(left: str) -> str:
    return next((left.removesuffix(soft) + hard for soft, hard in _SOFTENED if left.endswith(soft)), left)


@cache
def _slots() -> tuple[tuple[tuple[str, str], ...], ...]:
    """The endings of each slot with what must stand before them, the longest first."""
    by_slot = groupby(rows("suffixes.tsv"), key=lambda row: row[0])
    return tuple(
        tuple(sorted(((row[1], row[2]) for row in endings), key=lambda ending: -len(ending[0])))
        for _slot, endings in by_slot
    )
