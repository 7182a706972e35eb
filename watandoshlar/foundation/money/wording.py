"""Amounts in words of a language, exact."""

from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, format_decimal

from watandoshlar.foundation.scripts import spelled

from .money import Money

# CLDR has next to nothing for Uzbek in Arabic script; figures are written as in English there.
OTHER_LOCALES = {"uz-arab": "en"}


def money_in_words(money: Money, language: str) -> str:
    return spelled(format_currency(money.amount, money.currency, locale=_locale(language)), language)


def number_in_words(number: Decimal, language: str) -> str:
    return spelled(format_decimal(number.normalize(), locale=_locale(language)), language)


def _locale(language: str) -> Locale:
    return Locale.parse(OTHER_LOCALES.get(language, language), sep="-")
