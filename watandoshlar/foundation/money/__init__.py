"""Money: an exact amount with its currency. There is no amount without one, and no float anywhere.

How many digits a currency has is what CLDR says: 2 for the soum and the euro, 0 for the won, 3 for the Kuwaiti dinar.
"""

from .money import CurrencyUnknown, Money, NotExact, OtherCurrency, digits_of, is_currency, total
from .wording import money_in_words, number_in_words

__all__ = [
    "CurrencyUnknown",
    "Money",
    "NotExact",
    "OtherCurrency",
    "digits_of",
    "is_currency",
    "money_in_words",
    "number_in_words",
    "total",
]
