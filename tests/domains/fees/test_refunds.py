"""Money that goes back: asked for by one person, decided by another, carried out with a number."""

import pytest

from tests.domains.fees.builders import SOUM, TIYIN, Desk, accounts, check_books
from tests.plugins.payment_systems import ClickServer, PaymeServer
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.domains.fees.api import (
    Refund,
    cancel_payment,
    decide_refund,
    errors,
    execute_refund,
    request_refund,
)
from watandoshlar.domains.fees.models import OnlineTransaction, Payment
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.money import Money

TOO_MUCH = Money.of_minor(TIYIN + 500_000, "UZS")
SURPLUS = TOO_MUCH - SOUM


@pytest.mark.django_db
def test_what_was_paid_too_much_goes_back(desk: Desk) -> None:
    bill = desk.bill()
    payment = desk.pay(bill, TOO_MUCH)
    refund = request_refund(acting_user=desk.payer, number=payment.number, amount=SURPLUS, reason="overpaid")
    with pytest.raises(errors.RefundUnderWay):
        request_refund(acting_user=desk.officer, number=payment.number, amount=SURPLUS, reason="overpaid")
    with pytest.raises(errors.PaymentHasRefund):
        cancel_payment(acting_user=desk.head, number=payment.number, reason="wrong_amount")
    with pytest.raises(errors.RefundInOtherState):
        execute_refund(acting_user=desk.officer, refund_id=refund.pk, reference="R-1")
    decide_refund(acting_user=desk.head, refund_id=refund.pk, approves=True)
    with pytest.raises(errors.ReferenceNeeded):
        execute_refund(acting_user=desk.officer, refund_id=refund.pk, reference=" ")
    execute_refund(acting_user=desk.officer, refund_id=refund.pk, reference="R-1")
    standing = desk.standing(bill)
    assert (standing.overpaid, standing.is_settled, standing.payments[0].left) == ({}, True, SOUM)
    assert accounts(bill) == {("charged", "UZS"): -SOUM.amount, ("at_post", "UZS"): SOUM.amount}
    assert Letter.objects.filter(code="refund_executed", account=desk.payer).count() == 1
    check_books(bill)


@pytest.mark.django_db
def test_after_a_refusal_what_was_paid_goes_back(desk: Desk) -> None:
    bill = desk.bill()
    payment = desk.pay(bill)
    refund = desk.approved_refund(payment)
    execute_refund(acting_user=desk.second, refund_id=refund.pk, reference="R-2")
    assert accounts(bill) == {("charged", "UZS"): -SOUM.amount, ("refunded", "UZS"): SOUM.amount}
    assert desk.standing(bill).is_settled
    check_books(bill)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("amount", "reason", "refused"),
    [
        (SURPLUS, "because", errors.UnknownRefundReason),
        (TOO_MUCH, "overpaid", errors.RefundTooLarge),
        (TOO_MUCH + SURPLUS, "refused", errors.RefundTooLarge),
        (Money.nothing("UZS"), "refused", errors.AmountNotReadable),
        (Money.of_minor(1, "KRW"), "refused", errors.CurrencyNotTaken),
    ],
)
def test_no_more_goes_back_than_came(desk: Desk, amount: Money, reason: str, refused: type[DomainError]) -> None:
    payment = desk.pay(desk.bill(), TOO_MUCH)
    with pytest.raises(refused):
        request_refund(acting_user=desk.officer, number=payment.number, amount=amount, reason=reason)


@pytest.mark.django_db
def test_without_a_surplus_nothing_was_overpaid(desk: Desk) -> None:
    payment = desk.pay(desk.bill())
    with pytest.raises(errors.NotOverpaid):
        request_refund(acting_user=desk.officer, number=payment.number, amount=SOUM, reason="overpaid")
    cancel_payment(acting_user=desk.head, number=payment.number, reason="wrong_case")
    with pytest.raises(errors.PaymentCancelled):
        request_refund(acting_user=desk.officer, number=payment.number, amount=SOUM, reason="refused")


@pytest.mark.django_db
def test_two_people_decide(desk: Desk) -> None:
    payment = desk.pay(desk.bill(), TOO_MUCH)
    refund = request_refund(acting_user=desk.head, number=payment.number, amount=SURPLUS, reason="overpaid")
    for account, refused in (
        (desk.head, errors.SecondPersonNeeded),
        (desk.officer, access_errors.RoleMissing),
        (desk.payer, errors.OwnBill),
    ):
        with pytest.raises(refused):
            decide_refund(acting_user=account, refund_id=refund.pk, approves=True)
    with pytest.raises(errors.RefundNotFound):
        decide_refund(acting_user=desk.head, refund_id=0, approves=True)


@pytest.mark.django_db
def test_a_declined_refund_may_be_asked_for_again(desk: Desk) -> None:
    payment = desk.pay(desk.bill())
    for approves in (False, True):
        refund = request_refund(acting_user=desk.payer, number=payment.number, amount=SOUM, reason="withdrawn")
        decide_refund(acting_user=desk.head, refund_id=refund.pk, approves=approves)
    assert list(Refund.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "approved"]
    stranger = desk.second
    desk.payer = stranger
    with pytest.raises(errors.RefundInOtherState):
        decide_refund(acting_user=desk.head, refund_id=refund.pk, approves=True)


def test_payme_carries_an_approved_refund_out(desk: Desk, payme: PaymeServer) -> None:
    bill = desk.bill()
    payme.create("a", bill.reference, TIYIN)
    payme.perform("a")
    assert payme.cancel("a", 5)["error"]["code"] == -31007
    payment = Payment.objects.get(bill=bill)
    with pytest.raises(errors.OnlyWholePayment):
        request_refund(acting_user=desk.payer, number=payment.number, amount=SURPLUS, reason="refused")
    refund = desk.approved_refund(payment)
    assert payme.cancel("a", 5)["result"]["state"] == -2
    refund.refresh_from_db()
    assert (refund.state, refund.reference, refund.executed_by) == ("executed", "a", None)
    check_books(bill)


def test_for_click_an_officer_enters_how_it_went_back(desk: Desk, click: ClickServer) -> None:
    bill = desk.bill()
    click.prepare("5", bill.reference, TIYIN)
    click.complete("5")
    refund = desk.approved_refund(Payment.objects.get(bill=bill))
    execute_refund(acting_user=desk.officer, refund_id=refund.pk, reference="CL-99")
    assert OnlineTransaction.objects.get(bill=bill).state == "returned"
    assert click.complete("5")["error"] == -9
    check_books(bill)
