"""What somebody can find out who has everything that is shown, knows the rule, and tries every table that fits."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers

RULE = SmallNumbers(least=5)
# So small that every table can be tried.
TINY = SmallNumbers(least=3)
COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=8)
SHARES = st.lists(st.integers(0, 40).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base))), max_size=8)
Seen = tuple[object, ...]


def alike(tables: Iterable[Seen], publish: Callable[[Seen], Seen]) -> Iterable[tuple[Seen, list[Seen]]]:
    """Tables by what is published of them: nobody can tell those of one group apart."""
    groups: Mapping[Seen, list[Seen]] = defaultdict(list)
    for table in tables:
        groups[publish(table)].append(table)
    return groups.items()


@pytest.mark.parametrize("posts", [1, 2, 3, 4])
def test_a_withheld_count_may_be_any_small_number(posts: int) -> None:
    def publish(table: Seen) -> Seen:
        return *map(TINY.count, table), TINY.whole_count(table)

    for shown, tables in alike(product(range(8), repeat=posts), publish):
        for place in range(posts):
            if shown[place] is None:
                assert {table[place] for table in tables} == set(range(TINY.least)), shown


@pytest.mark.parametrize("posts", [1, 2, 3])
def test_a_withheld_share_may_be_any_small_number_even_when_shares_are_not_rounded(posts: int) -> None:
    def publish(table: Seen) -> Seen:
        bases = [base for _part, base in table]
        parts = [part if TINY.share(part, base) is not None else None for part, base in table]
        whole = sum(part for part, _base in table) if TINY.whole_share(table) is not None else None
        return *map(TINY.count, bases), TINY.whole_count(bases), *parts, whole

    one = [(part, base) for base in range(8) for part in range(base + 1)]
    for shown, tables in alike(product(one, repeat=posts), publish):
        for place in range(posts):
            if shown[posts + 1 + place] is None:
                sides = {table[place][0] for table in tables}, {table[place][1] - table[place][0] for table in tables}
                assert max(len(side) for side in sides) >= TINY.least, shown
                assert all(side != {0} for side in sides), shown
            if shown[place] is None:
                assert {table[place][1] for table in tables} == set(range(TINY.least)), shown


@given(COUNTS)
def test_nothing_small_is_shown_and_nothing_large_is_withheld(parts: list[int]) -> None:
    for part in parts:
        assert RULE.count(part) == (part if part >= 5 else None)
    assert RULE.whole_count(parts) in (None, sum(parts))
    if min(parts) >= 5:
        assert RULE.whole_count(parts) == sum(parts)


@given(SHARES)
def test_the_whole_share_is_that_of_the_sums_or_withheld(parts: list[tuple[int, int]]) -> None:
    part, base = sum(one for one, _ in parts), sum(one for _, one in parts)
    assert RULE.whole_share(parts) in (None, RULE.share(part, base))
    if all(RULE.share(*one) is not None for one in parts):
        assert RULE.whole_share(parts) == RULE.share(part, base)


@given(st.integers(0, 40), st.integers(0, 40))
def test_a_share_says_the_same_of_both_sides(part: int, rest: int) -> None:
    one, other = RULE.share(part, part + rest), RULE.share(rest, part + rest)
    assert (one is None) == (other is None) == (min(part, rest) < 5)


@given(st.dictionaries(st.integers(0, 60), st.integers(1, 20)), st.sampled_from([50, 90]))
def test_a_percentile_has_enough_answers_on_both_sides(days: dict[int, int], percent: int) -> None:
    figure = RULE.percentile(percent, days)
    if figure is not None:
        assert sum(count for day, count in days.items() if day <= figure) >= 5
        assert sum(count for day, count in days.items() if day >= figure) > 5


def test_percentiles_need_ten_and_fifty_answers() -> None:
    assert min(total for total in range(100) if RULE.percentile(50, {1: total}) is not None) == 10
    assert min(total for total in range(100) if RULE.percentile(90, {1: total}) is not None) == 50


def test_the_days_of_the_whole_are_withheld_with_its_number() -> None:
    alone = [{10: 60}, {3: 2}]
    assert RULE.whole_percentile(50, alone) is None
    assert RULE.whole_percentile(50, [*alone, {3: 2}]) == 10
    assert RULE.whole_percentile(50, [{10: 60}]) == RULE.percentile(50, {10: 60}) == 10
