from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import cache

from babel.numbers import get_currency_precision, list_currencies


class OtherCurrency(ValueError):
    """Amounts of two currencies are neither added nor compared."""


class CurrencyUnknown(ValueError):
    """No such currency in ISO 4217."""


class NotExact(ValueError):
    """The amount has more digits than the currency, or is no number."""


@cache
def digits_of(currency: str) -> int:
    """Digits after the point. Raises CurrencyUnknown."""
    if not is_currency(currency):
        raise CurrencyUnknown(currency)
    return int(get_currency_precision(currency))


@cache
def is_currency(code: str) -> bool:
    return code in list_currencies()


@dataclass(frozen=True)
class Money:
    """An amount of a currency, with exactly the digits that the currency has.

    Raises NotExact for more digits and for what is no number, CurrencyUnknown, TypeError for a float.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal):
            raise TypeError(f"money is a Decimal, not {type(self.amount).__name__}")
        if not self.amount.is_finite():
            raise NotExact(str(self.amount))
        exact = self.amount.quantize(Decimal(1).scaleb(-digits_of(self.currency)))
        if exact != self.amount:
            raise NotExact(f"{self.amount} {self.currency}")
        # Minus nothing is nothing.
        object.__setattr__(self, "amount", exact if exact else abs(exact))

    @classmethod
    def of_minor(cls, units: int, currency: str) -> "Money":
        """The amount from its smallest units: tiyin, cents."""
        return cls(Decimal(units).scaleb(-digits_of(currency)), currency)

    @classmethod
    def read(cls, text: str, currency: str) -> "Money":
        """The amount as somebody typed it: spaces between groups, a point or a comma before the digits."""
        plain = "".join(text.split()).replace(",", ".")
        if not plain.removeprefix("-").replace(".", "", 1).isdecimal() or not plain.isascii():
            raise NotExact(text)
        try:
            return cls(Decimal(plain), currency)
        except InvalidOperation as error:
            raise NotExact(text) from error

    @classmethod
    def share(cls, share: Decimal, whole: "Money") -> "Money":
        """A share of an amount, rounded half up to the digits of the currency."""
        smallest = Decimal(1).scaleb(-digits_of(whole.currency))
        return cls((whole.amount * share).quantize(smallest, ROUND_HALF_UP), whole.currency)

    @classmethod
    def nothing(cls, currency: str) -> "Money":
        return cls(Decimal(0), currency)

    @property
    def minor_units(self) -> int:
        return int(self.amount.scaleb(digits_of(self.currency)))

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other)

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other)

    def _same(self, other: "Money") -> Decimal:
        if not isinstance(other, Money):
            raise TypeError(f"{other!r} is no money")
        if other.currency != self.currency:
            raise OtherCurrency(f"{self} and {other}")
        return other.amount


def total(amounts: Iterable[Money]) -> dict[str, Money]:
    """The sum of each currency, by currency."""
    sums: dict[str, Money] = {}
    for one in amounts:
        sums[one.currency] = sums[one.currency] + one if one.currency in sums else one
    return sums
