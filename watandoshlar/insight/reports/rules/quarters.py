"""Quarters, and when their figures are settled: then they are published, and what comes later changes none of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

SETTLED_AFTER = timedelta(days=45)
"""From the last day of a quarter: an answer can be disputed for thirty days, longer where the last one is a day off."""
SHOWN = 8
"""Two years of quarters."""


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of the calendar, by the days of each post."""

    year: int
    number: int

    @property
    def code(self) -> str:
        return f"{self.year}-{self.number}"

    @property
    def first_day(self) -> date:
        return date(self.year, 3 * self.number - 2, 1)

    @property
    def last_day(self) -> date:
        return self.next().first_day - timedelta(days=1)

    @property
    def as_of(self) -> date:
        """The day on which the figures are settled."""
        return self.last_day + SETTLED_AFTER

    @property
    def settled_at(self) -> datetime:
        """The moment up to which anything counts: one for all posts, when `as_of` begins in UTC."""
        return datetime.combine(self.as_of, time(), UTC)

    def next(self) -> "Quarter":
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        return Quarter(self.year - (self.number == 1), (self.number - 2) % 4 + 1)


def published_quarters(now: datetime) -> list[Quarter]:
    """The quarters whose figures are settled, newest first."""
    return [quarter for quarter, _ in zip(_settled(now), range(SHOWN), strict=False)]


def _settled(now: datetime) -> Iterator[Quarter]:
    day = now.astimezone(UTC).date()
    quarter = Quarter(day.year, (day.month + 2) // 3)
    while quarter.settled_at > now:
        quarter = quarter.previous()
    while True:
        yield quarter
        quarter = quarter.previous()


def quarter_named(code: str, among: list[Quarter]) -> Quarter | None:
    """The one of the quarters that the code names."""
    return next((quarter for quarter in among if quarter.code == code), None)
