"""Amounts of money in words of a language; exact, from minor units."""

from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, get_currency_precision

from watandoshlar.foundation.scripts import spelled

# CLDR has next to nothing for Uzbek in Arabic script; figures are written as in English there.
OTHER_LOCALES = {"uz-arab": "en"}


def money_text(minor_units: int, currency: str, language: str) -> str:
    amount = Decimal(minor_units).scaleb(-get_currency_precision(currency))
    locale = Locale.parse(OTHER_LOCALES.get(language, language), sep="-")
    return spelled(format_currency(amount, currency, locale=locale), language)
