"""The tables of this room: values of the base calculation unit, and what the payment systems ask for."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

from watandoshlar.domains.fees.rules.pricing import CONFIRMED, TO_BE_CONFIRMED, BaseUnit, Said
from watandoshlar.foundation.money import Money, digits_of, is_currency
from watandoshlar.foundation.yaml_files import Item, TableProblems, read_yaml

TABLES = Path(__file__).parent.parent / "tables"
STATES = (CONFIRMED, TO_BE_CONFIRMED)
LANGUAGES = ("uz", "ru", "en")
COUNTED_IN = ("minor_units", "units")


@dataclass(frozen=True)
class Terms:
    """What a payment system asks for: in which unit amounts travel, after how many minutes a payment lapses."""

    code: str
    currency: str
    counted_in: str
    lapses_after: int
    checkout: str
    statements: str
    said: Said


def read_base_units(text: str, file: str) -> tuple[BaseUnit, ...]:
    """The rows in the order of their days. Raises TableProblems with everything that is wrong."""
    table = read_yaml(text, "tables", file)
    units = [_unit(item) for item in table.items()]
    _finish(table)
    units.sort(key=lambda unit: unit.valid_from)
    for before, after in pairwise(units):
        if before.valid_until is None or before.valid_until >= after.valid_from:
            table.refuse("days_overlap", day=str(after.valid_from))
    _finish(table)
    return tuple(units)


def read_connections(text: str, file: str) -> dict[str, Terms]:
    """Raises TableProblems with everything that is wrong."""
    table = read_yaml(text, "tables", file)
    found = {code: _terms(code, item) for code, item in table.parts(("payme", "click")).items()}
    _finish(table)
    return found


@cache
def shipped_base_units() -> tuple[BaseUnit, ...]:
    return read_base_units((TABLES / "base_units.yaml").read_text(encoding="utf-8"), "base_units.yaml")


@cache
def shipped_connections() -> dict[str, Terms]:
    return read_connections((TABLES / "connections.yaml").read_text(encoding="utf-8"), "connections.yaml")


def _unit(item: Item) -> BaseUnit:
    parts = item.parts(("valid_from", "currency", "source"), ("valid_until", "amount"))
    first, last = parts["valid_from"].day(), parts["valid_until"].day() if "valid_until" in parts else None
    if first and last and last < first:
        item.refuse("days_out_of_order", first=str(first), last=str(last))
    said = _said(parts["source"])
    currency = _currency(parts["currency"])
    value = None
    if "amount" in parts and currency:
        digits = digits_of(currency)
        pattern = rf"\d{{1,9}}\.\d{{{digits}}}" if digits else r"\d{1,9}"
        text = parts["amount"].text(pattern, "bad_amount")
        value = Money(Decimal(text), currency) if text else None
    elif said.state == CONFIRMED:
        item.refuse("missing_key", key="amount")
    return BaseUnit(first, last, value, said)  # type: ignore[arg-type] # a missing day is a problem: nothing is returned


def _terms(code: str, item: Item) -> Terms:
    parts = item.parts(("currency", "counted_in", "lapses_after", "checkout", "statements", "source"))
    return Terms(
        code=code,
        currency=_currency(parts["currency"]),
        counted_in=parts["counted_in"].one_of(COUNTED_IN, "unknown_unit"),
        lapses_after=parts["lapses_after"].number(1, 10_000),
        checkout=parts["checkout"].text(r"https://\S+", "bad_url"),
        statements=parts["statements"].text(r"https://\S+", "bad_url"),
        said=_said(parts["source"]),
    )


def _currency(item: Item) -> str:
    code = item.text()
    if code and not is_currency(code):
        item.refuse("unknown_currency", value=code)
        return ""
    return code


def _said(item: Item) -> Said:
    parts = item.parts(("title", "state", "as_of"), ("url",))
    day = parts["as_of"].day()
    return Said(
        titles={language: text.text() for language, text in parts["title"].parts(LANGUAGES).items()},
        state=parts["state"].one_of(STATES, "unknown_state"),
        as_of=str(day or ""),
        url=parts["url"].text(r"https://\S+", "bad_url") if "url" in parts else "",
    )


def _finish(table: Item) -> None:
    if table.problems:
        raise TableProblems(table.problems)
