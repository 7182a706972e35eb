"""What the database itself refuses to the platform's role, whatever a program asks of it."""

from itertools import permutations

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from tests.domains.fees.builders import SOUM, TIYIN, Desk
from watandoshlar.domains.fees.api import request_refund
from watandoshlar.domains.fees.models import Charge, OnlineTransaction, Posting
from watandoshlar.domains.fees.states import ONLINE_STEPS, Online

pytestmark = pytest.mark.django_db
MODELS = apps.get_app_config("fees").get_models()


def execute(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def refusal_of(*statements: str) -> str:
    """The constraint by which the database refuses the statements at their end, or the message where none is named."""
    with pytest.raises(DatabaseError) as refused:
        execute(*statements)
    diagnosis = refused.value.__cause__.diag
    return diagnosis.constraint_name or diagnosis.message_primary


def line(posting: int, account: str, amount: str, charge: int | str = "NULL", currency: str = "UZS") -> str:
    return (
        "INSERT INTO fees_line (posting_id, ledger_account, amount, currency, charge_id) "
        f"VALUES ({posting}, '{account}', {amount}, '{currency}', {charge})"
    )


def posting(bill: int, size: int, number: int = 10**6) -> str:
    return (
        "INSERT INTO fees_posting (id, bill_id, kind, size, reason, at) "
        f"OVERRIDING SYSTEM VALUE VALUES ({number}, {bill}, 'pay', {size}, '', now())"
    )


def test_a_posting_balances(desk: Desk) -> None:
    bill = desk.bill()
    charge = Charge.objects.get(bill=bill).pk
    begun = posting(bill.pk, 2)
    mixed = (line(10**6, "at_post", "5"), line(10**6, "due", "-5", charge, "KRW"))
    assert refusal_of(begun, line(10**6, "at_post", "5"), line(10**6, "due", "-4", charge)) == "fees_posting_balances"
    assert refusal_of(begun, *mixed) == "fees_posting_balances"
    assert refusal_of(begun, line(10**6, "at_post", "5")) == "fees_posting_whole"
    assert refusal_of(posting(bill.pk, 0)) == "fees_posting_whole"


def test_nothing_is_added_to_an_old_posting(desk: Desk) -> None:
    old = Posting.objects.get(bill=desk.bill()).pk
    assert refusal_of(line(old, "at_post", "5"), line(old, "payme", "-5")) == "fees_posting_whole"


def test_nobody_pays_more_than_is_due(desk: Desk) -> None:
    bill = desk.bill()
    charge = Charge.objects.get(bill=bill).pk
    amount = (SOUM + SOUM).amount
    lines = (line(10**6, "at_post", str(amount)), line(10**6, "due", f"-{amount}", charge))
    assert refusal_of(posting(bill.pk, 2), *lines) == "fees_paid_once"


def test_no_more_goes_back_than_was_overpaid(desk: Desk) -> None:
    bill = desk.bill()
    lines = (line(10**6, "at_post", "-5"), line(10**6, "overpaid", "5"))
    assert refusal_of(posting(bill.pk, 2), *lines) == "fees_refunded_once"


@pytest.mark.parametrize(
    ("account", "amount", "expected"),
    [
        ("pocket", "5", "fees_account_known"),
        ("at_post", "0", "fees_line_of_something"),
        ("due", "5", "fees_due_for_a_charge"),
    ],
)
def test_a_line_is_one_of_ours(desk: Desk, account: str, amount: str, expected: str) -> None:
    assert refusal_of(posting(desk.bill().pk, 1), line(10**6, account, amount)) == expected


@pytest.mark.parametrize("model", [model._meta.db_table for model in MODELS])
def test_rows_stay(desk: Desk, model: str) -> None:
    """Nothing is deleted, and of all tables only transactions and refunds change, step by step."""
    payment = desk.pay(desk.bill())
    request_refund(acting_user=desk.officer, number=payment.number, amount=SOUM, reason="refused")
    assert refusal_of(f"DELETE FROM {model}").startswith("permission denied")
    if model not in ("fees_bill", "fees_onlinetransaction", "fees_refund"):
        assert refusal_of(f"UPDATE {model} SET id = id").startswith("permission denied")


def test_a_bill_does_not_change(desk: Desk) -> None:
    assert refusal_of("UPDATE fees_bill SET reference = 'X'" if desk.bill() else "") == "fees_bill_fixed"


def transaction_of(desk: Desk, state: str = "created") -> OnlineTransaction:
    bill = desk.bill()
    row = OnlineTransaction(connection="payme", external_id=bill.reference, bill=bill, amount=TIYIN, currency="UZS")
    row.told_at = 1
    row.save()
    if state != "created":
        with connection.cursor() as cursor:
            for step in {"performed": ["performed"], "cancelled": ["cancelled"]}.get(state, ["performed", "returned"]):
                cursor.execute("UPDATE fees_onlinetransaction SET state = %s WHERE id = %s", [step, row.pk])
    return row


@pytest.mark.parametrize(("before", "after"), sorted({*permutations(Online, 2)} - ONLINE_STEPS))
def test_a_transaction_moves_along_its_steps(desk: Desk, before: str, after: str) -> None:
    row = transaction_of(desk, before)
    statement = f"UPDATE fees_onlinetransaction SET state = '{after}' WHERE id = {row.pk}"
    assert refusal_of(statement) == "fees_online_step_known"


def test_what_was_told_does_not_change(desk: Desk) -> None:
    transaction_of(desk)
    assert refusal_of("UPDATE fees_onlinetransaction SET amount = 1") == "fees_online_fixed"


def test_a_refund_needs_two_people_and_its_steps(desk: Desk) -> None:
    payment = desk.pay(desk.bill())
    request_refund(acting_user=desk.officer, number=payment.number, amount=SOUM, reason="refused")
    who = {"own": desk.officer.pk, "head": desk.head.pk}
    update = "UPDATE fees_refund SET state = '{}', decided_by_id = {}"
    assert refusal_of(update.format("approved", who["own"])) == "fees_refund_by_two"
    assert refusal_of(update.format("approved", "NULL")) == "fees_refund_decided"
    assert refusal_of(update.format("executed", who["head"])) == "fees_refund_step_known"
    assert refusal_of("UPDATE fees_refund SET amount = 1") == "fees_refund_fixed"
    assert refusal_of(update.format("approved", who["head"]), update.format("executed", who["head"])) == (
        "fees_refund_has_reference"
    )
