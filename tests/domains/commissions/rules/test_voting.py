"""The rules of voting against the worked examples of docs/rules/commission.md, and what holds for any numbers."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tests.worked_examples import examples
from watandoshlar.domains.commissions.rules.voting import (
    MAJORITY_OF,
    QUORUM_OF,
    TIES,
    Quorum,
    Tally,
    conflict_found,
    decide,
    leads,
    may_vote,
    waits_for,
)

PAGE = "commission.md"
COUNTS = st.integers(0, 60)


def none(cell: str) -> str:
    return "" if cell == "–" else cell


@pytest.mark.parametrize("row", examples(PAGE, "Quorum"), ids=" ".join)
def test_quorum(row: tuple[str, ...]) -> None:
    share, of, least, seated, in_conflict, needed = row
    quorum = Quorum(Fraction(share), of, int(least))
    assert quorum.needed(int(seated), int(seated) - int(in_conflict)) == int(needed)


@pytest.mark.parametrize("row", examples(PAGE, "Who may vote"), ids=" ".join)
def test_who_may_vote(row: tuple[str, ...]) -> None:
    office, present, in_term, conflict, votes = row
    told = may_vote(office, none(conflict), is_present=present == "yes", is_in_term=in_term == "yes")
    assert told == (votes == "yes")


@pytest.mark.parametrize("row", examples(PAGE, "Conflicts that are found"), ids=" ".join)
def test_conflicts_that_are_found(row: tuple[str, ...]) -> None:
    account, body, found = row
    interests = {"own": [1], "acted_for": [2], "bodies": ["investment", "committee"]}
    assert conflict_found(int(account), none(body), **interests) == none(found)


@pytest.mark.parametrize("row", examples(PAGE, "When votes are counted"), ids=" ".join)
def test_when_votes_are_counted(row: tuple[str, ...]) -> None:
    *numbers, reason = row
    assert waits_for(*map(int, numbers)) == none(reason)


@pytest.mark.parametrize("row", examples(PAGE, "Who leads through an item"), ids=" ".join)
def test_who_leads_through_an_item(row: tuple[str, ...]) -> None:
    office, *facts, told = row
    in_conflict, leaders_in_conflict, stands_in = (fact == "yes" for fact in facts)
    named = {"in_conflict": in_conflict, "leaders_in_conflict": leaders_in_conflict, "stands_in": stands_in}
    assert leads(office, **named) == (told == "yes")


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_what_is_counted_with_a_quorum_reaches_it_by_votes(present, voted, needed, least) -> None:
    assume(voted <= present)
    if not waits_for(present, voted, needed, least):
        assert present < needed or voted == present >= needed
        assert voted >= least


@pytest.mark.parametrize("row", examples(PAGE, "What the votes decide"), ids=" ".join)
def test_what_the_votes_decide(row: tuple[str, ...]) -> None:
    *numbers, majority_of, tie, chair, outcome, delay = row
    result = decide(Tally(*map(int, numbers)), majority_of, tie, none(chair))
    assert (result.outcome, result.delay) == (none(outcome), none(delay))


@given(
    seated=st.integers(1, 60),
    in_conflict=st.integers(0, 60),
    share=st.fractions(Fraction(1, 10), 1, max_denominator=12),
    of=st.sampled_from(QUORUM_OF),
    least=st.integers(1, 9),
)
def test_a_quorum_is_never_less_than_its_share_nor_its_least(seated, in_conflict, share, of, least) -> None:
    assume(in_conflict <= seated)
    able = seated - in_conflict
    needed = Quorum(share, of, least).needed(seated, able)
    base = able if of == "able" else seated
    assert needed >= least
    assert Fraction(needed) >= share * base
    assert needed == least or Fraction(needed - 1) < share * base


@given(COUNTS, COUNTS, COUNTS, st.sampled_from(MAJORITY_OF), st.sampled_from(TIES), st.data())
def test_a_vote_for_never_helps_against_and_a_tie_never_decides_itself(
    in_favour, against, abstained, of, tie, data
) -> None:
    chair = data.draw(st.sampled_from(["", "in_favour", "against", "abstained"]))
    present = in_favour + against + abstained
    result = decide(Tally(in_favour, against, abstained, present), of, tie, chair)
    assert bool(result.outcome) != bool(result.delay)
    if result.by_chair:
        assert (tie, result.outcome) == ("chair", chair)
    more = decide(Tally(in_favour + 1, against, abstained, present + 1), of, tie, chair)
    order = {"against": 0, "": 1, "in_favour": 2}
    if not (result.by_chair or more.by_chair):
        assert order[more.outcome] >= order[result.outcome]
    if of == "cast":
        mirrored = decide(Tally(against, in_favour, abstained, present), of, "put_off")
        swapped = {"in_favour": "against", "against": "in_favour", "": ""}
        assert mirrored.outcome == swapped[decide(Tally(in_favour, against, abstained, present), of, "put_off").outcome]
