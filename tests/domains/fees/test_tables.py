"""The tables of the room: what is shipped can be read, and each mistake is named where it is."""

from datetime import date

import pytest
from django.core.management import call_command
from django.test import override_settings

from watandoshlar.domains.fees import checks
from watandoshlar.domains.fees.rules.pricing import unit_on
from watandoshlar.domains.fees.rules.receipts import read_receipt_number
from watandoshlar.domains.fees.rules.tables import (
    TABLES,
    TableProblems,
    read_base_units,
    read_connections,
    shipped_base_units,
    shipped_connections,
)

SOURCE = "source: {title: {uz: a, ru: б, en: c}, state: confirmed, as_of: 2026-11-01}"
UNITS = f"""
- {{valid_from: 2025-01-01, valid_until: 2025-12-31, currency: UZS, amount: "340000.00", {SOURCE}}}
- {{valid_from: 2026-01-01, currency: UZS, amount: "412000.00", {SOURCE}}}
"""


def codes(text: str) -> set[str]:
    with pytest.raises(TableProblems) as refused:
        read_base_units(text, "base_units.yaml")
    return {problem.code for problem in refused.value.problems}


def test_what_is_shipped_is_readable_and_invents_no_value() -> None:
    assert [unit.value for unit in shipped_base_units() if unit.said.state != "confirmed"] == [None]
    assert {terms.said.state for terms in shipped_connections().values()} == {"to_be_confirmed"}
    assert checks.refuse_unreadable_tables() == []


def test_the_value_of_the_day() -> None:
    units = read_base_units(UNITS, "base_units.yaml")
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
    found = [unit_on(units, day) for day in days]
    assert [str(unit.value.amount) if unit and unit.value else "" for unit in found] == [
        "",
        "340000.00",
        "340000.00",
        "412000.00",
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("2025-12-31", "2026-01-01", "days_overlap"),
        (", valid_until: 2025-12-31", "", "days_overlap"),
        ("valid_until: 2025-12-31", "valid_until: 2024-12-31", "days_out_of_order"),
        ('"412000.00"', '"412000"', "bad_amount"),
        (', amount: "412000.00"', "", "missing_key"),
        ("currency: UZS", "currency: Soum", "unknown_currency"),
        ("state: confirmed", "state: sure", "unknown_state"),
        ("ru: б, ", "", "missing_key"),
        ("valid_from: 2026-01-01", "valid_from: today", "bad_day"),
        ("- {valid_from: 2025", "a: {valid_from: 2025", "not_yaml"),
    ],
)
def test_each_mistake_is_named(old: str, new: str, code: str) -> None:
    assert code in codes(UNITS.replace(old, new))


def test_connections_name_what_they_ask_for() -> None:
    text = (TABLES / "connections.yaml").read_text(encoding="utf-8")
    for old, new in (
        ("minor_units", "kopecks"),
        ("720", "soon"),
        ("https://checkout.paycom.uz\n", "http://x\n"),
        ("payme:", "paynet:"),
    ):
        with pytest.raises(TableProblems):
            read_connections(text.replace(old, new, 1), "connections.yaml")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        (" a-1 ", "A-1"),
        ("№ 5", None),
        ("12/7", "12/7"),
        ("А  117", "А 117"),
        ("", None),
        ("1" * 41, None),
        ("a\t1", "A 1"),
    ],
)
def test_a_receipt_number_has_one_spelling(typed: str, number: str | None) -> None:
    assert read_receipt_number(typed) == number


def test_the_operator_is_told_what_a_payment_system_lacks() -> None:
    assert [hint.id for hint in checks.hint_at_connections()] == ["fees.I001", "fees.I002"]
    with override_settings(PAYME_MERCHANT_ID="x", PAYME_KEY="y"):
        hints = checks.hint_at_connections()
    assert [hint.id for hint in hints] == ["fees.I002"]
    assert "CLICK_SECRET_KEY" in hints[0].msg
    call_command("check", "--tag", "compatibility")
