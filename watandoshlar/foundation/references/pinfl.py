"""The personal number of an Uzbek citizen (PINFL, JSHSHIR): `C DD MM YY AAA SSS K`.

No official specification is public; the layout is that of published validators, so only length and digits refuse
a number and everything else warns. The number tells birth date and sex: it is as sensitive as they are.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from .typed import signs_only

PINFL_REFUSALS = frozenset({"length", "digits"})

# First digit: the century and the sex (odd male, even female).
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
# The weighting of ICAO 9303 check digits.
_WEIGHTS = (7, 3, 1) * 5


@dataclass(frozen=True)
class PinflFacts:
    """What the number says about its holder."""

    sex: Literal["male", "female"]
    birth_date: date


def normalise_pinfl(text: str) -> str:
    """The number without spaces and dashes, in digits 0-9. It may still have problems."""
    return signs_only(text)


def pinfl_problems(text: str) -> tuple[str, ...]:
    """What is wrong with the number, as codes; empty if nothing is.

    `length` and `digits` refuse (PINFL_REFUSALS); `century`, `date`, `area`, `serial` and `check_digit` only warn.
    """
    number = normalise_pinfl(text)
    refusals = [("digits", not number.isdecimal()), ("length", len(number) != 14)]
    if any(wrong for _, wrong in refusals):
        return tuple(code for code, wrong in refusals if wrong)
    known_century = number[0] in _CENTURIES
    warnings = [
        ("century", not known_century),
        ("date", known_century and _birth_date(number) is None),
        ("area", number[7:10] == "000"),
        ("serial", number[10:13] == "000"),
        ("check_digit", _check_digit(number[:13]) != number[13]),
    ]
    return tuple(code for code, wrong in warnings if wrong)


def pinfl_facts(text: str) -> PinflFacts | None:
    """Sex and birth date from the number; None if it does not tell them. Area, serial and check digit are not asked."""
    number = normalise_pinfl(text)
    if PINFL_REFUSALS.intersection(pinfl_problems(number)):
        return None
    birth_date = _birth_date(number)
    return PinflFacts("male" if int(number[0]) % 2 else "female", birth_date) if birth_date else None


def _birth_date(number: str) -> date | None:
    if number[0] not in _CENTURIES:
        return None
    try:
        return date(_CENTURIES[number[0]] + int(number[5:7]), int(number[3:5]), int(number[1:3]))
    except ValueError:
        return None


def _check_digit(digits: str) -> str:
    return str(sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=False)) % 10)
