"""The pages on which officers take money, and the day of a post."""

from decimal import Decimal

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.example_day import NOW
from tests.plugins.log_in import client_of
from tests.web.workspace.conftest import Staff
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.fees.api import (
    Payment,
    Refund,
    bill_of,
    charges_of,
    errors,
    reconcile_day,
    standing_of,
)

DAY = NOW.date().isoformat()


@pytest.fixture
def case(demonstration) -> Case:
    """With a fee whose amount no source names."""
    found, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    return found


@pytest.fixture
def counter(staff, case: Case) -> Staff:
    return staff("officer.seoul", case)


def send(member: Staff, step: str, case: Case, *place: object, **typed: object) -> HttpResponse:
    return member.client.post(f"/en/work/bills/{case.reference}/{'/'.join(map(str, [*place, step]))}/", typed)


def charge_of(case: Case) -> int:
    return charges_of(case.reference)[0].charge.pk


def payment_on(case: Case) -> Payment:
    return Payment.objects.get(bill__reference=case.reference)


def summary(response: HttpResponse) -> list[str]:
    return [link for link, _sentence in response.context["error_summary"]]


def set_amount(member: Staff, case: Case, amount: str = "30000") -> HttpResponse:
    return send(member, "amount", case, "charges", charge_of(case), amount=amount, source="Order of the post")


def pay(member: Staff, case: Case, amount: str = "30000", number: str = "A-1") -> HttpResponse:
    return send(member, "pay", case, receipt_number=number, amount=amount, paid_on=DAY)


def test_an_officer_sets_the_amount_and_enters_the_receipt(counter: Staff, case: Case) -> None:
    page = counter.client.get(f"/en/work/bills/{case.reference}/")
    assert page.context["pay"] is None
    assert set_amount(counter, case).status_code == 302
    page = counter.client.get(f"/en/work/bills/{case.reference}/")
    assert page.context["pay"].by_name["amount"].value == "30000"
    assert page.context["bill"]["owed"]
    assert pay(counter, case).status_code == 302
    payment = payment_on(case)
    assert (payment.receipt_number, payment.amount, payment.currency) == ("A-1", Decimal(30_000), "KRW")
    assert standing_of(bill_of(case.reference)).is_settled
    receipt = counter.client.get(f"/en/work/payments/{payment.number}/receipt.pdf")
    assert receipt["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("typed", "error", "field"),
    [
        ({"amount": "30000.5"}, errors.AmountNotReadable, "amount"),
        ({"amount": "much"}, errors.AmountNotReadable, "amount"),
        ({"receipt_number": "???"}, errors.ReceiptNumberNeeded, "receipt-number"),
        ({"paid_on": "2027-01-01"}, errors.DayNotPossible, "paid-on"),
        ({"paid_on": "yesterday"}, errors.DayNotPossible, "paid-on"),
    ],
)
def test_a_refused_payment_keeps_what_was_typed(counter, case, typed, error, field) -> None:
    set_amount(counter, case)
    whole = {"receipt_number": "A-1", "amount": "30000", "paid_on": DAY} | typed
    answer = send(counter, "pay", case, **whole)
    assert (answer.status_code, summary(answer)) == (error.status, [f"#pay-{field}"])
    assert {name: answer.context["pay"].by_name[name].value for name in whole} == whole


def test_what_is_left_and_what_is_too_much_is_said(counter: Staff, case: Case) -> None:
    set_amount(counter, case)
    pay(counter, case, "10000", "A-1")
    page = counter.client.get(f"/en/work/bills/{case.reference}/")
    assert [str(message) for message in page.context["messages"]][
        -1
    ] == "The payment is entered. ₩20,000 is still to be paid."
    pay(counter, case, "25000", "A-2")
    page = counter.client.get(f"/en/work/bills/{case.reference}/")
    assert "₩5,000 too much" in [str(message) for message in page.context["messages"]][-1]
    assert page.context["bill"]["overpaid"] == ["₩5,000"]
    again = pay(counter, case, "1", "A-3")
    assert (again.status_code, summary(again)) == (409, [""])


def test_a_charge_is_waived_with_a_reason_that_the_applicant_reads(counter: Staff, case: Case) -> None:
    refused = send(counter, "waive", case, "charges", charge_of(case))
    assert summary(refused) == [f"#waive-{charge_of(case)}-reason"]
    assert send(counter, "waive", case, "charges", charge_of(case), reason="hardship").status_code == 302
    page = client_of(APPLICANT).get(f"/en/my/cases/{case.reference}/")
    assert "because of hardship" in page.content.decode()


def test_only_the_head_takes_an_entry_back(counter: Staff, staff, case: Case) -> None:
    set_amount(counter, case)
    pay(counter, case)
    number = payment_on(case).number
    assert send(counter, "cancel", case, "payments", number, reason="wrong_amount").status_code == 403
    head = staff("head.seoul", case)
    assert "cancel" in head.client.get(f"/en/work/bills/{case.reference}/").context["steps"][0]["forms"]
    assert send(head, "cancel", case, "payments", number, reason="wrong_amount").status_code == 302
    assert pay(counter, case, number="A-1").status_code == 302


def test_a_refund_goes_through_three_hands(counter: Staff, staff, case: Case) -> None:
    set_amount(counter, case)
    pay(counter, case, "35000")
    number = payment_on(case).number
    assert send(counter, "refund", case, "payments", number, amount="5000", reason="overpaid").status_code == 302
    refund = Refund.objects.get()
    head = staff("head.seoul", case)
    page = head.client.get("/en/work/payments/")
    assert [(one["id"], one["step"]) for one in page.context["refunds"]] == [(refund.pk, "decide")]
    page = head.client.post(f"/en/work/refunds/{refund.pk}/decide/", {"post": "seoul", "day": DAY})
    assert summary(page) == [f"#decide-{refund.pk}-outcome"]
    typed = {"outcome": "approve", "post": "seoul", "day": DAY}
    assert head.client.post(f"/en/work/refunds/{refund.pk}/decide/", typed).status_code == 302
    typed = {"reference": "R-7", "post": "seoul", "day": DAY}
    assert counter.client.post(f"/en/work/refunds/{refund.pk}/execute/", typed).status_code == 302
    refund.refresh_from_db()
    assert (refund.state, refund.reference) == ("executed", "R-7")
    assert client_of(APPLICANT).get(f"/en/my/bills/{case.reference}/").context["bill"]["overpaid"] == []


def test_the_day_of_a_post(counter: Staff, staff, case: Case) -> None:
    # What the demonstration has taken counts for the day too.
    before = sum(one.amount for one in Payment.objects.filter(post__code="seoul"))
    total, less = f"₩{30_000 + before:,.0f}", f"₩{29_000 + before:,.0f}"
    set_amount(counter, case)
    pay(counter, case)
    count = {"post": "seoul", "day": DAY, "amount": f"{29_000 + before:.0f}", "currency": "KRW"}
    assert counter.client.post("/en/work/payments/count/", count).status_code == 302
    reconcile_day(acting_user=SYSTEM, day=NOW.date())
    page = staff("head.seoul", case).client.get(f"/en/work/payments/?post=seoul&day={DAY}")
    assert page.context["totals"] == [("At the post", [total])]
    assert [(one["ours"], one["theirs"]) for one in page.context["differences"]] == [(total, less)]
    assert "A-1" in [one["receipt_number"] for one in page.context["payments"]]
    counter.client.post("/en/work/payments/count/", count | {"amount": f"{30_000 + before:.0f}"})
    reconcile_day(acting_user=SYSTEM, day=NOW.date())
    assert staff("head.seoul", case).client.get(f"/en/work/payments/?day={DAY}").context["differences"] == []
    refused = counter.client.post("/en/work/payments/count/", count | {"amount": "x"})
    assert summary(refused) == ["#count-amount"]
    for other in ("post=moscow", "day=today", "post=nowhere&day=1"):
        assert counter.client.get(f"/en/work/payments/?{other}").context["post"].code == "seoul"


def test_the_ministry_sees_every_post_and_opens_no_case(counter: Staff, case: Case) -> None:
    set_amount(counter, case)
    pay(counter, case)
    client = client_of("ministry@example.org")
    page = client.get(f"/en/work/payments/?day={DAY}")
    shown = {one["number"] for one in page.context["payments"]}
    assert (page.context["post"], page.context["count_form"]) == (None, None)
    assert shown >= {payment_on(case).number}
    assert reverse("workspace:bill", args=[case.reference]) not in page.content.decode()
    assert client.get(f"/en/work/payments/?post=moscow&day={DAY}").context["payments"] == []
    assert client.get(f"/en/work/bills/{case.reference}/").status_code == 403


def test_the_page_of_the_case_leads_to_the_payments(counter: Staff, case: Case) -> None:
    page = counter.client.get(f"/en/work/cases/{case.reference}/")
    assert page.context["bill"] == {"reference": case.reference, "owed": [], "is_settled": False}
    refused = counter.client.post(f"/en/work/cases/{case.reference}/take/")
    assert refused.status_code == 302
    decided = counter.client.post(f"/en/work/cases/{case.reference}/decide/", {"outcome": "approve"})
    assert decided.status_code == 409
    set_amount(counter, case)
    pay(counter, case)
    decided = counter.client.post(f"/en/work/cases/{case.reference}/decide/", {"outcome": "approve"})
    assert decided.status_code == 302


def test_a_longer_day_asks_the_database_as_often(counter: Staff, case: Case) -> None:
    set_amount(counter, case)
    pay(counter, case, "1000", "A-1")
    paths = (f"/en/work/payments/?day={DAY}", f"/en/work/bills/{case.reference}/")

    def asked() -> list[int]:
        counts = []
        for path in paths:
            counter.client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert counter.client.get(path).status_code == 200
            counts.append(len(queries))
        return counts

    before = asked()
    for number in range(2, 12):
        pay(counter, case, "1000", f"A-{number}")
    assert asked() == before
