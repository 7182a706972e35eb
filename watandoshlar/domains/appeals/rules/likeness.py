"""Appeals that are alike: a repeat, a duplicate, or one text sent by many.

Only keys of texts are compared, and an index needs no readable text: of each appeal it keeps `bands`, which the caller
makes unreadable with a key of its own (a bare one could be guessed from a likely text). Bands find candidates; whether
two appeals belong together follows from their `likeness` and is confirmed by an officer, never merged silently.

Words meet by their consonants (foundation.scripts), so that one text in Latin, Cyrillic or Arabic script is one text.
An appeal told anew in other words is not recognised: its applicant names the earlier one.
"""

import hashlib
from collections.abc import Set

from watandoshlar.foundation.scripts import consonant_skeleton

SHINGLE = 2
"""Words in a shingle. Appeals are short: with three, one edited word of ten halves the likeness; single words meet by
chance in one pair of strangers' appeals in twenty."""
SHORT = 4
"""With fewer words there are hardly any pairs, so the words themselves are compared."""
VALUES = 32
BAND = 2
"""Values in a band: 16 bands of two find a likeness of 0.5 with 0.99, one of 0.02 with less than 0.01."""

SAME_TEXT = 0.5
"""A copy: an edited word changes two shingles, so about one word in six may differ."""
SAME_ISSUE = 0.25
"""The same person on the same issue again: three words in ten may differ. Strangers' appeals stay below."""

_WORD_BYTES = 8
_DIGEST_BYTES = 64


def shingles(text: str) -> frozenset[str]:
    """Every two neighbouring words of the text, or its words when it is short; empty when it has none."""
    words = [skeleton for word in text.split() for skeleton in consonant_skeleton(word).split()]
    if len(words) < SHORT:
        return frozenset(words)
    return frozenset(" ".join(words[start : start + SHINGLE]) for start in range(len(words) - SHINGLE + 1))


def likeness(one: Set[str], other: Set[str]) -> float:
    """The share of common shingles (Jaccard), 0 to 1. What holds nothing is like nothing."""
    return len(one & other) / len(one | other) if one and other else 0.0


def signature(text: str) -> tuple[int, ...]:
    """32 values (MinHash): the share of equal ones in two texts is about their likeness. Empty for an empty text."""
    rows = [_hashes(shingle) for shingle in shingles(text)]
    return tuple(map(min, zip(*rows, strict=True)))


def bands(signature: tuple[int, ...]) -> tuple[bytes, ...]:
    """The signature in bands of two values; like texts have one in common. Each begins with its number."""
    pairs = zip(signature[::BAND], signature[1::BAND], strict=True)
    return tuple(
        number.to_bytes(1, "big") + b"".join(value.to_bytes(_WORD_BYTES, "big") for value in pair)
        for number, pair in enumerate(pairs)
    )


def link_kind(*, same_applicant: bool, likeness: float, earlier_is_answered: bool, earlier_term_passed: bool) -> str:
    """How an appeal belongs to an earlier one: "repeat", "duplicate", "collective", or "" when it does not.

    * repeat: the same person on the same issue, after an answer or after its term;
    * duplicate: the same person's copy while the earlier one still runs;
    * collective: the same text from another person.

    These definitions are usage; no article that gives them was seen (to be confirmed).
    """
    if same_applicant and (earlier_is_answered or earlier_term_passed):
        return "repeat" if likeness >= SAME_ISSUE else ""
    if likeness < SAME_TEXT:
        return ""
    return "duplicate" if same_applicant else "collective"


def _hashes(shingle: str) -> tuple[int, ...]:
    digests = b"".join(
        hashlib.blake2b(shingle.encode(), digest_size=_DIGEST_BYTES, salt=bytes([seed])).digest()
        for seed in range(VALUES * _WORD_BYTES // _DIGEST_BYTES)
    )
    return tuple(
        int.from_bytes(digests[start : start + _WORD_BYTES], "big") for start in range(0, len(digests), _WORD_BYTES)
    )
