"""Numbers of travel documents and personal numbers."""

from typing import Any

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import (
    Kind,
    Option,
    Posted,
    holds_all,
    is_word_list,
)
from watandoshlar.domains.catalogue.rules.nodes import SLUG
from watandoshlar.foundation.references import (
    PINFL_REFUSALS,
    normalise_foreign_document,
    normalise_pinfl,
    normalise_travel_document,
    pinfl_problems,
    read_number,
)


def is_type_list(value: Any) -> bool:
    """Whether a raw option lists types of documents."""
    return is_word_list(value) and all(SLUG.fullmatch(word) for word in value)


class TravelDocument(Kind):
    """The number of a passport or identity card of Uzbekistan, as the document prints it; of any state if `foreign`."""

    code = "travel_document"
    options = {
        "foreign": Option(lambda raw: isinstance(raw, bool), default=False, wider=lambda old, new: new or not old)
    }

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        number = _normalise(field, text)
        code = "bad_foreign_document" if field.options["foreign"] else "bad_travel_document"
        return number, (() if number else (Fault(code),))

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, str) and _normalise(field, value) == value

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return ("FA1234567",)


def _normalise(field: Field, text: str) -> str | None:
    return normalise_foreign_document(text) if field.options["foreign"] else normalise_travel_document(text)


class CertificateNumber(Kind):
    """The number of a document that this platform issued, of one of the `types`. Its last sign shows a slip of the pen
    at once; whether the document exists, counts and belongs to whom it must is asked where an application is submitted
    and where its result is issued.

    `holder`: to whom the document must belong: `subject`, for whom the application is, `applicant`, or the field of
    kind `name` in which its holder is named. `may_have_ended`: one whose last day is over does as well, to be renewed.
    """

    code = "certificate_number"
    options = {
        "types": Option(is_type_list, wider=holds_all),
        "holder": Option(lambda raw: isinstance(raw, str) and bool(raw), default="subject"),
        "may_have_ended": Option(
            lambda raw: isinstance(raw, bool), default=False, wider=lambda old, new: new or not old
        ),
    }

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        text = posted.one(name)
        if not text:
            return None, ()
        number = read_number(text)
        return number, (() if number else (Fault("bad_certificate_number"),))

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, str) and read_number(value) == value

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return ("UZ-CC-26-23456785",)


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
