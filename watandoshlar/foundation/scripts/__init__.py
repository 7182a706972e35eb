"""The scripts of Uzbek: Latin of 1995, Latin of 2026, Cyrillic, Arabic.

Words of the room:

* *old Latin*: the orthography of 1995 (oʻ gʻ sh ch); *new Latin*: the letters ö ğ ş ç approved in September 2026;
* *tutuq*: the sign ʼ (U+02BC), ъ in Cyrillic; the oʻ and gʻ carry another sign, ʻ (U+02BB);
* *override*: a word whose other form is given, not derived (QR, PDF, names of our own);
* *fold*: the search key under which variant spellings of a name meet. It finds candidates and proves nothing.

A conversion loses something (ь, щ, Arabic vowels), so a person's name is kept as it was written and never overwritten
by a converted one. Rules with worked examples: docs/rules/scripts.md.
"""

from .apostrophes import normalise_apostrophes
from .cyrillic import cyrillic_to_latin, latin_to_cyrillic
from .detection import detect_script
from .folding import consonant_skeleton, fold
from .latin import to_new_latin, to_old_latin
from .sorting import SortKey, sort_key
from .spelling import alphabet, choose_alphabet, spelled, worded
from .zone_names import may_be_same_name, zone_name

__all__ = [
    "SortKey",
    "alphabet",
    "choose_alphabet",
    "consonant_skeleton",
    "cyrillic_to_latin",
    "detect_script",
    "fold",
    "latin_to_cyrillic",
    "may_be_same_name",
    "normalise_apostrophes",
    "sort_key",
    "spelled",
    "to_new_latin",
    "to_old_latin",
    "worded",
    "zone_name",
]
