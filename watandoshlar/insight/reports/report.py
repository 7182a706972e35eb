"""What every report has: a reader, columns with definitions, a small-number rule. Counts go in, figures come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.posts.api import Post
from watandoshlar.insight.reports.columns import Column
from watandoshlar.insight.reports.rules.quarters import Quarter
from watandoshlar.insight.reports.rules.small_numbers import SmallNumbers

ANYONE = "anyone"
Figures = tuple[int | None, ...]
"""One for each column, in their order; None is withheld."""


@dataclass(frozen=True)
class Row:
    """The figures of one post in one quarter; `post` is None for all of them together."""

    post: Post | None
    quarter: Quarter
    figures: Figures


class Report:
    """A report of a kind is a class. One that lacks what a report must have cannot be defined."""

    reader: ClassVar[str]
    """ANYONE, or the code of the role that may read it."""
    columns: ClassVar[Sequence[Column]]
    rule: ClassVar[SmallNumbers]

    def __init_subclass__(cls) -> None:
        if missing := [name for name in ("reader", "columns", "rule") if not getattr(cls, name, None)]:
            raise TypeError(f"{cls.__name__} does not say: {', '.join(missing)}")

    def __init__(self, account: Any) -> None:
        """A report opened by somebody; an anonymous visitor is somebody too. Raises RoleMissing."""
        if self.reader != ANYONE:
            require_role(account, self.reader)

    def figures(self, counts: Any) -> Figures:
        return tuple(column.figure(self.rule, counts) for column in self.columns)

    def whole(self, parts: Sequence[Any]) -> Figures:
        return tuple(column.whole(self.rule, parts) for column in self.columns)
