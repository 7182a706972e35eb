"""Short and long text."""

from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Option, Posted, at_least, is_natural


class ShortText(Kind):
    """One line as written."""

    code = "short_text"
    options = {"max_length": Option(is_natural, 200, at_least)}

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        return " ".join(posted.one(name).split()) or None, ()

    def check(self, field: Field, value: str, facts: Facts | None) -> tuple[Fault, ...]:
        maximum = field.options["max_length"]
        if len(value) > maximum:
            return (Fault("too_long", facts={"maximum": maximum, "length": len(value)}),)
        return ()


class LongText(ShortText):
    """Several lines as written."""

    code = "long_text"
    options = {"max_length": Option(is_natural, 4000, at_least)}

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        return posted.one(name) or None, ()
