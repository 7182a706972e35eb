"""The fixed words on every document, in the languages of the document.

They are read once, when the document is issued, and kept with it: a later translation does not change paper.
"""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from watandoshlar.domains.certificates.rules.record import Words

CAPTIONS = {
    "state": gettext_noop("Republic of Uzbekistan"),
    "holder": gettext_noop("Holder"),
    "birth": gettext_noop("Date of birth"),
    "sex": gettext_noop("Sex"),
    "nationality": gettext_noop("Citizenship"),
    "photo": gettext_noop("Photograph of the holder"),
    "seal": gettext_noop("QR code with the electronic seal of this document"),
    "number": gettext_noop("Document number"),
    "code": gettext_noop("Verification code"),
    "issued": gettext_noop("Issued on"),
    "from": gettext_noop("Valid from"),
    "until": gettext_noop("Valid until"),
    "without_end": gettext_noop("no end date"),
    "how_to_check": gettext_noop(
        "To check this document, scan the QR code or enter the number and the verification code at the address below."
    ),
    "card_check": gettext_noop("To check this card, scan the code on its front at the address below."),
    "issuer": gettext_noop("Issued by"),
    "zone": gettext_noop("Lines for reading machines"),
    "travel_seal": gettext_noop("Code with the seal that border posts of other states read"),
    "demonstration_mark": gettext_noop("DEMONSTRATION"),
    "demonstration": gettext_noop("Demonstration only. This document has no legal force."),
    "unconfirmed": gettext_noop("The ministry has not yet confirmed the legal basis of this form."),
}


def captions_in(languages: Sequence[str]) -> dict[str, Words]:
    """Every caption by name, in each of these languages."""
    spoken: dict[str, dict[str, str]] = {name: {} for name in CAPTIONS}
    for language in languages:
        with override(language):
            for name, words in CAPTIONS.items():
                spoken[name][language] = _(words)
    return spoken
