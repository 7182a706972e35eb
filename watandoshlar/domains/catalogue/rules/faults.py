"""What can be wrong with an answer (Fault) and with a definition (Problem): codes with facts, never sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one answer.

    `part` names the part of the typed answer ("year", in a group "1.child_name.family" with the id of the row), "" the
    whole; `facts` fill the placeholders of the sentence in `catalogue.errors`.
    """

    code: str
    part: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)

    def inside(self, part: str) -> "Fault":
        """The same fault seen from the whole of which the answer is the part `part`."""
        return Fault(self.code, f"{part}.{self.part}" if self.part else part, self.facts)


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a definition folder.

    `file` is relative to the folder; `path` like `pages[1].fields[0].show_if`; `line` and `column` count from 1 in the
    file, 0 when unknown; `facts` say more, for a condition its own `line`, `column` and `detail`.
    """

    path: str
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    file: str = "definition.yaml"
    line: int = 0
    column: int = 0

    @property
    def place(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file

    def __str__(self) -> str:
        facts = "".join(f" {name}={value!r}" for name, value in self.facts.items())
        return f"{self.place} {self.path} {self.code}{facts}"


class DefinitionProblems(Exception):
    """A definition that cannot be used; `problems` says everything that is wrong with it, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))
