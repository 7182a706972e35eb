"""Numbers of passports and identity cards: of Uzbekistan two letters and seven digits, of other states anything.

Which letters are in use changes with every series, so no list of prefixes decides.
"""

import re

from .typed import signs_only

# No state prints more: ICAO 9303 has nine places for the number and goes on in the optional field where they are few.
_FOREIGN = re.compile(r"[A-Z0-9]{5,20}")
_SHAPE = re.compile(r"[A-Z]{2}[0-9]{7}")
# In the place of a digit an O can only be a nought, an I or L only a one.
_MISREAD_DIGITS = str.maketrans("OIL", "011")


def normalise_travel_document(text: str) -> str | None:
    """The number as the document prints it (FA1234567), or None if it has not the shape."""
    signs = signs_only(text)
    number = signs[:2] + signs[2:].translate(_MISREAD_DIGITS)
    return number if _SHAPE.fullmatch(number) else None


def normalise_foreign_document(text: str) -> str | None:
    """The number of a document of any state: capitals and digits, or None where it has too few or too many."""
    number = signs_only(text)
    return number if _FOREIGN.fullmatch(number) and any(sign.isdigit() for sign in number) else None
