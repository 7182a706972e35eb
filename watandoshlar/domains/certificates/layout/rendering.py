"""A4 documents as PDF/A with a QR seal, and where border posts of other states read them, with theirs and a zone.

The same layout record gives the same bytes: every date comes from the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watandoshlar.domains.certificates.layout import printed
from watandoshlar.domains.certificates.layout.codes import print_seal, print_travel_seal
from watandoshlar.domains.certificates.rules.record import CertificateRecord, full_name
from watandoshlar.foundation.typesetting import typeset

TEMPLATE = Path(__file__).with_name("certificate.typ")


@dataclass(frozen=True)
class LayoutRecord:
    """Everything that is printed.

    captions: the fixed words (see `captions.py`) by name, in each language of the record.
    check_address: where the document can be checked, without a protocol.
    zone, travel_seal: the machine-readable lines and the seal for border posts, of a travel document.
    """

    record: CertificateRecord
    number: str
    verification_code: str
    seal: str
    captions: Mapping[str, Mapping[str, str]]
    check_address: str
    zone: tuple[str, ...] = ()
    travel_seal: bytes = b""


def render_certificate(layout_record: LayoutRecord) -> bytes:
    """The PDF/A-2a file of this document. Raises SealTooLarge and LetterMissing."""
    return typeset(TEMPLATE, _printed(layout_record), layout_record.record.issued_at)


def _printed(layout_record: LayoutRecord) -> dict[str, Any]:
    record, languages = layout_record.record, layout_record.record.languages
    travel_seal = layout_record.travel_seal
    words, day = printed.words, printed.day
    return {
        "languages": [printed.language(code) for code in languages],
        "title": words(record.titles, languages),
        "name": full_name(record.holder),
        "second_name": full_name(record.second_name) if record.second_name else "",
        "birth": day(record.birth_date),
        "photo": printed.photo(record.photo),
        "rows": [
            {"labels": words(row["labels"], languages), "values": words(row["values"], languages)}
            for row in record.rows
        ],
        "body": words(record.bodies, languages),
        "footer": words(record.footers, languages),
        "basis": words(record.legal_basis, languages),
        "post": words(record.post_names, languages),
        "number": layout_record.number,
        "code": layout_record.verification_code,
        "created": list(record.issued_at.timetuple()[:6]),
        "issued": day(record.issued_at.date().isoformat()),
        "from": day(record.valid_from.isoformat() if record.valid_from else ""),
        "until": day(record.expires_on.isoformat() if record.expires_on else ""),
        "seal": printed.code(print_seal(layout_record.seal)),
        "zone": list(layout_record.zone),
        "travel_seal": printed.code(print_travel_seal(travel_seal)) if travel_seal else None,
        "captions": {name: words(spoken, languages) for name, spoken in layout_record.captions.items()},
        "address": layout_record.check_address,
        "demonstration": record.is_demonstration,
        "unconfirmed": not record.is_confirmed,
    }
