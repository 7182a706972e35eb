"""The words of a text, and the forms under which two spellings of one word meet."""

import re
import unicodedata

from watandoshlar.foundation.scripts import consonant_skeleton, fold, normalise_apostrophes, to_new_latin

LONGEST_WORD = 50
_WORD = re.compile(r"[^\W_]+")
_JOINERS = str.maketrans("", "", "\u00ad\u200b\u200c\u200d\u2060\ufeff\x00")
_TUTUQ = str.maketrans("ё", "е", "\u02bb\u02bc")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, one spelling for every apostrophe, without marks over letters of Arabic."""
    composed = unicodedata.normalize("NFKC", text.translate(_JOINERS)).lower()
    plain = "".join(letter for letter in composed if not unicodedata.combining(letter))
    return [word[:LONGEST_WORD] for word in _WORD.findall(normalise_apostrophes(plain))]


def written(word: str) -> str:
    """The word as people write it: alike in both Latin alphabets, with or without the tutuq; ё counts as е."""
    return to_new_latin(word).translate(_TUTUQ)


def folded(word: str) -> str:
    """The key that all spellings of the word share, in Latin and Cyrillic; empty for a lone y."""
    return "".join(fold(word).split())


def skeleton(word: str) -> str:
    """The consonants, which is all that Arabic script shows of a word."""
    return "".join(consonant_skeleton(word).split())
