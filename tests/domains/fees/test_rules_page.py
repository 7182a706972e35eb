"""The worked examples of docs/rules/fees.md, and the same rules for whatever numbers come."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.worked_examples import examples
from watandoshlar.capabilities.posts.api import Post, tariff_in
from watandoshlar.domains.catalogue.api import FeeDue
from watandoshlar.domains.fees import queries
from watandoshlar.domains.fees.rules.bookkeeping import (
    Entry,
    charging,
    paying,
    reassessing,
    refunding,
    undoing,
    waiving,
)
from watandoshlar.domains.fees.rules.pricing import BaseUnit, Price, Said
from watandoshlar.domains.fees.states import METHODS
from watandoshlar.foundation.money import Money, total

PAGE = "fees.md"
EURO = "EUR"
AMOUNTS = st.integers(1, 10**9).map(lambda units: Money.of_minor(units, EURO))


def rows_of(written: str) -> list[dict]:
    rows = []
    for part in filter(None, written.split("; ")):
        amount, currency, *days = part.split()
        bounds = dict(zip(days[::2], days[1::2], strict=True))
        rows.append(
            {
                "amount": None if amount == "-" else amount,
                "currency": currency,
                "valid_from": bounds.get("from"),
                "valid_until": bounds.get("until"),
                "source": "",
                "state": "confirmed",
            }
        )
    return rows


def unit_of(written: str) -> BaseUnit:
    first, state = written.split(", ")
    amount, currency, _from, day = first.split()
    value = Money(Decimal(amount), currency)
    return BaseUnit(date.fromisoformat(day), None, value, Said({}, state.replace(" ", "_")))


def price(said: str, table: str, day: date, monkeypatch: pytest.MonkeyPatch) -> Price:
    post = Post(code="here", sources={})
    if said == "tariff":
        fee = FeeDue("fee", "name", None, None, None)
        return queries.price_in(fee, post, {"fees": {"name": rows_of(table)}}, day)
    number, what = said.split(" ", 1)
    if what == "units":
        monkeypatch.setattr(queries, "shipped_base_units", lambda: (unit_of(table),))
        return queries.price_in(FeeDue("fee", None, None, None, None, base_units=Decimal(number)), post, {}, day)
    return queries.price_in(FeeDue("fee", None, int(number), what.rpartition(" ")[2], None), post, {}, day)


@pytest.mark.parametrize(("said", "table", "day", "expected"), examples(PAGE, "Prices"))
def test_prices(said: str, table: str, day: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = price(said, table, date.fromisoformat(day), monkeypatch)
    assert str(found.amount or "-") == expected
    assert found.base_units == (Decimal(said.split()[0]) if "units" in said.split()[-1:] else None)


@pytest.mark.parametrize(("happening", "expected"), examples(PAGE, "Lines"))
def test_lines(happening: str, expected: str) -> None:
    words = happening.replace(",", "").split()
    amount = Money(Decimal(words[1]), EURO)
    owed = [(1, Money(Decimal(30), EURO)), (2, Money(Decimal(12), EURO))]
    lines = {
        "charge": lambda: charging(1, amount),
        "waive": lambda: waiving(2, amount),
        "pay": lambda: paying(words[2], amount, owed),
        "refund": lambda: refunding(words[2], amount, Money(Decimal(words[3]), EURO)),
    }[words[0]]()
    shown = [f"{line.account} {'+' if line.amount.amount > 0 else ''}{int(line.amount.amount)}" for line in lines]
    assert ", ".join(shown) == expected


def sums_to_nothing(lines: list[Entry]) -> bool:
    return not any(total(line.amount for line in lines).values()) and all(line.amount for line in lines)


@given(AMOUNTS, st.lists(AMOUNTS, max_size=5), st.sampled_from(sorted(METHODS)))
def test_whatever_is_paid_balances_and_settles_in_order(amount: Money, owed: list[Money], method: str) -> None:
    lines = paying(method, amount, list(enumerate(owed)))
    assert sums_to_nothing(lines)
    settled = {line.charge: -line.amount for line in lines if line.account == "due"}
    nothing = Money.nothing(EURO)
    left = amount
    for charge, due in enumerate(owed):
        assert settled.get(charge, nothing) == min(due, left)
        left = left - min(due, left)
    assert sum((-line.amount for line in lines if line.account == "overpaid"), nothing) == left
    assert sums_to_nothing([*lines, *undoing(lines)])


@given(AMOUNTS, AMOUNTS, AMOUNTS)
def test_whatever_is_charged_waived_or_refunded_balances(one: Money, other: Money, surplus: Money) -> None:
    for lines in (charging(1, one), waiving(1, one), reassessing(1, one, other), refunding("click", one, surplus)):
        assert sums_to_nothing(lines)
    won = Money.of_minor(other.minor_units, "KRW")
    assert sums_to_nothing(reassessing(1, one, won))


DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))


@given(st.lists(DAYS, min_size=1, max_size=4, unique=True), DAYS)
def test_of_rows_that_follow_each_other_one_holds(starts: list[date], day: date) -> None:
    """A tariff whose rows follow each other without a gap has exactly one amount on every day from the first on."""
    starts.sort()
    ends = [date.fromordinal(later.toordinal() - 1) for later in starts[1:]]
    rows = [
        {"amount": str(number), "valid_from": first.isoformat(), "valid_until": last.isoformat() if last else None}
        for number, (first, last) in enumerate(zip(starts, [*ends, None], strict=True))
    ]
    found = tariff_in({"fees": {"name": rows}}, "name", day)
    expected = [number for number, first in enumerate(starts) if first <= day]
    assert (found["amount"] if found else None) == (str(expected[-1]) if expected else None)
