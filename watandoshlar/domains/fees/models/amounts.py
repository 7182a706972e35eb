"""An amount in the database: an exact decimal beside the currency that gives it its digits."""

from decimal import Decimal

from django.db import models

from watandoshlar.foundation.money import Money

MOST_DIGITS = 18
# The most that a currency of ISO 4217 has.
PLACES = 4


class AmountField(models.DecimalField):
    def __init__(self, **options) -> None:
        super().__init__(**{"max_digits": MOST_DIGITS, "decimal_places": PLACES, **options})


class CurrencyField(models.CharField):
    def __init__(self, **options) -> None:
        super().__init__(**{"max_length": 3, **options})


def money_of(row: models.Model) -> Money:
    """The amount of a row that has `amount` and `currency`."""
    return Money(Decimal(row.amount), row.currency)
