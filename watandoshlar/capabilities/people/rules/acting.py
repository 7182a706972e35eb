"""Whether an account may act for a person on a day: by kinship until the child comes of age, by mandate until it ends.

It fails closed: an authority that has ended does not come back by itself, and one that is unknown is none.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

CASE = "case:"
SERVICE = "service:"
# Why an account may not act, in the words of the errors.
ENDED = "acting_ended"
OF_AGE = "came_of_age"
MANDATE_OVER = "mandate_over"


@dataclass(frozen=True, slots=True)
class Paper:
    """A confirmed mandate as the rule sees it: what it covers, from and until when, and whether it was ended before."""

    scope: frozenset[str]
    valid_from: date
    valid_until: date
    is_ended: bool = False

    def covers(self, case: str, service: str) -> bool:
        return bool(self.scope & {f"{CASE}{case}", f"{SERVICE}{service}"})

    def is_good_on(self, day: date) -> bool:
        return not self.is_ended and self.valid_from <= day <= self.valid_until


@dataclass(frozen=True, slots=True)
class Authority:
    """What is known of an account that acts for a person. `of_age_on` is the 18th birthday of a child, where known."""

    relation: str
    valid_from: date
    valid_until: date | None = None
    is_ended: bool = False
    of_age_on: date | None = None
    papers: tuple[Paper, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The last day on which the account may act for the person at all; None while no end is known."""
        days = [self.valid_until] if self.valid_until else []
        if self.of_age_on:
            days.append(date.fromordinal(self.of_age_on.toordinal() - 1))
        return min(days, default=None)

    def holds_on(self, day: date) -> bool:
        return not self.is_ended and self.valid_from <= day and (self.last_day is None or day <= self.last_day)


def why_not(authority: Authority | None, day: date, case: str, service: str) -> str:
    """The code why the account may not act in the case on the day; empty when it may.

    Where a paper was ever confirmed for the case or its service, one of these must be good: the end of a guardianship
    ends what rested on it, whatever else the account may do for the person.
    """
    if authority is None or authority.is_ended or day < authority.valid_from:
        return ENDED
    if authority.of_age_on and day >= authority.of_age_on:
        return OF_AGE
    papers = [paper for paper in authority.papers if paper.covers(case, service)]
    if papers:
        return "" if any(paper.is_good_on(day) for paper in papers) else MANDATE_OVER
    if authority.valid_until and day > authority.valid_until:
        return MANDATE_OVER if authority.papers else ENDED
    return ""


def latest_day(papers: Iterable[Paper]) -> date | None:
    """Until when papers that were not ended let an account act; None without any."""
    return max((paper.valid_until for paper in papers if not paper.is_ended), default=None)


def scope_of(case: str = "", services: Collection[str] = ()) -> list[str]:
    """A scope as it is kept: one case, services by their slugs, or both."""
    return [*([f"{CASE}{case}"] if case else []), *(f"{SERVICE}{slug}" for slug in sorted(set(services)))]
