"""How much a fee is on a day, and where that is said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from watandoshlar.foundation.money import Money

CONFIRMED = "confirmed"
TO_BE_CONFIRMED = "to_be_confirmed"


@dataclass(frozen=True)
class Said:
    """Who says how much: the source in words by language, and whether it is confirmed, as known on a day."""

    titles: Mapping[str, str]
    state: str
    as_of: str = ""
    url: str = ""


@dataclass(frozen=True)
class Tariff:
    """What a post's file says of a tariff on a day; the amount may be unknown while it is to be confirmed."""

    currency: str
    amount: Decimal | None
    said: Said


@dataclass(frozen=True)
class BaseUnit:
    """The value of the base calculation unit from a day until a day (both included)."""

    valid_from: date
    valid_until: date | None
    value: Money | None
    said: Said

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True)
class Price:
    """`amount` is None while nobody has confirmed it; then `currency` may be known, and `base_units`.

    `said` is None where the definition of the service says it all.
    """

    amount: Money | None
    currency: str = ""
    base_units: Decimal | None = None
    said: Said | None = None


def price_by_tariff(tariff: Tariff | None) -> Price:
    """What the tariff of the post says. A post without such a tariff has not said anything yet."""
    if tariff is None:
        return Price(None)
    amount = None if tariff.amount is None else Money(tariff.amount, tariff.currency)
    return Price(amount, tariff.currency, said=tariff.said)


def price_in_units(units: Decimal, unit: BaseUnit | None) -> Price:
    """Units times their confirmed value; without a confirmed one, the units and no amount."""
    if unit is None:
        return Price(None, base_units=units)
    known = unit.value if unit.said.state == CONFIRMED else None
    amount = Money.share(units, known) if known is not None else None
    return Price(amount, known.currency if known else "", units, unit.said)


def unit_on(units: tuple[BaseUnit, ...], day: date) -> BaseUnit | None:
    return next((unit for unit in units if unit.holds_on(day)), None)
