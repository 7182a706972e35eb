"""How many visits and wishes one person and one account may have open at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Open:
    """A visit or a wish that is open: whose, by the tokens of all who come."""

    account: int | None
    tokens: frozenset[str]


def cap_reached(
    account: int | None,
    people: Sequence[Collection[str]],
    open_now: Sequence[Open],
    of_person: int,
    of_family: int,
) -> str:
    """Which cap one more would break: "person", "family" or "" for none. `people` are the tokens of each who comes."""
    for tokens in people:
        if sum(1 for one in open_now if one.tokens & set(tokens)) >= of_person:
            return "person"
    if account is not None and sum(1 for one in open_now if one.account == account) >= of_family:
        return "family"
    return ""
