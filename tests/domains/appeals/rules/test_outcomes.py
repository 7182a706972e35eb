import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.domains.appeals.rules.outcomes import APPEAL_OUTCOMES, DEMAND_OUTCOMES, is_on_the_merits, overall

OUTCOMES = st.lists(st.sampled_from(DEMAND_OUTCOMES), min_size=1, max_size=8)


def place(outcome):
    """0 is the best for the applicant."""
    return DEMAND_OUTCOMES.index(outcome)


@pytest.mark.parametrize(
    ("demands", "outcome"),
    [
        (["solved"], "solved"),
        (["explained", "explained"], "explained"),
        (["solved", "refused"], "partly"),
        (["partly", "refused"], "partly"),
        (["solved", "explained"], "partly"),
        (["explained", "refused"], "refused"),
    ],
)
def test_overall(demands, outcome):
    assert overall(demands) == outcome


@given(OUTCOMES)
def test_the_whole_is_never_better_than_its_best_demand_nor_worse_than_its_worst(demands):
    assert min(map(place, demands)) <= place(overall(demands)) <= max(map(place, demands))


@given(OUTCOMES.flatmap(lambda demands: st.tuples(st.just(demands), st.permutations(demands))))
def test_the_order_of_demands_does_not_matter(pair):
    assert overall(pair[0]) == overall(pair[1])


@given(OUTCOMES, st.sampled_from(DEMAND_OUTCOMES))
def test_a_better_answer_to_one_demand_never_worsens_the_whole(demands, first):
    other = [first, *demands[1:]]
    better, worse = sorted([demands, other], key=lambda one: place(one[0]))
    assert place(overall(better)) <= place(overall(worse))


@pytest.mark.parametrize("demands", [[], ["forwarded"], ["solved", "closed"]])
def test_only_outcomes_of_demands_are_summed_up(demands):
    with pytest.raises(AssertionError):
        overall(demands)


def test_forwarding_and_not_considering_are_not_on_the_merits():
    assert {one for one in APPEAL_OUTCOMES if not is_on_the_merits(one)} == {"forwarded", "not_considered"}
    with pytest.raises(AssertionError):
        is_on_the_merits("closed")
