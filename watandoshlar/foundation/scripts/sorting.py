"""Alphabetical order by the alphabets themselves.

Locale data sorts ö with o and ў with у; in the Uzbek alphabets both have their own place near the end.
"""

import re
import unicodedata
from functools import cache

from .apostrophes import LETTER_SIGN, TUTUQ, normalise_apostrophes

SortKey = tuple[tuple[tuple[int, int], ...], str]

_G_AND_O = f"o{LETTER_SIGN}=ö g{LETTER_SIGN}=ğ"
# Letters in order; what follows = takes the same place. c and w have no place in Uzbek and stand where Latin has them.
_ALPHABETS = {
    "uz": f"a b c d e f g h i j k l m n o p q r s t u v w x y z {_G_AND_O} sh=ş ch=ç ng",
    "uz-cyrl": "а б в г д е ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я ў қ ғ ҳ",
    "uz-arab": "آ ا ب پ ت ث ج چ ح خ د ذ ر ز ژ س ش ص ض ط ظ ع غ ف ق ک=ك گ ل م ن و ۉ ه=ہ ی=ي ې",
    "ru": "а б в г д е=ё ж з и й к л м н о п р с т у ф х ц ч ш щ ъ ы ь э ю я",
}
_SPACE, _DIGIT, _LETTER, _OTHER_LETTER = range(4)


def sort_key(text: str, language: str) -> SortKey:
    """A key for `sorted` by the alphabet of `language` (uz, uz-cyrl, uz-arab, ru; any other: letters without accents).

    Case and the tutuq decide only between words that are otherwise the same. Letters of other scripts come last.
    """
    normal = normalise_apostrophes(text)
    alphabet = _ALPHABETS.get(language.lower().replace("_", "-").replace("-latn", ""))
    if alphabet is None:
        return tuple((_LETTER, ord(letter)) for letter in _plain(normal)), normal
    ranks, letters = _ranked(alphabet)
    return tuple(_place(letter, ranks) for letter in letters.findall(normal.lower().replace(TUTUQ, ""))), normal


@cache
def _ranked(alphabet: str) -> tuple[dict[str, int], re.Pattern[str]]:
    ranks = {letter: rank for rank, place in enumerate(alphabet.split()) for letter in place.split("=")}
    longest_first = sorted(ranks, key=len, reverse=True)
    return ranks, re.compile("|".join([*longest_first, "."]), re.DOTALL)


def _place(letter: str, ranks: dict[str, int]) -> tuple[int, int]:
    if letter in ranks:
        return _LETTER, ranks[letter]
    if letter.isdigit():
        return _DIGIT, ord(letter)
    if not letter.isalpha():
        return _SPACE, 0
    base = _plain(letter)[:1]
    return (_LETTER, ranks[base]) if base in ranks else (_OTHER_LETTER, ord(letter))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))
