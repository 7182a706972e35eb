"""Points that a finger can hit, near where they lie."""

from itertools import combinations
from math import hypot

from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.web.presenting.world_map import EAST, NORTH, SOUTH, WEST, frame, moved_apart, on_map

LEAST = 24
COORDINATES = st.tuples(st.integers(0, 700), st.integers(0, 160)).map(lambda pair: (float(pair[0]), float(pair[1])))


def closest(points: list[tuple[float, float]]) -> float:
    return min(hypot(one[0] - other[0], one[1] - other[1]) for one, other in combinations(points, 2))


@given(st.lists(COORDINATES, min_size=2, max_size=12))
def test_no_two_points_share_a_finger(points: list[tuple[float, float]]) -> None:
    assert closest(moved_apart(points, LEAST)) >= LEAST - 0.5


@given(st.lists(COORDINATES, min_size=2, max_size=12))
def test_points_that_lie_apart_stay_where_they_are(points: list[tuple[float, float]]) -> None:
    once = moved_apart(points, LEAST)
    if closest(points) >= LEAST:
        assert once == points
    assert moved_apart(points, LEAST) == once


def test_corners_of_the_world_are_those_of_the_drawing() -> None:
    drawn = frame()
    assert on_map(NORTH, WEST) == (0, 0)
    assert on_map(SOUTH, EAST) == (drawn["width"], drawn["height"])
