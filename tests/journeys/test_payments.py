"""Money on its way: taken at the post against a paper receipt, or paid by a payment system, and the receipt of it."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING

import pytest
from django.conf import settings

from tests.applications import APPLICANT, TWO_OFFICERS, submit_in_seoul
from tests.journeys.post_work import set_amount
from tests.journeys.staff import Staff, look, words_of
from tests.publication import replace
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import publish_posts
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.fees.api import Payment, bill_of, charges_of, standing_of

if TYPE_CHECKING:
    from tests.plugins.live_site import LiveSite

DEVICES = {
    "desk": {"viewport": {"width": 1280, "height": 900}},
    "no script": {"java_script_enabled": False, "viewport": {"width": 360, "height": 740}},
}
TARIFF = "child-return-certificate: {currency: KRW, source: tariff_of_post}"
IN_SOUM = 'child-return-certificate: {amount: "375000.00", currency: UZS, source: tariff_of_post}'


def submitted() -> Case:
    case, _raw = submit_in_seoul(Account.objects.get(email=APPLICANT), *TWO_OFFICERS)
    return case


def open_bill(officer: Staff, reference: str) -> None:
    """From the page of the case, as one comes to it."""
    officer.open_case(reference)
    with officer.page.expect_navigation():
        officer.page.locator(f'a[href$="/work/bills/{reference}/"]').click()
    look(officer)


def enter_payment(officer: Staff, receipt_number: str, amount: str = "") -> None:
    """What is due stands in the form already."""
    form = 'form[action$="/pay/"]'
    officer.page.fill(f"{form} input[name=receipt_number]", receipt_number)
    if amount:
        officer.page.fill(f"{form} input[name=amount]", amount)
    officer.send("pay")


@pytest.mark.parametrize("device", DEVICES)
def test_paid_at_the_post(new_staff: Callable[..., Staff], device: str) -> None:
    case = submitted()
    applicant = new_staff("nodira", "uz", factors=1, **DEVICES[device])
    officer = new_staff("officer.seoul", "ru", **DEVICES[device])
    applicant.open(f"my/cases/{case.reference}/")
    look(applicant)
    assert "tasdiqlanmagan" in applicant.text()

    open_bill(officer, case.reference)
    set_amount(officer, charges_of(case.reference)[0].charge.pk, "30000")
    look(officer)
    enter_payment(officer, "А-117", "12000")
    assert "18 000" in officer.text().replace("\xa0", " ")
    enter_payment(officer, "А-117")
    assert officer.page.evaluate("document.activeElement.id") == "problems" or not officer.runs_scripts
    look(officer)
    enter_payment(officer, "А-118")
    assert standing_of(bill_of(case.reference)).is_settled
    look(officer)

    payment = Payment.objects.get(receipt_number="А-118")
    applicant.open(f"my/cases/{case.reference}/")
    assert "А-118" in applicant.text()
    look(applicant)
    words = words_of(applicant.read(f"my/payments/{payment.number}/receipt.pdf"))
    assert "Toʻlov kvitansiyasi" in words
    assert "А-118" in words
    assert case.reference in words
    assert payment.number in words_of(officer.read(f"work/payments/{payment.number}/receipt.pdf"))

    officer.open("work/payments/")
    assert {"А-117", "А-118"} <= set(officer.text().split())
    look(officer)


def test_paid_by_payme(new_staff: Callable[..., Staff], demonstration: "LiveSite", tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    copytree(settings.POSTS_DIRECTORY, posts)
    replace(posts / "seoul.yaml", TARIFF, IN_SOUM)
    publish_posts(acting_user=SYSTEM, folder=posts)
    case = submitted()
    applicant = new_staff("nodira", "uz", factors=1)
    applicant.open(f"my/cases/{case.reference}/")
    look(applicant)
    page = applicant.page
    with page.expect_navigation():
        page.locator(f'a[href^="{demonstration.payme_address}"]').click()
    assert page.locator("h1").inner_text() == "Payme"
    with page.expect_navigation():
        page.get_by_role("button").click()
    # Back on our page, which shows what the call of the payment system has changed meanwhile.
    assert page.url.endswith(f"/my/bills/{case.reference}/")
    assert "Payme" in applicant.text()
    assert standing_of(bill_of(case.reference)).is_settled
    look(applicant)
    assert Payment.objects.get(bill__reference=case.reference).method == "payme"
    letter = demonstration.mailbox.wait_for(APPLICANT, 2)
    assert case.reference in letter["Subject"]
