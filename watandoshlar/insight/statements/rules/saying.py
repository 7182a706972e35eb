"""What held on a day, how it ranks, and the record by which nobody can change what was said."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from watandoshlar.insight.statements.rules.subjects import NOT_NAMED, Statement, Subject


def holding_on(subject: Subject, day: date) -> tuple[Statement, ...]:
    """What we said on that day: said by then, and not yet superseded then."""
    said = [statement for statement in subject.statements if statement.said_on <= day]
    replaced = {statement.supersedes for statement in said}
    return tuple(statement for statement in said if statement.id not in replaced)


def by_place(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Statements side by side, the places with the largest number first. Numbers of a place are compared, never
    added."""
    places: dict[str, list[Statement]] = {}
    for statement in statements:
        places.setdefault(statement.place, []).append(statement)
    largest = {place: max(statement.value for statement in found) for place, found in places.items()}
    for found in places.values():
        found.sort(key=lambda statement: (-statement.value, statement.id))
    return dict(sorted(places.items(), key=lambda item: (-largest[item[0]], item[0])))


def ranked(statements: Iterable[Statement], source: str, measure: str) -> list[Statement]:
    """The statements of one source about one measure, largest first: only these can be compared with each other."""
    chosen = [one for one in statements if (one.source, one.measure) == (source, measure)]
    return sorted(chosen, key=lambda statement: (-statement.value, statement.place))


def columns(statements: Sequence[Statement]) -> list[tuple[str, str]]:
    """Each source with each measure that it speaks of, those with most places first."""
    counted: dict[tuple[str, str], int] = {}
    for statement in statements:
        column = (statement.source, statement.measure)
        counted[column] = counted.get(column, 0) + 1
    return sorted(counted, key=lambda column: (-counted[column], column))


def span(statements: Iterable[Statement]) -> tuple[Decimal, Decimal]:
    """The smallest and the largest of the numbers of one place."""
    values = [statement.value for statement in statements]
    return min(values), max(values)


def record_of(subjects: Mapping[str, Subject], kept: Sequence[str] = ()) -> list[str]:
    """The record of all that was said, a line each: subject, statement, and a hash over it and all lines before it.

    Lines that are kept already come first and in their order, then what is new, by the day on which it is said. A kept
    line whose statement is no longer there is left out.
    """
    known = {(code, one.id): (subject, one) for code, subject in subjects.items() for one in subject.statements}
    order = [(code, name) for code, name, _chain in map(str.split, kept) if (code, name) in known]
    new = [key for key in known if key not in set(order)]
    order += sorted(new, key=lambda key: (known[key][1].said_on, key))
    lines, chain = [], ""
    for code, name in order:
        chain = hashlib.sha256(f"{chain}\n{_spelled(*known[code, name])}".encode()).hexdigest()
        lines.append(f"{code} {name} {chain}")
    return lines


def changed_since(kept: Sequence[str], subjects: Mapping[str, Subject]) -> str:
    """The first line of the kept record that is no longer true: what it says was changed or taken out, or something
    before it was. Empty when all of it holds."""
    now = record_of(subjects, kept)
    return next((line for number, line in enumerate(kept) if number >= len(now) or now[number] != line), "")


def said_in_the_past(kept: Sequence[str], subjects: Mapping[str, Subject]) -> list[str]:
    """New statements that claim to have been said before others that are on record."""
    days = {(code, one.id): one.said_on for code, subject in subjects.items() for one in subject.statements}
    recorded = {(code, name) for code, name, _chain in map(str.split, kept)}
    last = max((days[key] for key in recorded if key in days), default=None)
    return [
        f"{code} {name}" for (code, name), day in days.items() if (code, name) not in recorded and last and day < last
    ]


def _spelled(subject: Subject, statement: Statement) -> str:
    """All that a reader was told: the number, and the words by which it was understood."""
    source = subject.source_of(statement)
    content = {
        **{name: str(getattr(statement, name)) for name in ("id", "place", "value", "precision", "said_on")},
        "as_of": statement.as_of or NOT_NAMED,
        "measure": dict(subject.measures[statement.measure].words),
        "source": dict(source.title),
        "approved_by": dict(statement.approved_by),
        "supersedes": statement.supersedes,
        # What was recorded before reasons were given had none.
        **({"reason": dict(statement.reason)} if statement.reason else {}),
    }
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
