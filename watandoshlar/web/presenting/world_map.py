"""A map of points without borders, drawn by the server: every degree is as long as every other (decision 42)."""

from collections.abc import Sequence
from math import cos, hypot, sin
from typing import Any

# The part of the world in which compatriots live, in degrees, and units of the drawing for each of them.
DEGREE, NORTH, SOUTH, WEST, EAST = 2.5, 72, 8, -128, 152
_ROUNDS = 300

Point = tuple[float, float]


def on_map(north: float, east: float) -> Point:
    """Degrees as units of the drawing. East is to the right in every language."""
    return round((east - WEST) * DEGREE, 1), round((NORTH - north) * DEGREE, 1)


def frame() -> dict[str, Any]:
    """Size and grid of the drawing."""
    width, height = on_map(SOUTH, EAST)
    return {
        "width": width,
        "height": height,
        "parallels": [on_map(north, 0)[1] for north in (30, 60)],
        "meridians": [on_map(0, east)[0] for east in range(-120, 151, 30)],
    }


def moved_apart(points: Sequence[Point], least: float) -> list[Point]:
    """The points, those closer to each other than `least` moved so far that a finger hits one of them. Nobody measures
    on a map like this; who cannot hit Bishkek beside Almaty cannot use it."""
    moved = [list(point) for point in points]
    for _round in range(_ROUNDS):
        close = False
        for number, one in enumerate(moved):
            for other_number in range(number + 1, len(moved)):
                other = moved[other_number]
                across, down = other[0] - one[0], other[1] - one[1]
                distance = hypot(across, down)
                if distance >= least:
                    continue
                close = True
                if distance == 0:
                    # In the same place there is no direction: each pair gets one of its own.
                    across, down, distance = cos(number + other_number), sin(number + other_number), 1.0
                push = (least * 1.01 - min(distance, least)) / 2
                one[0], one[1] = one[0] - across / distance * push, one[1] - down / distance * push
                other[0], other[1] = other[0] + across / distance * push, other[1] + down / distance * push
        if not close:
            break
    return [(round(across, 1), round(down, 1)) for across, down in moved]
