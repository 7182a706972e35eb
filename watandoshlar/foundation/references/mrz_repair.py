"""From lines that a machine has read off a picture to a zone that checks itself.

A machine takes O for 0 and Z for 2, and miscounts fillers. Where a place holds only letters, or only digits, what looks
alike is put right; an O or a 1 in a number of unknown shape only where the check digits then agree. What comes out is
told only if every check digit agrees, and if no other reading of the same picture that agrees too says otherwise.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import product

from .mrz import FILLER, LAYOUTS, SIGNS, TD1, Layout, TravelZone, disagreeing, read_name, read_zone
from .travel_document import normalise_travel_document

_TO_DIGIT = str.maketrans("OQDILZASGTB", "00011245678")
_TO_LETTER = str.maketrans("01245678", "OIZASGTB")
# What stands in a number of any shape: these are exchanged one by one.
_EITHER = {"O": "0", "0": "O", "I": "1", "1": "I"}
_OTHER_SIGNS = re.compile(f"[^{SIGNS}{FILLER}]")
_DIGIT = re.compile("[0-9]")
# A long row of fillers at the end of a line, before its check digit, is taken for these letters.
_LAST_FILLERS = re.compile(f"{FILLER}[{FILLER}KLC]{{3,}}(?=[0-9]?$)")
_RUN = re.compile(f"{FILLER}{{2,}}")
_NAME_LINE = re.compile(rf"[PVIAC][A-Z{FILLER}][A-Z{FILLER}]{{3}}")
MOST_TOO_LONG = 6
"""Signs beside a line that a machine may have taken for signs of it."""
ENOUGH_DIGITS = 10
"""So many digits among the fourteen of an optional part make it a personal number."""
TIMES_SEEN = 2

Readings = Sequence[Sequence[str]]
"""Several readings of one picture, each the lines that were seen, from the top."""


def find_zone(numbers: Readings, names: Readings, today: date) -> TravelZone | None:
    """The one zone in which all check digits agree, as one of the readings `numbers` and a second one saw it; None when
    there is none, or when another reading that agrees with itself says otherwise.

    Its names are told only as two of the readings `names` saw them, and one of the others too: no check digit stands
    behind them.
    """
    found = [zone for lines in numbers for zone in _zones(lines, today)]
    seen_too = [zone for lines in names for zone in _zones(lines, today)]
    told = {(zone.number, zone.birth_date, zone.expires_on, zone.optional) for zone in found + seen_too}
    if not found or len(told) != 1 or len(found + seen_too) < TIMES_SEEN:
        return None
    zone = _as_most_see_it(found + seen_too)
    family, given = _name(zone, names)
    # The others take fillers for letters between the parts, but not the parts for others.
    parts = f"{family} {given}".split()
    seen = [line for lines in numbers for line in _signs(lines)]
    is_seen_by_both = any(all(part in line for part in parts) for line in seen)
    return replace(zone, family=family if is_seen_by_both else "", given=given if is_seen_by_both else "")


def _as_most_see_it(zones: Sequence[TravelZone]) -> TravelZone:
    """What no check digit covers (the states, the sex) is that of most readings."""
    nameless = Counter(replace(zone, family="", given="") for zone in zones)
    return nameless.most_common(1)[0][0]


def _name(zone: TravelZone, readings: Readings) -> tuple[str, str]:
    """Family and given names of this zone as most readings see them; empty where no two agree."""
    layout = LAYOUTS[zone.layout]
    _line, start, _end = layout.spans["name"]
    lines = [line for reading in readings for signs in _signs(reading) for line in _name_lines(signs, layout)[:1]]
    seen = Counter(
        read_name(line[start:])
        for line in lines
        if FILLER * 2 in line
        and not _DIGIT.search(line)
        and (layout is TD1 or line[2:start] == zone.issuer.ljust(3, FILLER))
    )
    (most, times), (_next, others) = [*seen.most_common(2), (("", ""), 0), (("", ""), 0)][:2]
    return most if times >= TIMES_SEEN and times > others else ("", "")


def _zones(lines: Sequence[str], today: date) -> Iterator[TravelZone]:
    """The zones of one reading: at most one for each place where one can begin."""
    signs = _signs(lines)
    for layout in LAYOUTS.values():
        for first in range(len(signs) - layout.lines + 1):
            zone = _zone_at(layout, signs[first : first + layout.lines], today)
            if zone:
                yield zone


def _signs(lines: Sequence[str]) -> list[str]:
    plain = (_OTHER_SIGNS.sub("", line.upper().replace("«", FILLER * 2)) for line in lines)
    return [_LAST_FILLERS.sub(lambda run: FILLER * len(run[0]), line) for line in plain]


def _zone_at(layout: Layout, lines: Sequence[str], today: date) -> TravelZone | None:
    name_line = layout.spans["name"][0]
    # Fillers behind a name are miscounted most of all.
    longest = [
        layout.width * 2 if number == name_line else layout.width + MOST_TOO_LONG for number in range(len(lines))
    ]
    if any(not layout.width // 2 < len(line) <= most for line, most in zip(lines, longest, strict=True)):
        return None
    variants = [
        _name_lines(line, layout) if n == name_line else _fitted(line, layout.width) for n, line in enumerate(lines)
    ]
    for together in product(*variants):
        repaired = _repaired(layout, together)
        if (repaired[0][0] == "V") == layout.is_visa and not disagreeing(layout, repaired):
            zone = read_zone(repaired, today)
            if zone and zone.birth_date and zone.expires_on and _has_number(zone):
                return zone
    return None


def _has_number(zone: TravelZone) -> bool:
    """A number, and of Uzbek citizens and Uzbek documents one of the shape to which signs were put right."""
    is_uzbek = "UZB" in (zone.issuer, zone.nationality)
    return bool(zone.number) and (not is_uzbek or normalise_travel_document(zone.number or "") == zone.number)


def _fitted(line: str, width: int) -> list[str]:
    """The ways in which a line can have the width: cut at its ends, or with another number of fillers in a run."""
    excess = len(line) - width
    fitted = [line[start : start + width] for start in range(excess + 1)]
    for run in _RUN.finditer(line) if excess else ():
        length = run.end() - run.start() - excess
        if length > 0:
            fitted.append(line[: run.start()] + FILLER * length + line[run.end() :])
    return fitted


def _name_lines(line: str, layout: Layout) -> list[str]:
    """The line with the name, from where one can begin; what is behind its end, or missing there, is filler."""
    if layout is TD1:
        return [line[: layout.width].ljust(layout.width, FILLER)]
    letters = line.translate(_TO_LETTER)
    begins = [at for at in range(MOST_TOO_LONG) if _NAME_LINE.match(letters[at:])]
    # Most documents have a filler behind the letter of their kind.
    begins.sort(key=lambda at: letters[at + 1] != FILLER)
    return [letters[at : at + layout.width].ljust(layout.width, FILLER) for at in begins[:2]]


# --- putting right --------------------------------------------------------------------------------------------------


def _repaired(layout: Layout, lines: Sequence[str]) -> tuple[str, ...]:
    rows = [list(line) for line in lines]
    for name in ("code", "issuer", "nationality", "name"):
        _translate(rows, layout.spans[name], _TO_LETTER)
    for span in (
        layout.spans["birth_date"],
        layout.spans["expires_on"],
        *(place for place, _ in layout.checks.values()),
    ):
        _translate(rows, span, _TO_DIGIT)
    # One of the two may be misread; a number of the shape that is known is not taken for one of another.
    if "UZB" in (_text(rows, layout.spans["issuer"]), _text(rows, layout.spans["nationality"])):
        _put_right_uzbek(rows, layout)
    else:
        _put_right_any(rows, layout)
    return tuple("".join(row) for row in rows)


def _put_right_uzbek(rows: list[list[str]], layout: Layout) -> None:
    """Seven digits behind two letters; fourteen digits of a personal number, where there is one.

    The letters stay as they were read: F and Z, or E and O, have the same check digit, which would prove nothing.
    """
    line, start, end = layout.spans["number"]
    _translate(rows, (line, start + 2, end), _TO_DIGIT)
    line, start, end = layout.spans["optional"]
    digits = [sign for sign in rows[line][start:end] if sign.isdecimal()]
    if len(digits) >= ENOUGH_DIGITS:
        _translate(rows, (line, start, end), _TO_DIGIT)


def _put_right_any(rows: list[list[str]], layout: Layout) -> None:
    """One sign that looks like another, if exactly one such change makes the check digit agree."""
    if "number" not in disagreeing(layout, ["".join(row) for row in rows]):
        return
    line, start, end = layout.spans["number"]
    agreeing = []
    for at in range(start, end):
        sign = rows[line][at]
        if sign in _EITHER:
            rows[line][at] = _EITHER[sign]
            if "number" not in disagreeing(layout, ["".join(row) for row in rows]):
                agreeing.append(at)
            rows[line][at] = sign
    if len(agreeing) == 1:
        rows[line][agreeing[0]] = _EITHER[rows[line][agreeing[0]]]


def _translate(rows: list[list[str]], span: tuple[int, int, int], table: dict[int, int]) -> None:
    line, start, end = span
    rows[line][start:end] = "".join(rows[line][start:end]).translate(table)


def _text(rows: list[list[str]], span: tuple[int, int, int]) -> str:
    line, start, end = span
    return "".join(rows[line][start:end])
