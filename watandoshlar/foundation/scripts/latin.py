"""The two Latin alphabets of Uzbek: oʻ gʻ sh ch (1995) and ö ğ ş ç (2026).

The letters are mapped one by one and never through a locale: Turkish i and I have no place in Uzbek.
"""

import re
from functools import cache

from . import tables
from .apostrophes import LETTER_SIGN, TUTUQ
from .casing import cased_like
from .protected import convert_words

_NEW_TO_OLD = {"ö": f"o{LETTER_SIGN}", "ğ": f"g{LETTER_SIGN}", "ş": "sh", "ç": "ch"}
_OLD_TO_NEW = {old: new for new, old in _NEW_TO_OLD.items()}
_OLD = re.compile("|".join(_OLD_TO_NEW), re.IGNORECASE)
_NEW = re.compile("[öğşçÖĞŞÇ]")
UZBEK_LATIN = frozenset("abdefghijklmnopqrstuvxyz") | frozenset(_NEW_TO_OLD) | {LETTER_SIGN, TUTUQ}


def to_new_latin(text: str) -> str:
    """Old Latin written in the letters of 2026. The tutuq stays, also in Isʼhoq, so that nothing is lost."""
    return convert_words(text, _new_letters)


def to_old_latin(text: str) -> str:
    """New Latin written in the orthography of 1995."""
    return convert_words(text, old_letters)


def is_uzbek(word: str) -> bool:
    """Whether every letter belongs to an Uzbek Latin alphabet: a word with w, ü or a lone c is foreign."""
    return UZBEK_LATIN.issuperset(word.lower().replace("ch", ""))


def old_letters(word: str) -> str:
    """One word in the letters of 1995; a foreign word as it is."""
    if not is_uzbek(word):
        return word
    known = next((new for new in _abbreviations() if word.startswith(new)), "")
    rest = word.removeprefix(known)
    letters = _NEW.sub(lambda letter: cased_like(_NEW_TO_OLD[letter[0].lower()], rest, *letter.span()), rest)
    return _abbreviations().get(known, "") + letters


@cache
def _abbreviations() -> dict[str, str]:
    """Abbreviations by their new letters: among capitals these would not say that AQSh has a small h."""
    written = [latin for latin in tables.pairs("respelled.tsv").values() if not latin.islower()]
    return {_new_letters(latin): latin for latin in written}


def _new_letters(word: str) -> str:
    if not is_uzbek(word):
        return word
    return _OLD.sub(lambda letter: cased_like(_OLD_TO_NEW[letter[0].lower()], word, *letter.span()), word)
