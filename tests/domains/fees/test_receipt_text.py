"""What is copied from a receipt is what is printed in it, in every script."""

from datetime import UTC, datetime

import pytest

from tests.copied_text import by_pdfium, by_poppler, missing
from watandoshlar.domains.fees.layout import ReceiptRecord, render_receipt

WORDS = {
    "uz": ("Oʻzbekiston Respublikasi", "Toʻlov kvitansiyasi", "Ariza", "Konsullik yigʻimi", "Jami"),
    "uz-cyrl": ("Ўзбекистон Республикаси", "Тўлов квитанцияси", "Ариза", "Консуллик йиғими", "Жами"),
    "uz-arab": ("اۉزبېکستان جمهوریتی", "تۉلاو سندی", "عریضه", "کونسللیک ییغیمی", "جمعی"),
    "ru": ("Республика Узбекистан", "Квитанция об оплате", "Заявление", "Консульский сбор", "Итого"),
    "en": ("Republic of Uzbekistan", "Receipt of payment", "Application", "Consular fee", "Total"),
}


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
@pytest.mark.parametrize("language", WORDS)
def test_a_receipt_is_copied_as_it_is_printed(tmp_path, language, read):
    state, title, application, fee, total = WORDS[language]
    record = ReceiptRecord(
        language=language,
        state=state,
        title=title,
        number="R-26-7K3M9Q4A",
        facts=[(application, "WD-26-7K3M-9Q4T-X")],
        rows=[(fee, "UZS 375,005.00")],
        total=(total, "UZS 375,005.00"),
        notes=[fee],
        made_at=datetime(2026, 11, 22, tzinfo=UTC),
    )
    copied = read(render_receipt(record), tmp_path / "receipt.pdf")
    shown = [*WORDS[language], "R-26-7K3M9Q4A", "WD-26-7K3M-9Q4T-X", "UZS 375,005.00"]
    assert missing(shown, copied, language) == []
