"""Rules, ledgers and reckoned dates as JSON: what a lawyer writes down and reads.

Reading is strict: a key that is missing or unknown, or a value of another kind, raises NotReadable with its path, as
`ledger[2].at: a moment with its offset is needed, not 'tomorrow'`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Any, get_args

from watandoshlar.foundation.calendars import CalendarProblem, OfficeCalendar, office_calendar

from .terms import CountsFrom, DueDate, Duty, DutyDue, Entry, OfficeClock, Rolls, Rung, Step, Term, Unit

Reader = Callable[[Any, str], Any]


class NotReadable(ValueError):
    """`path` is where something is wrong."""

    def __init__(self, path: str, what: str) -> None:
        super().__init__(f"{path}: {what}")
        self.path = path


def read_term(raw: Mapping[str, Any], path: str = "rule") -> Term:
    """The term that `raw` describes; its keys are the fields of Term, Rung and Duty. Raises NotReadable."""
    values = _values(Term, raw, path)
    try:
        return Term(**values)
    except ValueError as error:
        raise NotReadable(path, str(error)) from error


def read_ledger(raw: Sequence[Mapping[str, Any]], path: str = "ledger") -> tuple[Entry, ...]:
    """The entries that `raw` lists; their keys are the fields of Entry. Raises NotReadable."""
    return tuple(_entry(one, f"{path}[{number}]") for number, one in enumerate(_list(raw, path)))


def read_calendars(raw: Mapping[str, Any], path: str = "calendars") -> dict[str, OfficeCalendar]:
    """Calendars by code of their office, each with the keys of `calendars.office_calendar`. Raises NotReadable."""
    return {office: _calendar(one, f"{path}.{office}") for office, one in _mapping(raw, path).items()}


def written(due_date: DueDate) -> dict[str, Any]:
    """The reckoned date as plain values for JSON; moments in UTC, as ISO 8601."""
    return {
        "moment": _moment_written(due_date.moment),
        "earliest": _moment_written(due_date.earliest),
        "steps": _steps_written(due_date.steps),
        "duties": [_plain(duty) for duty in due_date.duties],
        "clocks": [_plain(clock) for clock in due_date.clocks],
    }


def _plain(part: DutyDue | OfficeClock) -> dict[str, Any]:
    plain = {one.name: getattr(part, one.name) for one in fields(part)}
    return {key: _moment_written(value) if isinstance(value, datetime) else value for key, value in plain.items()} | {
        "steps": _steps_written(part.steps)
    }


def _steps_written(steps: Sequence[Step]) -> list[dict[str, Any]]:
    return [{"code": step.code, "facts": step.facts} for step in steps]


def _moment_written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


# --- reading --------------------------------------------------------------------------------------------------------


def _values(record: type[Term | Rung | Duty | Entry], raw: Any, path: str) -> dict[str, Any]:
    """The fields of a record, each read by its kind."""
    known = {one.name: one for one in fields(record)}
    for key in _mapping(raw, path):
        if key not in known:
            raise NotReadable(f"{path}.{key}", f"unknown, known are {', '.join(known)}")
    for name, one in known.items():
        if name not in raw and one.default is MISSING and one.default_factory is MISSING:
            raise NotReadable(path, f"{name} is missing")
    return {name: READERS[name](raw[name], f"{path}.{name}") for name in known if name in raw}


def _mapping(raw: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise NotReadable(path, f"keys with values are needed, not {raw!r}")
    return raw


def _list(raw: Any, path: str) -> Sequence[Any]:
    if not isinstance(raw, list | tuple):
        raise NotReadable(path, f"a list is needed, not {raw!r}")
    return raw


def _text(raw: Any, path: str) -> str:
    if not isinstance(raw, str):
        raise NotReadable(path, f"a text is needed, not {raw!r}")
    return raw


def _number(raw: Any, path: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 0:
        raise NotReadable(path, f"a whole number from 0 is needed, not {raw!r}")
    return raw


def _truth(raw: Any, path: str) -> bool:
    if not isinstance(raw, bool):
        raise NotReadable(path, f"true or false is needed, not {raw!r}")
    return raw


def _texts(raw: Any, path: str) -> tuple[str, ...]:
    return tuple(_text(one, f"{path}[{number}]") for number, one in enumerate(_list(raw, path)))


def _one_of(words: tuple[str, ...]) -> Reader:
    def read(raw: Any, path: str) -> Any:
        if raw not in words:
            raise NotReadable(path, f"one of {', '.join(words)} is needed, not {raw!r}")
        return raw

    return read


def _each(record: type[Rung | Duty]) -> Reader:
    def read(raw: Any, path: str) -> tuple[Any, ...]:
        places = [(one, f"{path}[{number}]") for number, one in enumerate(_list(raw, path))]
        return tuple(record(**_values(record, one, place)) for one, place in places)

    return read


def _moment(raw: Any, path: str) -> datetime:
    try:
        moment = datetime.fromisoformat(_text(raw, path))
    except ValueError:
        moment = None
    if moment is None or moment.utcoffset() is None:
        raise NotReadable(path, f"a moment with its offset is needed, not {raw!r}")
    return moment


def _moment_or_none(raw: Any, path: str) -> datetime | None:
    return None if raw is None else _moment(raw, path)


def _facts(raw: Any, path: str) -> dict[str, Any]:
    for key, value in _mapping(raw, path).items():
        if not isinstance(value, str | int | bool):
            raise NotReadable(f"{path}.{key}", f"a text, a number or true or false is needed, not {value!r}")
    return dict(raw)


def _entry(raw: Any, path: str) -> Entry:
    entry = Entry(**_values(Entry, raw, path))
    for key, read in NEEDED_FACTS.get(entry.code, {}).items():
        if key not in entry.facts:
            raise NotReadable(f"{path}.facts", f"{key} is missing")
        read(entry.facts[key], f"{path}.facts.{key}")
    return entry


def _day(raw: Any, path: str) -> date:
    try:
        return date.fromisoformat(_text(raw, path))
    except ValueError as error:
        raise NotReadable(path, f"a day such as 2026-11-30 is needed, not {raw!r}") from error


def _calendar(raw: Any, path: str) -> OfficeCalendar:
    try:
        return office_calendar(_mapping(raw, path))
    except CalendarProblem as problem:
        raise NotReadable(f"{path}.{problem.code}", f"{problem.value!r} cannot be used") from problem


READERS: Mapping[str, Reader] = {
    "id": _text,
    "code": _text,
    "length": _number,
    "unit": _one_of(get_args(Unit)),
    "source": _text,
    "rolls": _one_of(get_args(Rolls)),
    "may_pause": _truth,
    "starts": _text,
    "ends": _texts,
    "ladder": _each(Rung),
    "duties": _each(Duty),
    "counts_from": _one_of(get_args(CountsFrom)),
    "by": _texts,
    "tells": _texts,
    "who": _text,
    "fulfilled_by": _texts,
    "at": _moment,
    "office": _text,
    "facts": _facts,
    "known_at": _moment_or_none,
}
NEEDED_FACTS: Mapping[str, Mapping[str, Reader]] = {
    "extended": {"rung": _text},
    "forwarded": {"to": _text},
    "day_changed": {"day": _day, "works": _truth, "source": _text},
}
