"""References of cases and codes of documents.

The signs are those that nobody confuses: no 0 and O, no 1, I and L, no U. The check sign is that of ISO 7064,
MOD 37-2, which catches every single wrong sign and every exchange of two neighbours. It covers prefix and year too.
Thirty signs cannot show all 37 check values, so a draw whose check sign would be another one is drawn again.
"""

import re
import secrets
from collections.abc import Callable
from functools import reduce

from .typed import signs_only

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_LENGTH = 8
VERIFICATION_LENGTH = 6

_CHECK_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"
_PREFIX = re.compile(r"[A-Z]{2,3}")
_SHAPE = re.compile(rf"([A-Z]{{2,3}})([0-9]{{2}})([{ALPHABET}]{{4}})([{ALPHABET}]{{4}})([{ALPHABET}])")

RandomBelow = Callable[[int], int]


def make_reference(prefix: str, year: int, randbelow: RandomBelow = secrets.randbelow) -> str:
    """A new reference: `prefix` of two or three letters A-Z, the last two digits of `year`, eight random signs.

    `randbelow(n)` gives a whole number from 0 to n-1. Raises ValueError for another prefix.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a prefix has two or three letters A-Z, not {prefix!r}")
    head = f"{prefix}{year % 100:02d}"
    while True:
        body = _draw(RANDOM_LENGTH, randbelow)
        check = _check_sign(head + body)
        if check in ALPHABET:
            return f"{prefix}-{head[-2:]}-{body[:4]}-{body[4:]}-{check}"


def normalise_reference(text: str) -> str | None:
    """The reference as it is printed, whatever the case, spaces, dashes or keyboard; None if it has not the shape.

    The shape alone does not make it right: ask `is_reference`.
    """
    found = _SHAPE.fullmatch(signs_only(text))
    return "-".join(found.groups()) if found else None


def is_reference(text: str) -> bool:
    """Whether `text` is a reference, in any writing, with the right check sign."""
    normal = normalise_reference(text)
    if normal is None:
        return False
    signs = normal.replace("-", "")
    return _check_sign(signs[:-1]) == signs[-1]


def verification_code(randbelow: RandomBelow = secrets.randbelow) -> str:
    """Six random signs without check sign: 729 million possibilities, so whoever checks one must limit attempts."""
    return _draw(VERIFICATION_LENGTH, randbelow)


def normalise_verification_code(text: str) -> str | None:
    """The code as it is printed, or None if it cannot be one."""
    signs = signs_only(text)
    return signs if re.fullmatch(rf"[{ALPHABET}]{{{VERIFICATION_LENGTH}}}", signs) else None


def _draw(length: int, randbelow: RandomBelow) -> str:
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(length))


def _check_sign(signs: str) -> str:
    remainder = reduce(lambda total, sign: (total + _CHECK_ALPHABET.index(sign)) * 2 % 37, signs, 0)
    return _CHECK_ALPHABET[(1 - remainder) % 37]
