"""Declaring names, compiling conditions and evaluating them with the CEL runtime."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cel_expr_python import cel

from watandoshlar.foundation.conditions.days import as_timestamp, days_between, months_between, years_between

MAXIMUM_LENGTH = 1000
TYPES: Mapping[str, Any] = {
    "string": cel.Type.STRING,
    "int": cel.Type.INT,
    "double": cel.Type.DOUBLE,
    "bool": cel.Type.BOOL,
    "timestamp": cel.Type.TIMESTAMP,
    "list<string>": cel.Type.List(cel.Type.STRING),
    "map<string,dyn>": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
}
_POSITION = re.compile(r"<input>:(\d+):(\d+): ([^\n]*)")
_LITERAL = re.compile(r"[rRbB]{0,2}(?:'''.*?'''|\"\"\".*?\"\"\"|'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\")", re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


class ConditionError(Exception):
    """A condition that cannot be compiled or evaluated.

    `code` is `too_long`, `syntax_error`, `unknown_name`, `type_error`, `wrong_result` or `evaluation_failed`;
    `line` and `column` count from 1 within the expression; `detail` is the checker's own sentence in English;
    `condition` is the one that failed when it was evaluated.
    """

    def __init__(self, code: str, line: int, column: int, detail: str, condition: "Condition | None" = None) -> None:
        super().__init__(f"{line}:{column}: {detail}")
        self.condition = condition
        self.code = code
        self.line = line
        self.column = column
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Situation:
    """Values bound to the names of one environment, ready for any number of conditions of that environment."""

    environment: "Environment"
    activation: Any


@dataclass(frozen=True, slots=True, eq=False)
class Condition:
    """A checked expression. Two conditions are equal when their source and result type are."""

    source: str
    expect: str
    names: frozenset[str]
    environment: "Environment"
    expression: Any

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Condition) and (self.source, self.expect) == (other.source, other.expect)

    def __hash__(self) -> int:
        return hash((self.source, self.expect))

    @property
    def constant(self) -> Any:
        """The value of an expression that uses no name; None for one that does."""
        return None if self.names else self.evaluate({})

    def evaluate(self, values: Situation | Mapping[str, Any]) -> Any:
        """The value of the expression; raises ConditionError `evaluation_failed`, e.g. for a division by zero.

        A situation must be of the environment that compiled the condition: the runtime mixes up values otherwise.
        """
        if isinstance(values, Situation) and values.environment is not self.environment:
            raise ValueError(f"the situation is of another environment than the condition {self.source}")
        try:
            if isinstance(values, Situation):
                result = self.expression.eval(activation=values.activation)
            else:
                result = self.expression.eval(data=dict(values))
        except (RuntimeError, ValueError, TypeError) as error:
            raise ConditionError("evaluation_failed", 1, 1, f"{self.source}: {error}", self) from error
        if result.type() == cel.Type.ERROR:
            raise ConditionError("evaluation_failed", 1, 1, f"{self.source}: {result.value()}", self)
        return result.plain_value()


class Environment:
    """The names that conditions may use, with their types, and the functions that every condition has."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = dict(variables)
        types = {name: TYPES[kind] for name, kind in self.variables.items()}
        self._env = cel.NewEnv(variables=types, functions=_functions())
        self._compiled: dict[tuple[str, str], Condition] = {}

    def compile(self, source: str, expect: str) -> Condition:
        """Check `source` and that its result is of the type `expect`; raises ConditionError saying where."""
        if (source, expect) not in self._compiled:
            self._compiled[source, expect] = self._compile(source, expect)
        return self._compiled[source, expect]

    def _compile(self, source: str, expect: str) -> Condition:
        if len(source) > MAXIMUM_LENGTH:
            raise ConditionError("too_long", 1, MAXIMUM_LENGTH, f"longer than {MAXIMUM_LENGTH} characters")
        try:
            expression = self._env.compile(source)
        except RuntimeError as error:
            raise _refusal(str(error)) from error
        result = expression.return_type()
        if result != TYPES[expect]:
            raise ConditionError("wrong_result", 1, 1, f"gives {result.name()}, not {TYPES[expect].name()}")
        return Condition(source, expect, names_in(source), self, expression)

    def situation(self, values: Mapping[str, Any]) -> Situation:
        """Bind `values`: one for every name of the environment."""
        return Situation(self, self._env.Activation(data=dict(values)))


def _refusal(message: str) -> ConditionError:
    found = _POSITION.search(message)
    line, column, detail = (int(found[1]), int(found[2]), found[3]) if found else (1, 1, message)
    if "undeclared reference" in detail:
        code = "unknown_name"
    elif detail.startswith("Syntax error") or not found:
        code = "syntax_error"
    else:
        code = "type_error"
    return ConditionError(code, line, column, detail)


def names_in(source: str) -> frozenset[str]:
    """Every name in the expression, dotted names with each of their beginnings; words inside strings do not count."""
    names: set[str] = set()
    for match in _NAME.finditer(_LITERAL.sub(" ", source)):
        parts = match[0].split(".")
        names.update(".".join(parts[:length]) for length in range(1, len(parts) + 1))
    return frozenset(names)


def literals_in(source: str) -> frozenset[str]:
    """Every text that the expression writes out, without its quotes."""
    return frozenset(match[0].lstrip("rRbB").strip("'\"") for match in _LITERAL.finditer(source))


def _day(text: str) -> datetime:
    return as_timestamp(date.fromisoformat(text))


def _functions() -> list[Any]:
    between = [
        cel.FunctionDecl(name, [cel.Overload(f"{name}_days", cel.Type.INT, [cel.Type.TIMESTAMP] * 2, impl=count)])
        for name, count in (
            ("years_between", years_between),
            ("months_between", months_between),
            ("days_between", days_between),
        )
    ]
    return [
        *between,
        cel.FunctionDecl("date", [cel.Overload("date_text", cel.Type.TIMESTAMP, [cel.Type.STRING], impl=_day)]),
    ]
