"""How an appeal ends: a closed list, because "closed" and "processed" tell nobody anything."""

from collections.abc import Sequence

DEMAND_OUTCOMES = ("solved", "partly", "explained", "refused")
"""What may become of one numbered demand, the best for the applicant first."""
APPEAL_OUTCOMES = (*DEMAND_OUTCOMES, "forwarded", "not_considered")


def overall(demand_outcomes: Sequence[str]) -> str:
    """The outcome of an appeal whose demands ended so; at least one of them, in any order.

    Equal outcomes are the appeal's. When something was solved and something was not, it is solved partly.
    `explained` with `refused` is refused: a published share of explained appeals must not hide a demand that was
    turned down, and who reads "explained" does not look for a refusal that can be contested.
    """
    assert demand_outcomes, "an appeal has at least one demand"
    assert set(demand_outcomes) <= set(DEMAND_OUTCOMES), demand_outcomes
    if len(set(demand_outcomes)) == 1:
        return demand_outcomes[0]
    return "partly" if {"solved", "partly"} & set(demand_outcomes) else "refused"


def is_on_the_merits(outcome: str) -> bool:
    """Whether somebody decided on what was asked; forwarding and not considering leave it open."""
    assert outcome in APPEAL_OUTCOMES, outcome
    return outcome in DEMAND_OUTCOMES
