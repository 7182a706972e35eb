"""The raw values of a definition, each with its place, read by what it must be; what is wrong is noted there."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from watandoshlar.domains.catalogue.rules.definition import Rule, Source, fields_of
from watandoshlar.domains.catalogue.rules.faults import Problem
from watandoshlar.foundation.conditions import ConditionError, Environment

Marks = Mapping[str, tuple[int, int]]
Item = TypeVar("Item")

IDENTIFIER = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
SLUG = re.compile(r"_?[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
DECIMAL = re.compile(r"\d{1,6}(?:\.\d{1,4})?")
LONGEST_ID = 40


class Stop(Exception):
    """The part cannot be read any further; its problem has been noted."""


@dataclass
class Notes:
    """What the parts of one definition share while they are read."""

    marks: Marks
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    page_of: dict[str, int] = field(default_factory=dict)
    environment: Environment = field(default_factory=lambda: Environment({}))
    row_environments: dict[str, Environment] = field(default_factory=dict)


@dataclass(frozen=True)
class Node:
    """A raw value with its place, read by what it must be."""

    raw: Any
    path: str
    notes: Notes

    def problem(self, code: str, **facts: Any) -> None:
        path = self.path
        while path and path not in self.notes.marks:
            path = path[: max(path.rfind("."), path.rfind("["), 0)]
        line, column = self.notes.marks.get(path, (0, 0))
        self.notes.problems.append(Problem(self.path, code, facts, line=line, column=column))

    def stop(self, code: str, **facts: Any) -> Stop:
        self.problem(code, **facts)
        return Stop()

    def mapping(self, required: tuple[str, ...] = (), optional: tuple[str, ...] = ()) -> dict[str, "Node"]:
        if not isinstance(self.raw, dict):
            raise self.stop("not_a_mapping")
        for key in self.raw:
            if key not in required and key not in optional:
                self.child(key).problem("unknown_key", known=[*required, *optional])
        missing = [key for key in required if key not in self.raw]
        for key in missing:
            self.problem("missing_key", key=key)
        if missing:
            raise Stop
        return {key: self.child(key) for key in (*required, *optional) if key in self.raw}

    def child(self, key: Any) -> "Node":
        return Node(self.raw[key], f"{self.path}.{key}" if self.path else str(key), self.notes)

    def items(self, *, may_be_empty: bool = False) -> list["Node"]:
        if not isinstance(self.raw, list):
            raise self.stop("not_a_list")
        if not self.raw and not may_be_empty:
            raise self.stop("empty")
        return [Node(raw, f"{self.path}[{index}]", self.notes) for index, raw in enumerate(self.raw)]

    def each(self, read: Callable[["Node"], Item], *, may_be_empty: bool = False) -> tuple[Item, ...]:
        """What can be read of the items; the problems of the others are noted."""
        read_items = []
        try:
            for node in self.items(may_be_empty=may_be_empty):
                try:
                    read_items.append(read(node))
                except Stop:
                    continue
        except Stop:
            return ()
        return tuple(read_items)

    def text(self) -> str:
        if not isinstance(self.raw, str):
            raise self.stop("not_a_text")
        return self.raw

    def boolean(self) -> bool:
        if not isinstance(self.raw, bool):
            raise self.stop("not_a_boolean")
        return self.raw

    def one_of(self, words: tuple[str, ...]) -> str:
        if self.raw not in words:
            raise self.stop("not_one_of", known=list(words))
        return self.text()

    def whole_number(self) -> int:
        if not is_int(self.raw) or self.raw < 0:
            raise self.stop("not_a_number")
        return int(self.raw)

    def decimal(self) -> Decimal:
        """A positive number written as text, so that no digit is lost on the way."""
        text = self.text()
        if not DECIMAL.fullmatch(text) or not Decimal(text):
            raise self.stop("not_a_number")
        return Decimal(text)

    def identifier(self) -> str:
        text = self.text()
        if not IDENTIFIER.fullmatch(text) or len(text) > LONGEST_ID:
            raise self.stop("bad_id", id=text)
        return text

    def source(self) -> str:
        key = self.text()
        if key not in self.notes.sources:
            raise self.stop("unknown_source", source=key, known=list(self.notes.sources))
        return key

    def condition(
        self, expect: str, environment: Environment, allowed: Callable[[str], bool] = lambda name: True
    ) -> Rule:
        """A condition whose result is of the type `expect` and which uses only `allowed` fields."""
        if isinstance(self.raw, bool) and expect == "bool":
            return self.raw
        source = str(self.raw) if expect == "int" and is_int(self.raw) else self.text()
        try:
            condition = environment.compile(source, expect)
        except ConditionError as error:
            raise self.stop(error.code, line=error.line, column=error.column, detail=error.detail) from error
        later = sorted(name for name in fields_of(condition) if name in self.notes.fields and not allowed(name))
        if later:
            raise self.stop("later_field", fields=later)
        return condition


def is_int(raw: Any) -> bool:
    return isinstance(raw, int) and not isinstance(raw, bool)
