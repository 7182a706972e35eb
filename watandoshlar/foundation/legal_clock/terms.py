"""The values that the legal clock takes and gives."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

Unit = Literal["hours", "calendar_days", "working_days", "months"]
StepCode = Literal["start", "paused", "pause_not_allowed", "waiting", "counted", "skipped", "rolled", "ends"]
Fact = str | int | bool


@dataclass(frozen=True)
class Term:
    """A length of time given by law. `source` names the article; `rolls` says what a closed last day does."""

    id: str
    length: int
    unit: Unit
    source: str
    rolls: Literal["forward", "none"] = "forward"
    may_pause: bool = False

    def __post_init__(self) -> None:
        if self.length < 0:
            raise ValueError(f"term {self.id} has a negative length")


@dataclass(frozen=True)
class Pause:
    """The clock stands from `begins` until `ends`; None while it still stands. Both moments are aware."""

    begins: datetime
    ends: datetime | None = None

    def __post_init__(self) -> None:
        if self.begins.utcoffset() is None or (self.ends and self.ends.utcoffset() is None):
            raise ValueError("the moments of a pause must be aware")
        if self.ends and self.ends < self.begins:
            raise ValueError("a pause ends before it begins")


@dataclass(frozen=True)
class Step:
    """One line of the reckoning. Moments and days among the facts are ISO 8601 text, ready to be kept."""

    code: StepCode
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class DueDate:
    """The end of a term in UTC, None while a pause without end holds it back; and the steps that led there."""

    moment: datetime | None
    steps: tuple[Step, ...]
