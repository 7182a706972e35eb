"""A file of statements, read and checked. The folder's README explains every part."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from watandoshlar.foundation import countries
from watandoshlar.foundation.yaml_files import Item, Source, TableProblems, read_yaml, sources_of, words_of

FOLDER = "statements"
CODE = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
PRECISIONS = ("exact", "about", "at_least")
UNITS = ("people",)
# What stands for the day of a number whose source names none.
NOT_NAMED = "not_named"


@dataclass(frozen=True)
class Measure:
    """What is counted, in which unit."""

    unit: str
    words: Mapping[str, str]


@dataclass(frozen=True)
class Statement:
    """One published number about one place (ISO 3166-1).

    value       exact as said; `precision`: exact · about · at_least
    as_of       the day, month or year that the number speaks of (2024, 2024-12, 2024-12-31); None: the source has none
    said_on     the day on which the platform published it; approved_by is who answers for it there, empty for nobody
    supersedes  the statement whose place it takes, empty for none; `reason` says why, empty for a newer number
    """

    id: str
    place: str
    measure: str
    value: Decimal
    precision: str
    as_of: str | None
    source: str
    said_on: date
    approved_by: Mapping[str, str]
    supersedes: str = ""
    reason: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Subject:
    """One file: numbers that answer one question, in the order in which they were said."""

    code: str
    title: Mapping[str, str]
    about: Mapping[str, str]
    sources: Mapping[str, Source]
    measures: Mapping[str, Measure]
    statements: tuple[Statement, ...]

    def source_of(self, statement: Statement) -> Source:
        return self.sources[statement.source]


class StatementProblems(TableProblems):
    """The files cannot be used."""


def parse_subject(text: str, file: str) -> Subject:
    """Read and check one file; `file` is its name. Raises StatementProblems with everything that is wrong."""
    whole = read_yaml(text, FOLDER, file)
    subject = None if whole.problems else _subject(whole, file.removesuffix(".yaml"))
    if subject is None or whole.problems:
        raise StatementProblems(whole.problems)
    return subject


def _subject(whole: Item, stem: str) -> Subject | None:
    parts = whole.parts(
        required=("subject", "title", "about", "sources", "measures", "statements"), optional=("reasons",)
    )
    code = parts["subject"].text(CODE, "bad_code")
    if code and code != stem:
        parts["subject"].refuse("code_is_not_file_name", file=whole.report.file)
    sources = sources_of(parts["sources"])
    measures = {name: _measure(entry) for name, entry in parts["measures"].entries().items()}
    reasons = (
        {name: words_of(entry) for name, entry in parts["reasons"].entries().items()} if "reasons" in parts else {}
    )
    found: list[tuple[Item, Statement]] = []
    for entry in parts["statements"].items():
        statement = _statement(entry, measures, sources, reasons)
        if statement:
            _check_course(entry, statement, [before for _entry, before in found])
            found.append((entry, statement))
    title, about = words_of(parts["title"]), words_of(parts["about"])
    if whole.problems:
        return None
    return Subject(code, title, about, sources, measures, tuple(statement for _entry, statement in found))


def _measure(item: Item) -> Measure:
    parts = item.parts(required=("unit", "words"))
    return Measure(parts["unit"].one_of(UNITS, "unknown_unit"), words_of(parts["words"]))


def _statement(
    item: Item,
    measures: Mapping[str, Measure],
    sources: Mapping[str, Source],
    reasons: Mapping[str, Mapping[str, str]],
) -> Statement | None:
    before = len(item.problems)
    parts = item.parts(
        required=("id", "place", "measure", "value", "precision", "as_of", "source", "said_on"),
        optional=("approved_by", "supersedes", "reason"),
    )
    place = parts["place"].text()
    if place and not countries.is_country(place):
        parts["place"].refuse("unknown_country", value=place)
    value = parts["value"].text(r"\d{1,12}(\.\d{1,3})?", "bad_value")
    said_on = parts["said_on"].day()
    read = {
        "id": parts["id"].text(CODE, "bad_code"),
        "place": place,
        "measure": parts["measure"].one_of(measures, "unknown_measure"),
        "value": Decimal(value or 0),
        "precision": parts["precision"].one_of(PRECISIONS, "unknown_precision"),
        "as_of": _as_of(parts["as_of"]),
        "source": parts["source"].one_of(sources, "unknown_source"),
        "approved_by": words_of(parts["approved_by"]) if "approved_by" in parts else {},
        "supersedes": parts["supersedes"].text(CODE, "bad_code") if "supersedes" in parts else "",
        "reason": reasons.get(parts["reason"].one_of(reasons, "unknown_reason"), {}) if "reason" in parts else {},
    }
    if "reason" in parts and "supersedes" not in parts:
        parts["reason"].refuse("supersedes_nothing")
    if len(item.problems) > before or said_on is None:
        return None
    return Statement(said_on=said_on, **read)  # type: ignore[arg-type]


def _as_of(item: Item) -> str | None:
    if item.written() == NOT_NAMED:
        return None
    return item.text(r"\d{4}(-(0[1-9]|1[0-2])(-[0-3]\d)?)?", "bad_day")


def _check_course(item: Item, statement: Statement, before: list[Statement]) -> None:
    """A statement comes after those that were said before it, and takes the place of one that still holds."""
    if any(other.id == statement.id for other in before):
        item.refuse("said_twice", id=statement.id)
    if before and statement.said_on < before[-1].said_on:
        item.refuse("said_out_of_order", day=str(statement.said_on))
    holding = {other.id: other for other in _current(before)}
    rivals = [
        other
        for other in holding.values()
        if (other.place, other.measure, other.source) == (statement.place, statement.measure, statement.source)
    ]
    if statement.supersedes:
        old = holding.get(statement.supersedes)
        if old is None:
            item.refuse("supersedes_nothing", id=statement.supersedes)
        elif (old.place, old.measure) != (statement.place, statement.measure):
            item.refuse("supersedes_another", id=statement.supersedes)
        rivals = [other for other in rivals if other.id != statement.supersedes]
    for other in rivals:
        item.refuse("two_at_once", id=other.id)


def _current(statements: list[Statement]) -> list[Statement]:
    replaced = {statement.supersedes for statement in statements}
    return [statement for statement in statements if statement.id not in replaced]
