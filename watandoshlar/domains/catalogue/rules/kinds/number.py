"""Numbers and money."""

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from babel.core import Locale
from babel.numbers import format_decimal, get_currency_precision

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import (
    Kind,
    Option,
    Posted,
    at_least,
    at_most,
    holds_all,
    is_record,
    is_word_list,
    prefixed,
)

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

MOST_DIGITS = 15
# A comma may be a decimal sign, but "1,234" may also mean a thousand: three digits after it are refused, not guessed.
WRITTEN = re.compile(r"[-+]?\d+(?:\.\d+|,\d{1,2}|,\d{4,})?")
SPACES = dict.fromkeys(map(ord, "   _'’"))


def is_number(raw: Any) -> bool:
    """Whether a raw option is a number; `true` is not one."""
    return isinstance(raw, int | float) and not isinstance(raw, bool)


LIMITS = {
    "minimum": Option(is_number, None, at_most),
    "maximum": Option(is_number, None, at_least),
}


def read_decimal(text: str) -> Decimal | None:
    """The number that a person wrote, with a point or a comma, in any decimal digits; None when it is not one."""
    text = text.translate(SPACES)
    if not WRITTEN.fullmatch(text) or sum(map(str.isdecimal, text)) > MOST_DIGITS:
        return None
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None


def check_limits(number: Decimal, options: Any, part: str = "") -> tuple[Fault, ...]:
    """The faults of a number outside `minimum` and `maximum`."""
    minimum, maximum = options["minimum"], options["maximum"]
    if minimum is not None and number < Decimal(str(minimum)):
        return (Fault("below_minimum", part, {"minimum": minimum}),)
    if maximum is not None and number > Decimal(str(maximum)):
        return (Fault("above_maximum", part, {"maximum": maximum}),)
    return ()


class Number(Kind):
    """A whole number, or with `decimal` a decimal one kept as text so that nothing is rounded."""

    code = "number"
    options = {"decimal": Option(lambda raw: isinstance(raw, bool), False), **LIMITS}

    def condition_type(self, options: Any) -> str:
        return "double" if options["decimal"] else "int"

    def condition_value(self, field: Field, value: Any) -> Any:
        return float(value) if field.options["decimal"] else value

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        number = read_decimal(text)
        if number is None:
            return None, (Fault("not_a_number"),)
        if field.options["decimal"]:
            return format(number, "f"), ()
        if number != int(number):
            return None, (Fault("not_a_whole_number"),)
        return int(number), ()

    def typed(self, field: Field, name: str, value: Any) -> dict[str, list[str]]:
        return {name: [str(value)]}

    def fits(self, field: Field, value: Any) -> bool:
        if field.options["decimal"]:
            return isinstance(value, str) and read_decimal(value) is not None
        return isinstance(value, int) and not isinstance(value, bool)

    def check(self, field: Field, value: Any, facts: Facts | None) -> tuple[Fault, ...]:
        return check_limits(Decimal(value), field.options)

    def display(self, field: Field, value: Any, language: str, texts: "FieldTexts") -> list[str]:
        return [format_decimal(Decimal(value), decimal_quantization=False, locale=Locale.parse(language, sep="-"))]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        numbers = (0, 1, 2, 3, 5, 10, 18, 100, 1000)
        limits = [int(limit) for limit in (field.options["minimum"], field.options["maximum"]) if limit is not None]
        allowed = [number for number in (*numbers, *limits) if not self.check(field, number, facts)]
        return tuple(f"{number}.5" if field.options["decimal"] else number for number in allowed)


class Money(Kind):
    """{amount, currency}: the amount as text with exactly the decimals of the currency."""

    code = "money"
    options = {"currencies": Option(is_word_list, wider=holds_all), **LIMITS}
    parts = ("amount", "currency")

    def condition_type(self, options: Any) -> str:
        return "int"

    def condition_value(self, field: Field, value: dict[str, str]) -> int:
        return int(Decimal(value["amount"]).scaleb(get_currency_precision(value["currency"])))

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        amount, currency = posted.one(f"{name}.amount"), posted.one(f"{name}.currency")
        if not amount:
            return None, ()
        if currency not in field.options["currencies"]:
            return None, (Fault("not_a_choice" if currency else "choice_required", "currency"),)
        number = read_decimal(amount)
        if number is None:
            return None, (Fault("not_a_number", "amount"),)
        places = get_currency_precision(currency)
        exact = number.quantize(Decimal(1).scaleb(-places))
        if exact != number:
            return None, (Fault("too_many_decimals", "amount", {"places": places}),)
        return {"amount": format(exact, "f"), "currency": currency}, ()

    def typed(self, field: Field, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        return prefixed(name, value)

    def fits(self, field: Field, value: Any) -> bool:
        return (
            is_record(value, self.parts)
            and value["currency"] in field.options["currencies"]
            and read_decimal(value["amount"]) is not None
        )

    def check(self, field: Field, value: dict[str, str], facts: Facts | None) -> tuple[Fault, ...]:
        return check_limits(Decimal(value["amount"]), field.options, "amount")

    def display(self, field: Field, value: dict[str, str], language: str, texts: "FieldTexts") -> list[str]:
        amount = format_decimal(
            Decimal(value["amount"]), decimal_quantization=False, locale=Locale.parse(language, sep="-")
        )
        # The code, not a sign: a dollar sign stands for many currencies.
        return [f"{amount} {value['currency']}"]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        amounts = [Decimal(number) for number in (0, 1, 10, 1000)]
        return tuple(
            {"amount": str(amount), "currency": currency}
            for currency in field.options["currencies"]
            for amount in amounts
            if not check_limits(amount, field.options)
        )
