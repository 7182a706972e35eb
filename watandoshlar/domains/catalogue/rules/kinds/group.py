"""A repeating group: rows of the same fields, each row under an id of its own."""

import re
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Option, Posted, at_least, at_most, is_natural

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

MOST_ROWS = 50
ROW_ID = re.compile(r"[1-9][0-9]{0,5}")
ROW_NAME = re.compile(r"\.(0|[1-9][0-9]{0,3})\.(\w+)(.*)")


class Group(Kind):
    """[{row: id, <field>: value}]. A row in which nothing is answered is no row."""

    code = "group"
    options = {
        "min_rows": Option(is_natural, 0, at_most),
        "max_rows": Option(lambda raw: is_natural(raw) and 0 < raw <= MOST_ROWS, 10, at_least),
    }
    required_code = "row_required"

    def __init__(self, kinds: dict[str, Kind]) -> None:
        self._kinds = kinds

    def condition_type(self, options: Any) -> str:
        return "int"

    def condition_value(self, field: Field, value: list[dict[str, Any]]) -> int:
        return len(value)

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        """Rows that the form took away (`<field>.remove` with their id) are left out.

        What could not be read in a row, and what was not sent, stays as it was: a row is kept although one of its
        answers is refused.
        """
        current = {row["row"]: row for row in posted.current or []}
        removed = set(posted.many(f"{name}.remove"))
        rows: list[dict[str, Any]] = []
        faults: list[Fault] = []
        for number, row_id in self.row_ids(name, posted.typed, current).items():
            if row_id in removed:
                continue
            row, found = self._read_row(field, f"{name}.{number}", posted, current.get(row_id, {}))
            if row or found:
                faults += [fault.inside(row_id) for fault in found]
                rows.append({"row": row_id, **row})
        return rows or None, tuple(faults)

    def row_ids(self, name: str, typed: Mapping[str, Sequence[Any]], current: Collection[str]) -> dict[int, str]:
        """The id of each row of a form by its number in the HTML names.

        A row that was stored says its id by the hidden `<row>.row`. Any other is new: its number is its id, or the next
        free one where another tab has taken that number meanwhile.
        """
        found = {int(match[1]) for key in typed if (match := ROW_NAME.fullmatch(key.removeprefix(name)))}
        fresh = max((*found, *map(int, current)), default=0)
        ids: dict[int, str] = {}
        for number in sorted(found)[:MOST_ROWS]:
            row_id = "".join(typed.get(f"{name}.{number}.row") or ()) or str(number)
            is_new = f"{name}.{number}.row" not in typed
            if not ROW_ID.fullmatch(row_id) or row_id in ids.values() or (is_new and row_id in current):
                fresh += 1
                row_id = str(fresh)
            ids[number] = row_id
        return ids

    def _read_row(
        self, field: Field, name: str, posted: Posted, current: dict[str, Any]
    ) -> tuple[dict[str, Any], list[Fault]]:
        row: dict[str, Any] = {}
        faults: list[Fault] = []
        for inner in field.fields:
            kind, place = self._kinds[inner.kind], f"{name}.{inner.id}"
            value, found = current.get(inner.id), ()
            if any(key == place or key.startswith(f"{place}.") for key in posted.typed):
                read, found = kind.read(inner, place, posted.about(value))
                value = value if found else read
            if kind.is_answered(value):
                row[inner.id] = value
            faults += [fault.inside(inner.id) for fault in found]
        return row, faults

    def typed(self, field: Field, name: str, value: list[dict[str, Any]]) -> dict[str, list[str]]:
        typed: dict[str, list[str]] = {}
        for row in value:
            place = f"{name}.{row['row']}"
            typed[f"{place}.row"] = [row["row"]]
            for inner in field.fields:
                if inner.id in row:
                    typed |= self._kinds[inner.kind].typed(inner, f"{place}.{inner.id}", row[inner.id])
        return typed

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, list) and all(self._row_fits(field, row) for row in value)

    def _row_fits(self, field: Field, row: Any) -> bool:
        inner = {field.id: field for field in field.fields}
        return (
            isinstance(row, dict)
            and isinstance(row.get("row"), str)
            and bool(ROW_ID.fullmatch(row["row"]))
            and all(
                key == "row" or (key in inner and self._kinds[inner[key].kind].fits(inner[key], value))
                for key, value in row.items()
            )
        )

    def check(self, field: Field, value: list[dict[str, Any]], facts: Facts | None) -> tuple[Fault, ...]:
        """The number of rows. What is in them depends on conditions of the row: `rules.journey` checks it."""
        if len(value) < field.options["min_rows"]:
            return (Fault("too_few_rows", facts={"minimum": field.options["min_rows"], "count": len(value)}),)
        if len(value) > field.options["max_rows"]:
            return (Fault("too_many_rows", facts={"maximum": field.options["max_rows"], "count": len(value)}),)
        return ()

    def warn(self, field: Field, value: list[dict[str, Any]]) -> tuple[Fault, ...]:
        return tuple(
            fault.inside(f"{row['row']}.{inner.id}")
            for row in value
            for inner in field.fields
            if inner.id in row
            for fault in self._kinds[inner.kind].warn(inner, row[inner.id])
        )

    def display(self, field: Field, value: list[dict[str, Any]], language: str, texts: "FieldTexts") -> list[str]:
        lines = []
        for number, row in enumerate(value, start=1):
            lines.append(f"{texts.rows_label} {number}")
            for inner in field.fields:
                if inner.id in row:
                    inner_texts = texts.fields[inner.id]
                    shown = self._kinds[inner.kind].display(inner, row[inner.id], language, inner_texts)
                    lines.append(f"{inner_texts.label}: {', '.join(shown)}")
        return lines

    def takes(self, field: Field, rest: str) -> bool:
        if rest in (".add", ".remove"):
            return True
        found = ROW_NAME.fullmatch(rest)
        if not found:
            return False
        inner = next((inner for inner in field.fields if inner.id == found[2]), None)
        return (found[2] == "row" and not found[3]) or (
            inner is not None and self._kinds[inner.kind].takes(inner, found[3])
        )

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        counts = sorted(
            {max(1, field.options["min_rows"]), min(2, field.options["max_rows"]), field.options["max_rows"]}
        )
        return tuple([self._sample_row(field, facts, number) for number in range(1, count + 1)] for count in counts)

    def _sample_row(self, field: Field, facts: Facts, number: int) -> dict[str, Any]:
        row: dict[str, Any] = {"row": str(number)}
        for inner in field.fields:
            samples = self._kinds[inner.kind].samples(inner, facts)
            if samples:
                row[inner.id] = samples[number % len(samples)]
        return row
