"""Charges, amounts, waivers and payments at the post, by the acts."""

from datetime import timedelta
from decimal import Decimal

import pytest

from tests.domains.fees.builders import SOUM, Desk, accounts, check_books, fee, tariff_fee
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import entries_of_chain
from watandoshlar.capabilities.notifications.models import Letter
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.fees.api import (
    bill_of_subject,
    cancel_payment,
    charges_of,
    close_charges,
    errors,
    record_payment,
    set_amount,
    waive_charge,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.money import Money

pytestmark = pytest.mark.django_db

WON = Money.of_minor(30_000, "KRW")


def test_a_charge_is_frozen_with_its_day_and_source(desk: Desk) -> None:
    bill = desk.bill(fee(), tariff_fee())
    known, unknown = desk.standing(bill).charges
    assert (known.amount, known.owed, known.charge.day) == (SOUM, SOUM, today_at(desk.post))
    assert (unknown.amount, unknown.owed, unknown.is_settled) == (None, None, False)
    assert accounts(bill) == {("due", "UZS"): SOUM.amount, ("charged", "UZS"): -SOUM.amount}
    assert entries_of_chain(bill.chain)[0].act == "charge_fees"
    check_books(bill)


def test_what_a_rule_waives_is_written_down_and_settled(desk: Desk) -> None:
    bill = desk.bill(fee(waived_by="child_alone"), tariff_fee(waived_by="child_alone"))
    assert all(one.is_waived and one.is_settled for one in desk.standing(bill).charges)
    assert accounts(bill) == {("charged", "UZS"): -SOUM.amount, ("waived", "UZS"): SOUM.amount}
    assert desk.standing(bill).is_settled


def test_nothing_costs_nothing(desk: Desk) -> None:
    bill = desk.bill(fee(amount=0))
    assert desk.standing(bill).is_settled
    assert accounts(bill) == {}


def test_a_family_has_one_bill_and_each_their_own_charges(desk: Desk) -> None:
    for subject in ("WD-26-A", "WD-26-B"):
        desk.bill(subject=subject, reference="FA-26-1")
    bill = bill_of_subject("WD-26-B")
    assert (bill.reference, len(charges_of("WD-26-A"))) == ("FA-26-1", 1)
    desk.pay(bill, SOUM)
    assert [one.is_settled for one in desk.standing(bill).charges] == [True, False]
    desk.pay(bill, SOUM)
    assert desk.standing(bill).is_settled
    check_books(bill)


def test_an_amount_is_set_with_its_source_and_paid(desk: Desk) -> None:
    bill = desk.bill(tariff_fee())
    charge = desk.standing(bill).charges[0].charge.pk
    with pytest.raises(errors.AmountUnknown):
        desk.pay(bill, WON)
    set_it(desk, bill, charge, WON, "Order of the post")
    more = Money.of_minor(32_000, "KRW")
    set_it(desk, bill, charge, more, "Corrected order")
    assert desk.standing(bill).owed == {"KRW": more}
    desk.pay(bill, more)
    assert desk.standing(bill).is_settled
    with pytest.raises(errors.ChargeSettled):
        set_it(desk, bill, charge, WON, "Too late")
    assert accounts(bill) == {("charged", "KRW"): Decimal(-32_000), ("at_post", "KRW"): Decimal(32_000)}
    check_books(bill)


def set_it(desk: Desk, bill, charge: int, amount: Money, source: str, officer=None) -> None:
    set_amount(acting_user=officer or desk.officer, bill=bill.reference, charge_id=charge, amount=amount, source=source)


def test_an_amount_may_be_set_in_soum_too(desk: Desk) -> None:
    bill = desk.bill(tariff_fee())
    charge = desk.standing(bill).charges[0].charge.pk
    set_it(desk, bill, charge, SOUM, "Decree")
    set_it(desk, bill, charge, WON, "Order")
    assert desk.standing(bill).owed == {"KRW": WON}
    check_books(bill)


@pytest.mark.parametrize(
    ("amount", "source", "refused"),
    [
        (WON, " ", errors.SourceNeeded),
        (WON, "x" * 201, errors.SourceNeeded),
        (Money.of_minor(1, "EUR"), "Order", errors.CurrencyNotTaken),
        (-WON, "Order", errors.AmountNotReadable),
    ],
)
def test_what_is_no_amount_is_refused(desk: Desk, amount: Money, source: str, refused: type[DomainError]) -> None:
    bill = desk.bill(tariff_fee())
    with pytest.raises(refused):
        set_it(desk, bill, desk.standing(bill).charges[0].charge.pk, amount, source)


def test_a_tariff_is_not_changed_by_hand(desk: Desk) -> None:
    bill, other = desk.bill(), desk.bill()
    charge = desk.standing(bill).charges[0].charge.pk
    with pytest.raises(errors.AmountFixed):
        set_it(desk, bill, charge, SOUM, "Order")
    with pytest.raises(errors.ChargeNotFound):
        set_it(desk, other, charge, SOUM, "Order")


def test_an_officer_waives_what_is_left(desk: Desk) -> None:
    bill = desk.bill()
    charge = desk.standing(bill).charges[0].charge.pk
    part = Money.of_minor(1_000_000, "UZS")
    desk.pay(bill, part)
    waive_charge(acting_user=desk.officer, bill=bill.reference, charge_id=charge, reason="hardship")
    assert desk.standing(bill).is_settled
    assert accounts(bill)["waived", "UZS"] == (SOUM - part).amount
    for reason, refused in (("hardship", errors.ChargeSettled), ("friendship", errors.UnknownWaiver)):
        with pytest.raises(refused):
            waive_charge(acting_user=desk.officer, bill=bill.reference, charge_id=charge, reason=reason)
    check_books(bill)


def test_an_unknown_amount_is_waived_too(desk: Desk) -> None:
    bill = desk.bill(tariff_fee())
    charge = desk.standing(bill).charges[0].charge.pk
    waive_charge(acting_user=desk.officer, bill=bill.reference, charge_id=charge, reason="tariff_not_confirmed")
    assert desk.standing(bill).is_settled
    with pytest.raises(errors.ChargeSettled):
        set_it(desk, bill, charge, WON, "Order")


def test_a_payment_in_parts_and_more_than_due(desk: Desk) -> None:
    bill = desk.bill()
    half = Money.of_minor(SOUM.minor_units // 2, "UZS")
    desk.pay(bill, half)
    assert desk.standing(bill).owed == {"UZS": SOUM - half}
    desk.pay(bill, SOUM)
    standing = desk.standing(bill)
    assert (standing.owed, standing.overpaid) == ({}, {"UZS": half})
    with pytest.raises(errors.NothingDue):
        desk.pay(bill, half)
    letters = Letter.objects.filter(code="payment_received", account=desk.payer)
    assert {letter.facts["minor_units"] for letter in letters} == {half.minor_units, SOUM.minor_units}
    check_books(bill)


def test_money_of_another_currency_is_not_taken(desk: Desk) -> None:
    bill = desk.bill()
    with pytest.raises(errors.NothingDue):
        desk.pay(bill, WON)


def test_a_receipt_number_is_entered_once_at_a_post(desk: Desk) -> None:
    first, second = desk.bill(), desk.bill()
    desk.pay(first, number=" a-12  7 ")
    with pytest.raises(errors.ReceiptNumberUsed) as refused:
        desk.pay(second, number="A-12 7")
    assert refused.value.fields == {"number": "A-12 7", "bill": first.reference}


@pytest.mark.parametrize("number", ["", " ", "-1", "a" * 41, "A\n<b>", "№1"])
def test_what_is_no_receipt_number_is_refused(desk: Desk, number: str) -> None:
    with pytest.raises(errors.ReceiptNumberNeeded):
        record_payment(
            acting_user=desk.officer,
            bill=desk.bill().reference,
            receipt_number=number,
            amount=SOUM,
            paid_on=today_at(desk.post),
        )


def test_money_is_taken_between_the_application_and_today(desk: Desk) -> None:
    bill = desk.bill()
    for days in (-1, 1):
        with pytest.raises(errors.DayNotPossible):
            record_payment(
                acting_user=desk.officer,
                bill=bill.reference,
                receipt_number="A-1",
                amount=SOUM,
                paid_on=today_at(desk.post) + timedelta(days=days),
            )
    for amount in (Money.nothing("UZS"), -SOUM):
        with pytest.raises(errors.AmountNotReadable):
            desk.pay(bill, amount)


def test_a_wrong_entry_is_taken_back_and_entered_anew(desk: Desk) -> None:
    bill = desk.bill()
    wrong = desk.pay(bill, Money.of_minor(3_750_000, "UZS"), "A-1")
    with pytest.raises(access_errors.RoleMissing):
        cancel_payment(acting_user=desk.officer, number=wrong.number, reason="wrong_amount")
    with pytest.raises(errors.UnknownCancelReason):
        cancel_payment(acting_user=desk.head, number=wrong.number, reason="bored")
    cancel_payment(acting_user=desk.head, number=wrong.number, reason="wrong_amount")
    assert desk.standing(bill).owed == {"UZS": SOUM}
    with pytest.raises(errors.PaymentCancelled):
        cancel_payment(acting_user=desk.head, number=wrong.number, reason="wrong_amount")
    right = desk.pay(bill, SOUM, "A-1")
    assert (right.replaces, desk.standing(bill).is_settled) == (wrong, True)
    with pytest.raises(errors.ReceiptNumberUsed):
        desk.pay(desk.bill(), SOUM, "A-1")
    cancel_payment(acting_user=desk.head, number=right.number, reason="wrong_case")
    assert desk.pay(desk.bill(), SOUM, "A-1").replaces == right
    assert Letter.objects.filter(code="payment_taken_back").count() == 2
    check_books(bill)


def test_nobody_takes_money_of_their_own_application_or_at_another_post(desk: Desk) -> None:
    bill = desk.bill()
    charge = desk.standing(bill).charges[0].charge.pk
    payer = desk.payer
    for account, refused in ((payer, access_errors.RoleMissing), (desk.officer, errors.OwnBill)):
        if refused is errors.OwnBill:
            desk.payer = desk.officer
            bill = desk.bill()
            charge = desk.standing(bill).charges[0].charge.pk
        with pytest.raises(refused):
            desk.pay(bill, officer=account)
        with pytest.raises(refused):
            waive_charge(acting_user=account, bill=bill.reference, charge_id=charge, reason="hardship")
        with pytest.raises(refused):
            set_it(desk, bill, charge, SOUM, "Order", account)
    with pytest.raises(errors.BillNotFound):
        desk.pay(type(bill)(reference="WD-26-NONE"))


def test_when_the_application_ends_nothing_more_is_asked(desk: Desk) -> None:
    bill = desk.bill(fee(), tariff_fee())
    part = Money.of_minor(1_000_000, "UZS")
    desk.pay(bill, part)
    assert len(close_charges(acting_user=desk.payer, subject=bill.reference)) == 2
    standing = desk.standing(bill)
    assert (standing.is_settled, standing.owed) == (True, {})
    assert accounts(bill)["waived", "UZS"] == (SOUM - part).amount
    assert close_charges(acting_user=desk.payer, subject=bill.reference) == []
    assert close_charges(acting_user=desk.payer, subject="WD-26-NONE") == []
    with pytest.raises(errors.NothingDue):
        desk.pay(bill)
    # The choice of officers does not have this reason.
    with pytest.raises(errors.UnknownWaiver):
        waive_charge(acting_user=desk.officer, bill=desk.bill().reference, charge_id=0, reason="application_ended")
    check_books(bill)
