"""Kinds of columns: what each reads from the counts of one part, and how it says it of the whole."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers


@dataclass(frozen=True)
class Column(ABC):
    """A column of a report: its heading and what exactly its figures count."""

    code: str
    label: str
    definition: str

    @abstractmethod
    def figure(self, rule: SmallNumbers, counts: Any) -> int | None:
        """The figure of one part; None when it is withheld."""

    @abstractmethod
    def whole(self, rule: SmallNumbers, parts: Sequence[Any]) -> int | None:
        """The figure of all parts together; None when it is withheld."""


@dataclass(frozen=True)
class Count(Column):
    number: Callable[[Any], int]

    def figure(self, rule: SmallNumbers, counts: Any) -> int | None:
        return rule.count(self.number(counts))

    def whole(self, rule: SmallNumbers, parts: Sequence[Any]) -> int | None:
        return rule.whole_count([self.number(counts) for counts in parts])


@dataclass(frozen=True)
class Share(Column):
    part: Callable[[Any], int]
    base: Callable[[Any], int]

    def figure(self, rule: SmallNumbers, counts: Any) -> int | None:
        return rule.share(self.part(counts), self.base(counts))

    def whole(self, rule: SmallNumbers, parts: Sequence[Any]) -> int | None:
        return rule.whole_share([(self.part(counts), self.base(counts)) for counts in parts])


@dataclass(frozen=True)
class Percentile(Column):
    percent: int
    values: Callable[[Any], Mapping[int, int]]

    def figure(self, rule: SmallNumbers, counts: Any) -> int | None:
        return rule.percentile(self.percent, self.values(counts))

    def whole(self, rule: SmallNumbers, parts: Sequence[Any]) -> int | None:
        return rule.whole_percentile(self.percent, [self.values(counts) for counts in parts])
