"""Numbers that people read aloud, copy by hand and type on a phone.

Words of the room:

* *reference*: the public name of a case, such as WD-26-7K3M-9Q4T-X: prefix, year, eight random signs, a check sign;
* *verification code*: six random signs that open the check of a printed document;
* *PINFL* (JSHSHIR): the personal number of an Uzbek citizen, fourteen digits;
* *travel-document number*: two letters and seven digits.

Examples that the tests read: docs/rules/references.md.
"""

from .case_reference import (
    is_reference,
    make_reference,
    normalise_reference,
    normalise_verification_code,
    verification_code,
)
from .pinfl import PINFL_REFUSALS, PinflFacts, normalise_pinfl, pinfl_facts, pinfl_problems
from .travel_document import normalise_travel_document

__all__ = [
    "PINFL_REFUSALS",
    "PinflFacts",
    "is_reference",
    "make_reference",
    "normalise_pinfl",
    "normalise_reference",
    "normalise_travel_document",
    "normalise_verification_code",
    "pinfl_facts",
    "pinfl_problems",
    "verification_code",
]
