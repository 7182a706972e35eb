"""Who may vote on an item, whether enough are there, and what the votes decide."""

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction

QUORUM_OF = ("able", "seated")
MAJORITY_OF = ("cast", "present")
LEADERS = ("chair", "secretary")
TIES = ("chair", "put_off")


@dataclass(frozen=True, slots=True)
class Quorum:
    """At least the share `share` of the members must take part, and never fewer than `least`.

    `of` says of which members: of all that are seated, or of those who are able, that is seated and not in conflict.
    Who is in conflict is never counted as taking part.
    """

    share: Fraction
    of: str
    least: int

    def needed(self, seated: int, able: int) -> int:
        """How many must take part."""
        base = able if self.of == "able" else seated
        return max(-(-base * self.share.numerator // self.share.denominator), self.least)


@dataclass(frozen=True, slots=True)
class Tally:
    """What was voted: `present` is how many took part who could vote."""

    in_favour: int
    against: int
    abstained: int
    present: int

    @property
    def votes(self) -> int:
        return self.in_favour + self.against + self.abstained


@dataclass(frozen=True, slots=True)
class Result:
    """`outcome` is in_favour, against, or "" when the item is put off because of `delay`. `by_chair`: the votes were
    equal and the chair's own decided."""

    outcome: str
    delay: str = ""
    by_chair: bool = False


def may_vote(office: str, conflict: str, *, is_present: bool, is_in_term: bool) -> bool:
    """Whether a seat counts among those who take part in an item. The secretary writes and does not vote."""
    return office != "secretary" and not conflict and is_present and is_in_term


def leads(office: str, *, in_conflict: bool, leaders_in_conflict: bool, stands_in: bool) -> bool:
    """Whether a seat leads through an item: chair and secretary do, and nobody who is in conflict; who `stands_in` does
    where chair and secretary both are in conflict."""
    if in_conflict:
        return False
    return office in LEADERS or (leaders_in_conflict and stands_in)


def waits_for(present: int, voted: int, needed: int, least: int) -> str:
    """Why votes are not counted yet: `votes_missing` while somebody who is there has neither voted nor abstained,
    `too_few_for_secret` below the least number of a secret ballot (0 for an open one), "" when they can be.

    Where the quorum is gone nobody is waited for: the count decides nothing then, and puts the item off.
    """
    if present >= needed and voted < present:
        return "votes_missing"
    return "too_few_for_secret" if voted < least else ""


def decide(tally: Tally, majority_of: str, tie: str, chair: str = "") -> Result:
    """What the votes decide. A tie is decided by the chair's vote where `tie` says so and the chair has voted for or
    against; else the item is put off. `chair` is the chair's choice, "" where nobody can know it.

    `majority_of` cast counts the votes for and against alone; `present` counts everybody who took part, so that who
    abstains is not in favour.
    """
    base = tally.in_favour + tally.against if majority_of == "cast" else tally.present
    if 2 * tally.in_favour > base:
        return Result("in_favour")
    if 2 * tally.in_favour < base:
        return Result("against")
    if tie == "chair" and chair in ("in_favour", "against"):
        return Result(chair, by_chair=True)
    return Result("", delay="tie")


def conflict_found(
    account: int, body: str, *, own: Collection[int], acted_for: Collection[int], bodies: Collection[str]
) -> str:
    """Why a member with this account and body is in conflict with a matter, without anybody saying so; "" for no
    reason. `own` are the accounts that the matter is about, `acted_for` those that act for its people, `bodies` those
    that nominate or recommend."""
    if account in own:
        return "own"
    if account in acted_for:
        return "acts_for"
    return "body" if body and body in bodies else ""
