"""Numbers of travel documents and personal numbers."""

from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Posted
from watandoshlar.foundation.references import (
    PINFL_REFUSALS,
    normalise_pinfl,
    normalise_travel_document,
    pinfl_problems,
)


class TravelDocument(Kind):
    """The number of a passport or identity card of Uzbekistan, as the document prints it."""

    code = "travel_document"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        number = normalise_travel_document(text)
        return number, (() if number else (Fault("bad_travel_document"),))

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, str) and normalise_travel_document(value) == value

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return ("FA1234567",)


class Pinfl(Kind):
    """The personal number. Its layout has no public specification: only its length and its digits refuse it."""

    code = "pinfl"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        number = normalise_pinfl(text)
        refusals = [code for code in pinfl_problems(number) if code in PINFL_REFUSALS]
        if refusals:
            return None, (Fault(f"pinfl_{refusals[0]}", facts={"length": len(number)}),)
        return number, ()

    def warn(self, field: Field, value: str) -> tuple[Fault, ...]:
        return tuple(Fault(f"pinfl_{code}") for code in pinfl_problems(value))

    def fits(self, field: Field, value: Any) -> bool:
        return (
            isinstance(value, str)
            and normalise_pinfl(value) == value
            and not PINFL_REFUSALS.intersection(pinfl_problems(value))
        )

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return ("31705901234562",)
