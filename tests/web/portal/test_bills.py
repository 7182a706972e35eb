"""What an applicant sees of money: what is due and why, how to pay, what was paid, and how to get it back."""

import pytest
from django.test import Client

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.fees.api import Refund, charges_of, errors, record_payment, set_amount
from watandoshlar.foundation.money import Money


@pytest.fixture
def case(demonstration) -> Case:
    found, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    return found


@pytest.fixture
def applicant(demonstration) -> Client:
    return client_of(APPLICANT)


def officer() -> Account:
    return Account.objects.get(email="officer.seoul@example.org")


def ask_for(case: Case, units: int, currency: str) -> Money:
    amount = Money.of_minor(units, currency)
    charge = charges_of(case.reference)[0].charge.pk
    set_amount(acting_user=officer(), bill=case.reference, charge_id=charge, amount=amount, source="Order")
    return amount


def pay(case: Case, amount: Money):
    return record_payment(
        acting_user=officer(),
        bill=case.reference,
        receipt_number="A-1",
        amount=amount,
        paid_on=today_at(case.post),
    )


def test_an_unknown_amount_is_not_invented(applicant: Client, case: Case) -> None:
    page = applicant.get(f"/en/my/cases/{case.reference}/")
    charge = page.context["bill"]["charges"][0]
    assert (charge["amount"], charge["owed"], charge["is_settled"]) == ("", "", False)
    assert page.context["ways"] == []
    assert [reason for reason in page.context["gates"] if "has yet to say" in reason]


def test_what_is_due_paid_and_the_receipt(applicant: Client, case: Case) -> None:
    amount = ask_for(case, 30_000, "KRW")
    page = applicant.get(f"/en/my/cases/{case.reference}/")
    assert page.context["bill"]["owed"] == ["₩30,000"]
    assert page.context["bill"]["charges"][0]["set_by_officer"] == "Order"
    payment = pay(case, amount)
    page = applicant.get(f"/en/my/bills/{case.reference}/")
    assert page.context["bill"]["is_settled"]
    shown = page.context["bill"]["payments"][0]
    assert (shown["receipt_number"], shown["number"]) == ("A-1", payment.number)
    receipt = applicant.get(shown["receipt_url"])
    assert (receipt["Content-Type"], receipt.content[:5]) == ("application/pdf", b"%PDF-")
    for path in (
        f"bills/{case.reference}/",
        f"payments/{payment.number}/receipt.pdf",
        f"payments/{payment.number}/refund/",
    ):
        assert client_of("aziz@example.org").get(f"/en/my/{path}").status_code == 404


def test_soum_can_be_paid_online_where_a_system_is_configured(applicant: Client, case: Case, settings) -> None:
    # The tariff of the post is in won: what is set in its currency is not for systems that know soum only.
    settings.PAYME_MERCHANT_ID = settings.PAYME_KEY = "x" * 20
    ask_for(case, 30_000, "KRW")
    assert applicant.get(f"/en/my/cases/{case.reference}/").context["ways"] == []


def test_an_applicant_asks_for_money_back(applicant: Client, case: Case) -> None:
    ask_for(case, 30_000, "KRW")
    payment = pay(case, Money.of_minor(35_000, "KRW"))
    page = applicant.get(f"/en/my/payments/{payment.number}/refund/")
    assert page.context["form"].by_name["amount"].value == "35000"
    refused = applicant.post(f"/en/my/payments/{payment.number}/refund/", {"amount": "6000", "reason": "overpaid"})
    assert refused.status_code == errors.RefundTooLarge.status
    assert refused.context["error_summary"][0][0] == "#refund-amount"
    assert refused.context["form"].by_name["amount"].value == "6000"
    sent = applicant.post(f"/en/my/payments/{payment.number}/refund/", {"amount": "5000", "reason": "overpaid"})
    assert sent.status_code == 302
    assert Refund.objects.get().requested_by.email == APPLICANT
    page = applicant.get(f"/en/my/bills/{case.reference}/")
    assert not page.context["bill"]["payments"][0]["may_be_refunded"]
    again = applicant.post(f"/en/my/payments/{payment.number}/refund/", {"amount": "5000", "reason": "overpaid"})
    assert again.status_code == errors.RefundUnderWay.status
