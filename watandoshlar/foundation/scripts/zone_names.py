"""Names as a machine-readable zone writes them: A to Z, and one filler between the parts (ICAO Doc 9303, part 3, 6).

A zone has no apostrophes and no accents, and states write ö as OE or O as they choose. So a name that a person writes
is never taken from a zone and never corrected by one: the two are only compared, as zones.
"""

import re
import unicodedata

from .apostrophes import normalise_apostrophes
from .cyrillic import cyrillic_to_latin
from .folding import fold
from .latin import to_old_latin

# 9303-3, table 6.A, where it is not the letter without its accent.
_LETTERS = str.maketrans({
    "Ä": "AE", "Å": "AA", "Æ": "AE", "Ö": "OE", "Ø": "OE", "Œ": "OE", "Ü": "UE", "ẞ": "SS", "ß": "SS", "Þ": "TH",
    "Đ": "D", "Ð": "D", "Ł": "L", "ı": "I", "Ŋ": "N", "Ə": "E", "Ħ": "H", "Ŧ": "T",
})  # fmt: skip
_LEFT_OUT = re.compile("[ʻʼ'`\u2018\u2019\u00b4\u2032.]")
_BETWEEN = re.compile("[^A-Z]+")


def zone_name(text: str) -> str:
    """A name in the letters of a zone, a space between its parts: `write_zone` makes fillers of them.

    The letters of Uzbek keep their sound: oʻ and ö are O, sh and ş are SH; Cyrillic is first written in Latin.
    """
    latin = to_old_latin(cyrillic_to_latin(normalise_apostrophes(text)))
    capitals = unicodedata.normalize("NFC", _LEFT_OUT.sub("", latin)).upper().translate(_LETTERS)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", capitals) if not unicodedata.combining(sign))
    return _BETWEEN.sub(" ", plain).strip()


def may_be_same_name(zone: str, written: str) -> bool:
    """Whether a name read from a zone may be the name as it is written: each part that the zone has, in any spelling.

    The zone may be cut short, and need not have what the writing has besides, such as a patronymic.
    """
    parts, whole = ([fold(part) for part in zone_name(text).split()] for text in (zone, written))
    return all(any(_meet(part, one) for one in whole) for part in parts)


def _meet(part: str, whole: str) -> bool:
    return part == whole or (len(part) > 2 and whole.startswith(part))
