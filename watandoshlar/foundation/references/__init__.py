"""Numbers that people read aloud, copy by hand and type on a phone.

Words of the room:

* *reference*: the public name of a case, such as WD-26-7K3M-9Q4T-X: prefix, year, eight random signs, a check sign;
* *verification code*: six random signs that open the check of a printed document;
* *document number*: names an issued document, such as UZ-CR-26-7K3M9Q4T; its last sign checks the rest;
* *PINFL* (JSHSHIR): the personal number of an Uzbek citizen, fourteen digits;
* *travel-document number*: two letters and seven digits;
* *machine-readable zone*: the lines of capitals, digits and fillers (<) on a travel document, which check themselves.

Examples that the tests read: docs/rules/references.md.
"""

from .case_reference import (
    is_reference,
    make_reference,
    normalise_reference,
    normalise_verification_code,
    verification_code,
)
from .document_number import read_number
from .mrz import TravelZone, check_digit, read_zone, write_zone
from .mrz_repair import find_zone
from .pinfl import PINFL_REFUSALS, PinflFacts, normalise_pinfl, pinfl_facts, pinfl_problems
from .travel_document import normalise_foreign_document, normalise_travel_document

__all__ = [
    "PINFL_REFUSALS",
    "PinflFacts",
    "TravelZone",
    "check_digit",
    "find_zone",
    "is_reference",
    "make_reference",
    "normalise_foreign_document",
    "normalise_pinfl",
    "normalise_reference",
    "normalise_travel_document",
    "normalise_verification_code",
    "pinfl_facts",
    "pinfl_problems",
    "read_number",
    "read_zone",
    "verification_code",
    "write_zone",
]
