import pytest

from watandoshlar.web.presenting.money import money_text


@pytest.mark.parametrize(
    ("language", "euros", "won"),
    [
        ("uz", "1 234,50 €", "25 000 ₩"),
        ("uz-cyrl", "1 234,50 €", "25 000 ₩"),
        ("uz-arab", "€1,234.50", "₩25,000"),
        ("ru", "1 234,50 €", "25 000 ₩"),
        ("en", "€1,234.50", "₩25,000"),
        ("tg", "1 234,50 €", "25 000 ₩"),
    ],
)
def test_amounts_have_the_digits_of_their_currency_in_any_language(language, euros, won):
    shown = [money_text(123_450, "EUR", language), money_text(25_000, "KRW", language)]
    assert [" ".join(amount.split()) for amount in shown] == [euros, won]
