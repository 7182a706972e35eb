"""`make bench-mrz`: how many machine-readable zones are read off invented passports, and what one costs.

The pictures are drawn by `tests/passports.py`; they say which ways of taking a picture are hard, not how many of the
pictures that people send are read. Ends with a fault if any value is told that is not that of the passport.
"""

import argparse
import random
import resource
import sys

from tests.load.bench import say
from tests.passports import TODAY, WAYS, Way, invented_zone, jpeg
from watandoshlar.capabilities.evidence.rules.zones import zone_in
from watandoshlar.foundation.references import TravelZone

ROUNDS = 25


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    arguments.add_argument("--first", type=int, default=0, help="another number draws other people")
    given = arguments.parse_args()
    seeds = range(given.first, given.first + given.rounds)
    say(f"{'picture':<16}{'read':>8}{'wrong':>7}{'names':>8}{'wrong':>7}{'cpu ms':>8}")
    totals = [0] * 4
    for way in WAYS:
        before = _cpu()
        counts = [sum(column) for column in zip(*(_judged(way, seed) for seed in seeds), strict=True)]
        cpu = (_cpu() - before) / given.rounds * 1000
        _tell(way.name, counts, given.rounds, cpu)
        totals = [total + count for total, count in zip(totals, counts, strict=True)]
    _tell("all", totals, given.rounds * len(WAYS), None)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    say(f"Most memory that a reader took: {peak} MB")
    sys.exit(bool(totals[1]))


def _judged(way: Way, seed: int) -> tuple[bool, bool, bool, bool]:
    """Whether the values were told, told wrongly; the names told, told wrongly."""
    source = random.Random(f"{way.name} {seed}")
    zone = invented_zone(source, "TD1" if seed % 5 == 4 else "TD3")
    found = zone_in(jpeg(way.take(zone, source), way.quality), TODAY)
    if found is None:
        return False, False, False, False
    is_right = _values(found) == _values(zone)
    is_named = (found.family, found.given) == (zone.family, zone.given)
    return is_right, not is_right, is_named, bool(found.family) and not is_named


def _values(zone: TravelZone) -> tuple[object, ...]:
    return zone.number, zone.birth_date, zone.expires_on, zone.pinfl


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _tell(name: str, counts: list[int], rounds: int, cpu: float | None) -> None:
    right, wrong, named, misnamed = counts
    cost = "" if cpu is None else f"{cpu:.0f}"
    say(f"{name:<16}{right / rounds:>8.0%}{wrong:>7}{named / rounds:>8.0%}{misnamed:>7}{cost:>8}")


if __name__ == "__main__":
    main()
