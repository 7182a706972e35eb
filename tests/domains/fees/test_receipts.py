"""The receipt of a payment, in the language of whoever asks."""

import pypdfium2
import pytest

from tests.domains.fees.builders import SOUM, Desk
from watandoshlar.domains.fees import receipts
from watandoshlar.domains.fees.api import cancel_payment, receipt_pdf
from watandoshlar.domains.fees.models import Payment
from watandoshlar.foundation.money import Money

pytestmark = pytest.mark.django_db
LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


def words_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())
    finally:
        document.close()


@pytest.fixture
def payment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Payment:
    class Texts:
        def fee(self, name: str) -> str:
            return {"duty": "Consular fee"}[name]

    class Version:
        def texts(self, _language: str) -> Texts:
            return Texts()

    # The tutorial asks for no fee: only the label of the invented one is missing.
    monkeypatch.setattr(receipts, "get_version", lambda _version: Version())
    return desk.pay(desk.bill(), SOUM + Money.of_minor(500, "UZS"), "A-12")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_receipt_says_what_was_paid_in_every_language(payment: Payment, language: str) -> None:
    pdf = receipt_pdf(payment, language)
    words = words_of(pdf)
    assert pdf.startswith(b"%PDF-")
    for part in (payment.number, payment.bill.reference, "A-12", "Consular fee"):
        assert part in words, language
    assert receipt_pdf(payment, language) == pdf


def test_a_receipt_has_its_rows_and_total(payment: Payment) -> None:
    words = words_of(receipt_pdf(payment, "en"))
    assert "UZS375,005.00" in words.replace("\xa0", "").replace("UZS ", "UZS")
    assert "More than was due; it belongs to you" in words
    assert f"officer {payment.account_id}" in words
    assert payment.account.email not in words
    assert "does not count" not in words


def test_a_receipt_of_an_entry_that_was_taken_back_says_so(desk: Desk, payment: Payment) -> None:
    cancel_payment(acting_user=desk.head, number=payment.number, reason="wrong_case")
    assert "This receipt does not count." in words_of(receipt_pdf(payment, "en"))
