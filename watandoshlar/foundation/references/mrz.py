"""The machine-readable zone of a travel document: ICAO Doc 9303, parts 3 to 7.

A zone is what a machine may believe of a document, because it checks itself: a field is told only where its check digit
agrees. Names have no check digit, so they are told as they stand and prove nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

FILLER = "<"
SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_VALUES = {sign: value for value, sign in enumerate(SIGNS)} | {FILLER: 0}
_WEIGHTS = (7, 3, 1)
LATEST = 30
"""No document is valid for longer; an expiry date of two digits is taken from this window after today."""

Span = tuple[int, int, int]
"""Line, first position, position after the last."""
LayoutName = Literal["TD1", "TD2", "TD3", "MRV-A", "MRV-B"]


@dataclass(frozen=True)
class Layout:
    """Where a format keeps what. `checks`: the place of each check digit, and what it covers, in order."""

    name: LayoutName
    lines: int
    width: int
    spans: dict[str, Span]
    checks: dict[str, tuple[Span, tuple[Span, ...]]]
    is_visa: bool = False


def _lower_line(line: int, optional_end: int) -> dict[str, Span]:
    """The line that TD2, TD3 and both visas share, up to the end of the optional part."""
    return {
        "number": (line, 0, 9),
        "nationality": (line, 10, 13),
        "birth_date": (line, 13, 19),
        "sex": (line, 20, 21),
        "expires_on": (line, 21, 27),
        "optional": (line, 28, optional_end),
    }


_HEAD: dict[str, Span] = {"code": (0, 0, 2), "issuer": (0, 2, 5)}
_LOWER_CHECKS: dict[str, tuple[Span, tuple[Span, ...]]] = {
    "number": ((1, 9, 10), ((1, 0, 9),)),
    "birth_date": ((1, 19, 20), ((1, 13, 19),)),
    "expires_on": ((1, 27, 28), ((1, 21, 27),)),
}
TD1 = Layout(
    "TD1", 3, 30,
    _HEAD | {
        "number": (0, 5, 14), "optional": (0, 15, 30), "birth_date": (1, 0, 6), "sex": (1, 7, 8),
        "expires_on": (1, 8, 14), "nationality": (1, 15, 18), "optional_2": (1, 18, 29), "name": (2, 0, 30),
    },
    {
        "number": ((0, 14, 15), ((0, 5, 14),)),
        "birth_date": ((1, 6, 7), ((1, 0, 6),)),
        "expires_on": ((1, 14, 15), ((1, 8, 14),)),
        "composite": ((1, 29, 30), ((0, 5, 30), (1, 0, 7), (1, 8, 15), (1, 18, 29))),
    },
)  # fmt: skip
TD2 = Layout(
    "TD2", 2, 36,
    _HEAD | _lower_line(1, 35) | {"name": (0, 5, 36)},
    _LOWER_CHECKS | {"composite": ((1, 35, 36), ((1, 0, 10), (1, 13, 20), (1, 21, 35)))},
)  # fmt: skip
TD3 = Layout(
    "TD3", 2, 44,
    _HEAD | _lower_line(1, 42) | {"name": (0, 5, 44)},
    _LOWER_CHECKS | {
        "optional": ((1, 42, 43), ((1, 28, 42),)),
        "composite": ((1, 43, 44), ((1, 0, 10), (1, 13, 20), (1, 21, 43))),
    },
)  # fmt: skip
MRV_A = Layout("MRV-A", 2, 44, _HEAD | _lower_line(1, 44) | {"name": (0, 5, 44)}, _LOWER_CHECKS, is_visa=True)
MRV_B = Layout("MRV-B", 2, 36, _HEAD | _lower_line(1, 36) | {"name": (0, 5, 36)}, _LOWER_CHECKS, is_visa=True)
LAYOUTS = {layout.name: layout for layout in (TD1, TD2, TD3, MRV_A, MRV_B)}


@dataclass(frozen=True)
class TravelZone:
    """What a zone says. `number`, `birth_date` and `expires_on` are None where a check digit does not agree, or where
    the date is no whole day; `disagreeing` names the check digits that do not."""

    layout: LayoutName
    code: str
    issuer: str
    number: str | None
    nationality: str
    birth_date: date | None
    sex: str
    expires_on: date | None
    family: str
    given: str
    optional: str = ""
    disagreeing: tuple[str, ...] = ()

    @property
    def pinfl(self) -> str | None:
        """The personal number that Uzbek documents keep in the optional part."""
        digits = self.optional.partition(FILLER)[0]
        is_one = self.issuer == "UZB" and len(digits) == 14 and digits.isdecimal()
        return digits if is_one and not self.disagreeing else None


def check_digit(signs: str) -> str:
    """The check digit of ICAO Doc 9303, part 3. It catches every single wrong digit, and most wrong letters."""
    return str(sum(_VALUES[sign] * _WEIGHTS[place % 3] for place, sign in enumerate(signs)) % 10)


# --- reading --------------------------------------------------------------------------------------------------------


def layout_of(lines: Sequence[str]) -> Layout | None:
    """The format of these lines, by their number and length; a visa begins with V."""
    is_visa = bool(lines) and lines[0].startswith("V")
    for layout in LAYOUTS.values():
        if layout.lines == len(lines) and layout.is_visa == is_visa and {len(line) for line in lines} == {layout.width}:
            return layout
    return None


def read_zone(lines: Sequence[str], today: date) -> TravelZone | None:
    """The zone that these lines are, signs already right; None for lines that no format has."""
    layout = layout_of(lines)
    if layout is None or any(sign not in _VALUES for line in lines for sign in line):
        return None
    wrong = disagreeing(layout, lines)
    of = {name: _cut(lines, span) for name, span in layout.spans.items()}
    number, optional = _number_of(layout, lines, of)
    family, given = read_name(of["name"])
    return TravelZone(
        layout=layout.name,
        code=of["code"].strip(FILLER),
        issuer=of["issuer"].strip(FILLER),
        number=None if "number" in wrong else number,
        nationality=of["nationality"].strip(FILLER),
        birth_date=None if "birth_date" in wrong else _day(of["birth_date"], today),
        sex=of["sex"].strip(FILLER),
        expires_on=None if "expires_on" in wrong else _day(of["expires_on"], date(today.year + LATEST, 12, 31)),
        family=family,
        given=given,
        optional=optional,
        disagreeing=wrong,
    )


def read_name(signs: str) -> tuple[str, str]:
    """Family name and given names of the part that holds them."""
    family, _, given = signs.strip(FILLER).partition(FILLER * 2)
    return _spaced(family), _spaced(given.partition(FILLER * 2)[0])


def disagreeing(layout: Layout, lines: Sequence[str]) -> tuple[str, ...]:
    """The names of the check digits that do not agree with what they cover."""
    wrong = []
    for name, (place, covered) in layout.checks.items():
        signs = "".join(_cut(lines, span) for span in covered)
        digit = _cut(lines, place)
        if name == "number" and layout is TD1 and digit == FILLER:
            signs, digit = _long_number(lines)
        # A part that is left empty may have a filler for its check digit (9303-4, 4.2.2.2).
        if digit != check_digit(signs) and not (digit == FILLER and name == "optional" and not signs.strip(FILLER)):
            wrong.append(name)
    return tuple(wrong)


def _long_number(lines: Sequence[str]) -> tuple[str, str]:
    """A number of more than nine signs goes on in the optional part, its check digit behind it (9303-5, 4.2.2.1)."""
    rest = lines[0][15:30].partition(FILLER)[0]
    return lines[0][5:14] + rest[:-1], rest[-1:]


def _number_of(layout: Layout, lines: Sequence[str], of: dict[str, str]) -> tuple[str, str]:
    """The number of the document, and the optional part without what belongs to the number."""
    optional = of["optional"].strip(FILLER) or of.get("optional_2", "").strip(FILLER)
    if layout is TD1 and lines[0][14] == FILLER and (rest := of["optional"].partition(FILLER))[0]:
        return of["number"] + rest[0][:-1], rest[2].strip(FILLER)
    return of["number"].rstrip(FILLER), optional


def _cut(lines: Sequence[str], span: Span) -> str:
    line, start, end = span
    return lines[line][start:end]


def _spaced(name: str) -> str:
    return " ".join(part for part in name.split(FILLER) if part)


def _day(digits: str, last: date) -> date | None:
    """The latest day that six digits can mean, not after `last`; None for what is no whole day."""
    if not digits.isdecimal():
        return None
    year = last.year - (last.year - int(digits[:2])) % 100
    try:
        day = date(year, int(digits[2:4]), int(digits[4:]))
        return day if day <= last else day.replace(year=year - 100)
    except ValueError:
        return None


# --- writing --------------------------------------------------------------------------------------------------------


def write_zone(layout_name: LayoutName, zone: TravelZone) -> tuple[str, ...]:
    """The lines that say what the zone says. Names are as for a zone: A to Z and spaces (`scripts.zone_name`).

    Raises ValueError for what no zone can say: a sign without place, a number or an optional part that is too long.
    """
    layout = LAYOUTS[layout_name]
    number = zone.number or ""
    if len(number) > 9:
        raise ValueError("a document number of more than nine signs has no place here")
    rows = [[FILLER] * layout.width for _line in range(layout.lines)]
    _put(rows, layout.spans["code"], zone.code)
    _put(rows, layout.spans["issuer"], zone.issuer)
    _put(rows, layout.spans["number"], number)
    _put(rows, layout.spans["nationality"], zone.nationality)
    _put(rows, layout.spans["birth_date"], _digits(zone.birth_date))
    _put(rows, layout.spans["sex"], zone.sex)
    _put(rows, layout.spans["expires_on"], _digits(zone.expires_on))
    _put(rows, layout.spans["optional"], zone.optional)
    _put(rows, layout.spans["name"], _name_field(zone.family, zone.given, layout))
    for place, covered in layout.checks.values():
        lines = ["".join(row) for row in rows]
        _put(rows, place, check_digit("".join(_cut(lines, span) for span in covered)))
    return tuple("".join(row) for row in rows)


def _put(rows: list[list[str]], span: Span, text: str) -> None:
    line, start, end = span
    if len(text) > end - start or any(sign not in _VALUES for sign in text):
        raise ValueError(f"{text!r} has no place in {end - start} signs of a machine-readable zone")
    rows[line][start : start + len(text)] = text


def _digits(day: date | None) -> str:
    return f"{day:%y%m%d}" if day else ""


def _name_field(family: str, given: str, layout: Layout) -> str:
    """Family name, two fillers, given names; what is too long is cut, and shows it by ending in a letter."""
    _line, start, end = layout.spans["name"]
    room = end - start
    primary, secondary = (FILLER.join(part.split()) for part in (family, given))
    if not secondary:
        return primary[:room]
    # The first letter of the given names stays, however long the family name is (9303-3, 4.6).
    primary = primary[: room - len(FILLER * 2) - 1].rstrip(FILLER)
    return f"{primary}{FILLER * 2}{secondary}"[:room].rstrip(FILLER)
