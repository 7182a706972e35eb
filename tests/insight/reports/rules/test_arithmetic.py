from fractions import Fraction
from math import ceil, floor

from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.insight.reports.rules.arithmetic import percent_of, percentile

DAYS = st.lists(st.integers(0, 90), min_size=1, max_size=60)


def counted(values: list[int]) -> dict[int, int]:
    return {value: values.count(value) for value in values}


@given(st.integers(0, 10**9), st.integers(1, 10**9))
def test_a_share_is_the_exact_fraction_rounded_half_up(part: int, more: int) -> None:
    assert percent_of(part, part + more) == floor(Fraction(100 * part, part + more) + Fraction(1, 2))


@given(DAYS, st.integers(1, 100))
def test_a_percentile_is_a_value_with_that_share_at_or_below_it(values: list[int], percent: int) -> None:
    found = percentile(percent, counted(values))
    assert found in values
    assert 100 * sum(value <= found for value in values) >= percent * len(values)
    assert 100 * sum(value < found for value in values) < percent * len(values)


@given(DAYS, st.integers(1, 100))
def test_a_percentile_is_that_of_the_list_in_order(values: list[int], percent: int) -> None:
    assert percentile(percent, counted(values)) == sorted(values)[ceil(Fraction(percent * len(values), 100)) - 1]


@given(DAYS, st.integers(1, 99))
def test_percentiles_do_not_fall(values: list[int], percent: int) -> None:
    assert percentile(percent, counted(values)) <= percentile(percent + 1, counted(values))
