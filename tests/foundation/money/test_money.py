from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watandoshlar.foundation.money import (
    CurrencyUnknown,
    Money,
    NotExact,
    OtherCurrency,
    digits_of,
    money_in_words,
    number_in_words,
    total,
)

CURRENCIES = st.sampled_from(["UZS", "EUR", "KRW", "KWD", "CLF", "RUB", "AED", "USD"])
UNITS = st.integers(-(10**12), 10**12)


@st.composite
def amounts(draw: st.DrawFn, currency: str | None = None) -> Money:
    return Money.of_minor(draw(UNITS), currency or draw(CURRENCIES))


@given(UNITS, CURRENCIES)
def test_smallest_units_come_back(units: int, currency: str) -> None:
    assert Money.of_minor(units, currency).minor_units == units


@given(amounts("UZS"), amounts("UZS"), amounts("UZS"))
def test_sums_are_exact_in_any_order(one: Money, two: Money, three: Money) -> None:
    assert (one + two) + three == one + (two + three) == (three + one) + two
    assert one + two - two == one
    assert one - one == Money.nothing("UZS") == -Money.nothing("UZS")
    assert (one < two) == (one.minor_units < two.minor_units)


@given(amounts("EUR"), amounts("KRW"))
def test_currencies_never_mix(euros: Money, won: Money) -> None:
    for mix in (lambda: euros + won, lambda: euros - won, lambda: euros < won, lambda: euros >= won):
        with pytest.raises(OtherCurrency):
            mix()
    assert euros != won


@given(st.lists(amounts(), max_size=20))
def test_a_total_has_each_currency_once(found: list[Money]) -> None:
    sums = total(found)
    for currency in {one.currency for one in found}:
        assert sums[currency].minor_units == sum(one.minor_units for one in found if one.currency == currency)
    assert set(sums) == {one.currency for one in found}


@given(amounts(), st.sampled_from(["", " ", "\u00a0"]), st.sampled_from([".", ","]))
def test_what_is_written_is_read(money: Money, space: str, point: str) -> None:
    whole, _point, rest = str(money.amount).partition(".")
    typed = f" {whole[:-3]}{space}{whole[-3:]}{point + rest if rest else ''} "
    assert Money.read(typed, money.currency) == money


@pytest.mark.parametrize("text", ["", "-", ".", "1.2.3", "1e5", "NaN", "Infinity", "١٢", "12a", "1.234", "0x10", "--1"])
def test_what_is_no_exact_amount_is_refused(text: str) -> None:
    with pytest.raises(NotExact):
        Money.read(text, "EUR")


def test_there_is_no_float() -> None:
    for value in (1.5, 1, "1.50"):
        with pytest.raises(TypeError):
            Money(value, "EUR")
    for value in ("NaN", "Infinity", "0.001"):
        with pytest.raises(NotExact):
            Money(Decimal(value), "EUR")
    with pytest.raises(CurrencyUnknown):
        Money(Decimal(1), "XXQ")


def test_digits_are_those_of_cldr() -> None:
    assert [digits_of(code) for code in ("UZS", "KRW", "EUR", "KWD", "CLF")] == [2, 0, 2, 3, 4]
    assert str(Money(Decimal("3E+1"), "EUR")) == "30.00 EUR"


@given(st.decimals(0, 5, places=4), st.integers(1, 10**9))
def test_a_share_is_the_nearest_amount(share: Decimal, units: int) -> None:
    whole = Money.of_minor(units, "UZS")
    found = Money.share(share, whole)
    assert abs(found.amount - whole.amount * share) <= Decimal("0.005")


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
def test_amounts_have_the_digits_of_their_currency_in_any_language(language: str, euros: str, won: str) -> None:
    shown = [money_in_words(Money.of_minor(*one), language) for one in ((123_450, "EUR"), (25_000, "KRW"))]
    assert [" ".join(amount.split()) for amount in shown] == [euros, won]


def test_numbers_lose_no_digit() -> None:
    assert [number_in_words(Decimal(text), "ru") for text in ("0.8000", "2", "10")] == ["0,8", "2", "10"]
