"""Document numbers and verification codes, made to be read aloud, copied by hand and typed on any keyboard.

A number is COUNTRY-TYPE-YEAR-SERIAL, for instance UZ-CR-26-7K3M9Q4T. TYPE is the initials of the document type. The
serial is drawn at random, so that it tells nothing about how many documents exist; its last character
checks the rest (Luhn algorithm modulo 30), so that a slip of the pen is told apart from an unknown number.
"""

import re
from collections.abc import Callable
from datetime import date

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""30 characters without those that are mistaken for each other (0 O, 1 I L, U V)."""
SERIAL_LENGTH = 8
CODE_LENGTH = 6

_NUMBER = re.compile(rf"([A-Z]{{2}})-([A-Z]{{1,4}})-([0-9]{{2}})-([{ALPHABET}]{{{SERIAL_LENGTH}}})")
# Cyrillic letters that look like Latin ones: a person who copies the number types what they see.
_LOOKALIKES = str.maketrans("АВСЕНКМРТХУЗ", "ABCEHKMPTXY3")
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212_]+")


def compose_number(country: str, document_type: str, issued_on: date, draw: Callable[[str], str]) -> str:
    """A new number; `draw` picks one character of the text it is given, unpredictably."""
    initials = "".join(word[0] for word in document_type.split("-") if word)[:4].upper()
    serial = "".join(draw(ALPHABET) for _ in range(SERIAL_LENGTH - 1))
    head = f"{country}-{initials}-{issued_on:%y}-"
    return head + serial + _check_character(head + serial)


def compose_code(draw: Callable[[str], str]) -> str:
    """A new verification code."""
    return "".join(draw(ALPHABET) for _ in range(CODE_LENGTH))


def read_number(typed: str) -> str | None:
    """The number a person meant, or None when it cannot be one: wrong shape or wrong check character."""
    number = _SEPARATORS.sub("-", typed.strip().upper().translate(_LOOKALIKES))
    if _NUMBER.fullmatch(number) is None or _check_character(number[:-1]) != number[-1]:
        return None
    return number


def read_code(typed: str) -> str:
    """The verification code a person meant."""
    return _SEPARATORS.sub("", typed.upper().translate(_LOOKALIKES))


def _check_character(text: str) -> str:
    """Luhn modulo 30; letters outside the alphabet (in the type) count by their place among A to Z."""
    total, factor = 0, 2
    for character in reversed(text.replace("-", "")):
        place = ALPHABET.find(character)
        product = factor * (place if place >= 0 else ord(character) % len(ALPHABET))
        total += product // len(ALPHABET) + product % len(ALPHABET)
        factor = 3 - factor
    return ALPHABET[-total % len(ALPHABET)]
