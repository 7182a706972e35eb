"""The day compared: ledger, payment systems, paper receipts; it agrees to the last digit, or names what does not."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.domains.fees.builders import SOUM, TIYIN, Desk, check_books
from tests.domains.fees.conftest import Moment
from tests.example_day import NOW
from tests.plugins.payment_systems import ClickServer, PaymeServer, Receipt
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.fees.api import cancel_payment, count_cash, differences_of, errors, reconcile_day
from watandoshlar.domains.fees.models import OnlineTransaction, Payment
from watandoshlar.domains.fees.tasks import reconcile_payments_of_yesterday
from watandoshlar.foundation import clock
from watandoshlar.foundation.money import Money

DAY = NOW.date()


def found(day=DAY) -> list[tuple[str, str, str]]:
    reconciliation = reconcile_day(acting_user=SYSTEM, day=day)
    return [(one.side, one.code, one.about) for one in differences_of(reconciliation, None)]


def count(desk: Desk, money: Money) -> None:
    count_cash(acting_user=desk.officer, post=desk.post, day=DAY, amount=money)


def test_a_day_that_agrees(desk: Desk, payme: PaymeServer, click: ClickServer) -> None:
    bills = [desk.bill() for _number in range(4)]
    payme.create("a", bills[0].reference, TIYIN)
    payme.perform("a")
    click.prepare("5", bills[1].reference, TIYIN)
    click.complete("5")
    desk.pay(bills[2])
    wrong = desk.pay(bills[3])
    cancel_payment(acting_user=desk.head, number=wrong.number, reason="wrong_case")
    assert found() == [("at_post", "not_counted", "seoul")]
    count(desk, SOUM + SOUM)
    assert found() == [("at_post", "cash_differs", "seoul")]
    count(desk, SOUM)
    assert found() == []
    with pytest.raises(errors.WrongDayOfCount):
        count_cash(acting_user=desk.officer, post=desk.post, day=DAY + timedelta(days=1), amount=SOUM)
    output = StringIO()
    call_command("reconcile_payments", "--day", DAY.isoformat(), stdout=output)
    assert "click, payme" in output.getvalue()
    check_books(*bills)


def test_a_callback_that_never_came_is_made_good(desk: Desk, payme: PaymeServer, click: ClickServer) -> None:
    """The money left the card, our answer was lost for ever: the statement brings it."""
    first, second = desk.bill(), desk.bill()
    payme.create("a", first.reference, TIYIN)
    click.prepare("5", second.reference, TIYIN)
    for receipt in (payme.receipts["a"], click.receipts["5"]):
        receipt.state, receipt.paid_at = "paid", receipt.told_at
    Moment.now += timedelta(days=1)
    with clock.fixed(Moment.now):
        assert found() == []
    assert {row.state for row in OnlineTransaction.objects.all()} == {"performed"}
    assert Payment.objects.count() == 2
    check_books(first, second)


def test_a_cancellation_that_never_came_is_made_good_after_a_refund(desk: Desk, payme: PaymeServer) -> None:
    bill = desk.bill()
    payme.create("a", bill.reference, TIYIN)
    payme.perform("a")
    payme.receipts["a"].state = "returned"
    assert found() == [("payme", "missing_there", "a")]
    desk.approved_refund(Payment.objects.get(bill=bill))
    assert found() == []
    check_books(bill)


def test_money_that_nobody_owed_is_named(desk: Desk, payme: PaymeServer) -> None:
    bill = desk.bill()
    payme.create("a", bill.reference, TIYIN)
    desk.pay(bill)
    count(desk, SOUM)
    payme.receipts["a"].state, payme.receipts["a"].paid_at = "paid", payme.receipts["a"].told_at
    payme.receipts["b"] = Receipt("b", "WD-26-NONE", 100, payme.milliseconds, "paid", payme.milliseconds)
    assert found() == [("payme", "missing_here", "a"), ("payme", "missing_here", "b")]
    reconciliation = reconcile_day(acting_user=SYSTEM, day=DAY)
    assert [one.post.code if one.post else "" for one in differences_of(reconciliation, None)] == ["seoul", ""]
    assert [one.about for one in differences_of(reconciliation, [desk.post])] == ["a"]


def test_amounts_that_differ_are_named(desk: Desk, payme: PaymeServer) -> None:
    payme.create("a", desk.bill().reference, TIYIN)
    payme.perform("a")
    payme.receipts["a"].tiyin += 1
    assert found() == [("payme", "amount_differs", "a")]


def test_a_silent_payment_system_is_named(desk: Desk, payme: PaymeServer, click: ClickServer) -> None:
    desk_bill = desk.bill()
    click.prepare("5", desk_bill.reference, TIYIN)
    payme.gives_statements = click.gives_statements = False
    assert found() == [("payme", "no_statement", ""), ("click", "no_statement", "")]
    with pytest.raises(CommandError):
        call_command("reconcile_payments", "--day", DAY.isoformat(), stdout=StringIO())


def test_a_long_statement_comes_in_pages(desk: Desk, payme: PaymeServer) -> None:
    for number in range(103):
        payme.receipts[f"{number:03}"] = Receipt(f"{number:03}", "X", 1, payme.milliseconds, "paid", payme.milliseconds)
    assert len(found()) == 103


def test_around_midnight_nothing_is_missed(desk: Desk, payme: PaymeServer) -> None:
    """Begun before midnight in Tashkent, paid after it: it belongs to the day on which the money came."""
    bill = desk.bill()
    Moment.now = NOW.replace(hour=18, minute=59)
    payme.create("a", bill.reference, TIYIN)
    Moment.now = NOW.replace(hour=19, minute=1)
    payme.perform("a")
    Moment.now += timedelta(days=1)
    with clock.fixed(Moment.now):
        assert found(DAY) == []
        assert found(DAY + timedelta(days=1)) == []


@pytest.mark.django_db
def test_without_a_payment_system_the_post_is_compared(desk: Desk) -> None:
    desk.pay(desk.bill())
    with clock.fixed(NOW + timedelta(days=1)):
        reconcile_payments_of_yesterday(timestamp=0)
    count(desk, SOUM)
    assert found() == []
