"""Times beside the terms of the law: reopening, warnings before a term ends, links for bodies outside the platform."""

from dataclasses import dataclass
from functools import cache

from watandoshlar.foundation.legal_clock import Term
from watandoshlar.foundation.yaml_files import finish, read_table

from .reading import STATES, Item, shipped

UNITS = ("calendar_days", "working_days", "months")


@dataclass(frozen=True)
class Times:
    """`reopening` runs from an answer, `reply_link` from a forward; `alerts` are days before a term ends."""

    reopening: Term
    reply_link: Term
    alerts: tuple[int, ...]


def read_times(text: str, file: str) -> Times:
    """Raises TableProblems with everything that is wrong."""
    table = read_table(text, file)
    parts = table.parts(("reopening", "alerts", "reply_link"))
    alerts = parts["alerts"].parts(("days", "source", "state"))
    times = Times(
        reopening=_term(parts["reopening"], "reopening", "answered"),
        reply_link=_term(parts["reply_link"], "reply_link", "forwarded"),
        alerts=tuple(sorted((_number(day) for day in alerts["days"].items()), reverse=True)),
    )
    finish(table)
    return times


@cache
def shipped_times() -> Times:
    """The times of tables/times.yaml."""
    return read_times(shipped("times.yaml"), "times.yaml")


def urgency(days_left: int, alerts: tuple[int, ...]) -> str:
    """red: the last day has come or gone; amber: a warning was due; green: there is time."""
    if days_left <= min(alerts):
        return "red"
    return "amber" if days_left <= max(alerts) else "green"


def _term(item: Item, code: str, starts: str) -> Term:
    parts = item.parts(("length", "unit", "source", "state"))
    parts["state"].one_of(STATES, "unknown_state")
    unit = parts["unit"].one_of(UNITS, "unknown_unit") or UNITS[0]
    return Term(code, _number(parts["length"]), unit, parts["source"].text(), starts=starts)


def _number(item: Item) -> int:
    return int(item.text(r"\d{1,3}", "bad_number") or 0)
