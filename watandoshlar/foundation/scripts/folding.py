"""Search keys under which the spellings of one name meet.

Different names meet there too (Hasan and Husan), so a key finds candidates and a person decides
by other facts. Which classes exist, and why, stands in tables/folding.tsv and tables/skeleton.tsv.
"""

import re
import unicodedata
from functools import cache

from . import tables
from .apostrophes import LETTER_SIGN, TUTUQ, normalise_apostrophes
from .cyrillic import cyrillic_to_latin
from .detection import detect_script
from .latin import to_old_latin

# Letters of Tajik, Kazakh and Kyrgyz spellings of the same names, as their Uzbek counterparts.
_NEIGHBOURS = str.maketrans("ҷӯӣәөүұіңһґєї", "жўиаўууинҳгеи")
_UNACCENTED = str.maketrans({"ı": "i", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "þ": "t", "ð": "d"})
_APOSTROPHES = str.maketrans("", "", f"{LETTER_SIGN}{TUTUQ}'`\u2018\u2019\u00b4\u2032")
_NOT_A_WORD = re.compile(r"[^\w]+|_")


def fold(text: str) -> str:
    """The search key of a name in any script: lower-case classes, words in their order, one space between.

    Text in Arabic script has no short vowels to fold: its key is its consonant skeleton.
    """
    if detect_script(text) == "Arab":
        return consonant_skeleton(text)
    return " ".join(folded for word in _latin_words(text) if (folded := _fold_word(word)))


def consonant_skeleton(text: str) -> str:
    """The consonants of a name, word by word, alike for Arabic, Latin and Cyrillic writing.

    v, y and a closing h fall away everywhere: in Arabic script their letters also stand for vowels.
    """
    if detect_script(text) == "Arab":
        return " ".join(skeleton for word in _arabic_words(text) if (skeleton := _without_doubles(word)))
    folded = (re.sub(r"h$|[aeiv]", "", word) for word in fold(text).split())
    return " ".join(skeleton for word in folded if (skeleton := _without_doubles(word)))


def _latin_words(text: str) -> list[str]:
    # Turkish İ lowers to i and a combining dot, which falls away with the accents.
    lower = text.lower().translate(_NEIGHBOURS)
    latin = to_old_latin(cyrillic_to_latin(normalise_apostrophes(lower)))
    plain = unicodedata.normalize("NFKD", latin.translate(_UNACCENTED))
    unaccented = "".join(character for character in plain if not unicodedata.combining(character))
    return _NOT_A_WORD.sub(" ", unaccented.translate(_APOSTROPHES)).split()


def _fold_word(word: str) -> str:
    for pattern, becomes in _classes():
        word = pattern.sub(becomes, word)
    return word


@cache
def _classes() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern), becomes) for pattern, becomes, _reason in tables.rows("folding.tsv"))


def _arabic_words(text: str) -> list[str]:
    classes = tables.pairs("skeleton.tsv")
    words = unicodedata.normalize("NFKC", text).replace("\u200c", "").split()
    return ["".join(classes.get(letter, "") for letter in _without_closing_h(word)) for word in words]


def _without_closing_h(word: str) -> str:
    return re.sub("[هہة]$", "", word)


def _without_doubles(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)
