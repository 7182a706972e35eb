"""The values that the legal clock takes and gives: rules and facts in, dates with their reasons out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Unit = Literal["hours", "calendar_days", "working_days", "months"]
Rolls = Literal["forward", "none"]
CountsFrom = Literal["start", "end"]
StepCode = Literal[
    "not_started",
    "start",
    "pause_not_allowed",
    "paused",
    "skipped",
    "worked",
    "counted",
    "extended",
    "extension_late",
    "extension_not_allowed",
    "extension_out_of_order",
    "rolled",
    "waiting",
    "ends",
    "stopped",
]
Fact = str | int | bool


@dataclass(frozen=True)
class Rung:
    """One extension that the law allows, reached by an entry `extended` that names its code.

    `counts_from` the start of the clock, or the end reached so far before it is rolled; `by` names who may extend
    (nobody named: anybody), `tells` whom the office has to tell, `source` the article.
    """

    code: str
    length: int
    unit: Unit
    counts_from: CountsFrom = "start"
    by: tuple[str, ...] = ()
    tells: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Duty:
    """What an office owes on the way: to be done by `who` within `length` after each entry `starts`.

    An entry of `fulfilled_by` fulfils it. Duties never pause: they are the office's own work.
    """

    code: str
    starts: str
    length: int
    unit: Unit
    fulfilled_by: tuple[str, ...]
    rolls: Rolls = "forward"
    who: str = ""
    tells: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Term:
    """A length of time given by law, as data. `source` names the article; `rolls` says what a closed last day does.

    `starts` is the entry with which the clock of an office starts, `ends` those that end the matter; the `ladder`
    holds the extensions in the order in which they may be made.
    """

    id: str
    length: int
    unit: Unit
    source: str
    rolls: Rolls = "forward"
    may_pause: bool = False
    starts: str = "received"
    ends: tuple[str, ...] = ()
    ladder: tuple[Rung, ...] = ()
    duties: tuple[Duty, ...] = ()

    def __post_init__(self) -> None:
        lengths = [self.length, *(rung.length for rung in self.ladder), *(duty.length for duty in self.duties)]
        if min(lengths) < 0:
            raise ValueError(f"term {self.id} has a negative length")
        if any((rung.unit == "hours") != (self.unit == "hours") for rung in self.ladder):
            raise ValueError(f"term {self.id} mixes hours and days in its ladder")
        if len({rung.code for rung in self.ladder}) < len(self.ladder):
            raise ValueError(f"term {self.id} has two rungs of one code")


@dataclass(frozen=True)
class Entry:
    """One fact of the ledger: what happened `at` a moment at an `office`; "" concerns whoever is at work on it.

    `known_at` is when the platform learned of it, if later. The clock knows the codes `paused` (fact `why`) and
    `resumed`, `extended` (facts `rung`, `by`), `forwarded` (fact `to`), `day_changed` (facts `day`, `works`, `source`;
    office "" concerns all) and those that a rule names. It passes over every other.
    """

    code: str
    at: datetime
    office: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict)
    known_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at.utcoffset() is None or (self.known_at and self.known_at.utcoffset() is None):
            raise ValueError(f"the moments of an entry must be aware: {self.code}")


@dataclass(frozen=True)
class Step:
    """One line of the reckoning. Moments and days among the facts are ISO 8601 text, ready to be kept.

    | code | facts |
    |---|---|
    | `not_started` | – |
    | `start` | `moment`, `day`, `zone`, `closes`, `office`, `source` |
    | `pause_not_allowed` | `source` |
    | `paused` | `first`, `last`, `days`; of hours: the moments `first`, `last`; `why`, if the pause says |
    | `skipped`, `worked` | `day`, `reason` and its facts: a day that did not count, and one that did against its kind |
    | `counted` | `length`, `unit`, `day` (of hours: `moment`), `source` |
    | `extended` | `rung`, `by`, `at`, `length`, `unit`, `counts_from`, `day` or `moment`, `source` |
    | `extension_late` | `rung`, `by`, `at`, `ended`, `source`: the clock had ended by then |
    | `extension_not_allowed`, `extension_out_of_order` | `rung`, `by`, `at`, `source` |
    | `rolled` | `from`, `to`, `reason` and its facts |
    | `waiting` | `since`, `why`: an open pause holds the end back |
    | `ends` | `moment`, `day` |
    | `stopped` | `by` (the code of the entry), `moment`, `to` |
    """

    code: StepCode
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class DutyDue:
    """Until when a duty of an office had to be fulfilled, and whether it was. Moments in UTC.

    `lapsed_at`: the matter went on or ended before the duty was due, and it is owed no more.
    """

    code: str
    office: str
    started: datetime
    moment: datetime
    fulfilled_at: datetime | None
    lapsed_at: datetime | None
    is_late: bool
    who: str
    tells: tuple[str, ...]
    source: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class OfficeClock:
    """The clock of one office: from `started` to `stopped`, when it forwarded the matter or ended it (`stopped_by`).

    `moment` and `earliest` as in DueDate; `is_late`: the office took, or is taking, longer than the term.
    """

    office: str
    started: datetime
    stopped: datetime | None
    stopped_by: str
    moment: datetime | None
    earliest: datetime
    is_late: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class DueDate:
    """The end of a term in UTC, None while an open pause holds it back or nothing has started; and the steps to it.

    `earliest` is the end if an open pause ended now, else the same moment. `clocks` has one for each office in turn,
    and the last is the one that `moment` and `steps` speak of. Duties are those of all clocks.
    """

    moment: datetime | None
    earliest: datetime | None
    steps: tuple[Step, ...]
    duties: tuple[DutyDue, ...] = ()
    clocks: tuple[OfficeClock, ...] = ()
