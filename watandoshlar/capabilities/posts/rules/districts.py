"""Which post is responsible for a place on a day. Pure: works on anything shaped like a district."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import Protocol, TypeVar

from watandoshlar.foundation.yaml_files import Problem

FOLDER = "posts"


class DistrictLike(Protocol):
    """A row of districts; both days are included, None leaves that side open."""

    country: str
    region: str
    service: str
    valid_from: date | None
    valid_until: date | None
    stand_in: bool


Row = TypeVar("Row", bound=DistrictLike)


def in_force(row: DistrictLike, on: date) -> bool:
    """Whether the row holds on the day."""
    return (row.valid_from is None or row.valid_from <= on) and (row.valid_until is None or on <= row.valid_until)


def covers(row: DistrictLike, country: str, region: str, service: str) -> bool:
    """Whether the row speaks of the place and service; an empty region or service of the row speaks of all."""
    return row.country == country and row.region in ("", region) and row.service in ("", service)


def responsible(rows: Iterable[Row], country: str, region: str, service: str, on: date) -> list[Row]:
    """The rows for a place on a day, best first: at most one that is no stand-in, then the stand-ins.

    A row for the region beats one for the whole country, and at the same place a row for the service beats one for
    all services. `rows` should already leave out posts that are not open on the day.
    """
    found = [row for row in rows if in_force(row, on) and covers(row, country, region, service)]
    found.sort(key=lambda row: (row.stand_in, not row.region, not row.service))
    own = [row for row in found if not row.stand_in][:1]
    return own + [row for row in found if row.stand_in]


def overlap(one: DistrictLike, other: DistrictLike) -> bool:
    """Whether two rows share a day."""
    starts = max(one.valid_from or date.min, other.valid_from or date.min)
    ends = min(one.valid_until or date.max, other.valid_until or date.max)
    return starts <= ends


def clashes(rows: Iterable) -> list[Problem]:
    """Places claimed by two posts on the same day, or twice by one (`district_taken`). Stand-ins may share a place."""
    by_place = defaultdict(list)
    for row in rows:
        if not row.stand_in:
            by_place[row.country, row.region, row.service].append(row)
    return [
        Problem(FOLDER, f"{second.post}.yaml", second.line, "districts", "district_taken",
                {"place": second.region or second.country, "post": first.post})
        for claims in by_place.values()
        for first, second in combinations(claims, 2)
        if overlap(first, second)
    ]  # fmt: skip
