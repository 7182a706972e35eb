"""Steps as a table: which states a thing has, and which named step leads from one of them to another.

A room writes its table down in `states.py`, and its database holds the same and refuses every other step. A room that
says more of a state or a step has records of its own; what is asked of the table is asked here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

__all__ = ["Leads", "State", "Step", "by_code", "may", "open_codes", "target"]


@dataclass(frozen=True)
class State:
    code: str
    label: object
    """What `str()` turns into text, so also a lazily translated one."""
    tone: str = ""
    is_open: bool = False
    """Whether a step leads on, or it still counts."""


@dataclass(frozen=True)
class Step:
    name: str
    source: str
    target: str
    who: str = ""


class Leads(Protocol):
    """A step of any room, as far as it is asked here."""

    @property
    def name(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def target(self) -> str: ...


def by_code(*states: State) -> dict[str, State]:
    return {state.code: state for state in states}


def open_codes(states: dict[str, State]) -> tuple[str, ...]:
    return tuple(state.code for state in states.values() if state.is_open)


def may(steps: Iterable[Leads], name: str, state: str) -> bool:
    """Whether the step `name` begins in `state`."""
    return any(step.name == name and step.source == state for step in steps)


def target(steps: Iterable[Leads], name: str, state: str) -> str:
    """Where the step `name` leads from `state`. Raises KeyError for a step that the table lacks."""
    for step in steps:
        if step.name == name and step.source == state:
            return step.target
    raise KeyError((name, state))
