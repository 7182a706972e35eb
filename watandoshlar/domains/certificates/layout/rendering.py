"""A4 documents as PDF/A with a QR seal.

The same layout record gives the same bytes: every date comes from the record.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import zxingcpp

from watandoshlar.domains.certificates.rules.record import CertificateRecord, full_name
from watandoshlar.foundation.typesetting import typeset

TEMPLATE = Path(__file__).with_name("certificate.typ")
SMALLEST_MODULE = 0.40
"""Width of one QR module in millimetres; below 0.35 office scanners at 200 dpi fail."""
LARGEST_SEAL = 52.0
SMALLEST_SEAL = 34.0
QUIET_ZONE = 4
"""Empty modules around a QR code (ISO/IEC 18004)."""

RIGHT_TO_LEFT = frozenset({"uz-arab"})
_SCRIPTS = {"uz-cyrl": "cyrl", "uz-arab": "arab", "ru": "cyrl"}


class SealTooLarge(ValueError):
    """The seal does not fit on the page at a module that printers and scanners can resolve."""

    code = "seal_too_large"


@dataclass(frozen=True)
class LayoutRecord:
    """Everything that is printed.

    captions: the fixed words (see `captions.py`) by name, in each language of the record.
    check_address: where the document can be checked, without a protocol.
    """

    record: CertificateRecord
    number: str
    verification_code: str
    seal: str
    captions: Mapping[str, Mapping[str, str]]
    check_address: str


def render_certificate(layout_record: LayoutRecord) -> bytes:
    """The PDF/A-2a file of this document. Raises SealTooLarge and LetterMissing."""
    return typeset(TEMPLATE, _printed(layout_record), layout_record.record.issued_at)


@dataclass(frozen=True)
class PrintedSeal:
    """The QR code of a seal: SVG without quiet zone, modules on a side, and its width in millimetres."""

    svg: str
    modules: int
    width: float

    @property
    def quiet_zone(self) -> float:
        """The empty border that readers need, in millimetres."""
        return QUIET_ZONE * self.width / self.modules


def print_seal(seal: str) -> PrintedSeal:
    """The QR code of a seal. Raises SealTooLarge."""
    code = zxingcpp.create_barcode(seal, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules = memoryview(code.to_image(scale=1, add_quiet_zones=False)).shape[0]
    if modules * SMALLEST_MODULE > LARGEST_SEAL:
        raise SealTooLarge(f"{modules} modules")
    svg = code.to_svg(scale=1, add_quiet_zones=False)
    return PrintedSeal(svg, modules, max(SMALLEST_SEAL, modules * SMALLEST_MODULE))


def _printed(layout_record: LayoutRecord) -> dict[str, Any]:
    """The document as the template sees it: each text as a list of (language number, words)."""
    record, seal = layout_record.record, print_seal(layout_record.seal)
    return {
        "languages": [_language(code) for code in record.languages],
        "title": _words(record.titles, record),
        "name": full_name(record.holder),
        "second_name": full_name(record.second_name) if record.second_name else "",
        "birth": _day(record.birth_date),
        "photo": list(record.photo),
        "photo_format": "png" if record.photo.startswith(b"\x89PNG") else "jpg",
        "rows": [
            {"labels": _words(row["labels"], record), "values": _words(row["values"], record)} for row in record.rows
        ],
        "body": _words(record.bodies, record),
        "footer": _words(record.footers, record),
        "basis": _words(record.legal_basis, record),
        "post": _words(record.post_names, record),
        "number": layout_record.number,
        "code": layout_record.verification_code,
        "created": list(record.issued_at.timetuple()[:6]),
        "issued": _day(record.issued_at.date().isoformat()),
        "from": _day(record.valid_from.isoformat() if record.valid_from else ""),
        "until": _day(record.expires_on.isoformat() if record.expires_on else ""),
        "seal": {"svg": seal.svg, "width": seal.width, "quiet": seal.quiet_zone},
        "captions": {name: _words(words, record) for name, words in layout_record.captions.items()},
        "address": layout_record.check_address,
        "demonstration": record.is_demonstration,
        "unconfirmed": not record.is_confirmed,
    }


def _words(words: Mapping[str, str | list[str]], record: CertificateRecord) -> list[tuple[int, str]]:
    """The distinct texts in the order of the document's languages, each with the place of its language.

    What reads the same in all of them (a number, a street) belongs to no language and gets -1.
    """
    seen: dict[str, int] = {}
    for place, language in enumerate(record.languages):
        text = words.get(language)
        if text:
            seen.setdefault(text if isinstance(text, str) else "\n".join(text), place)
    if len(seen) == 1 and all(words.get(language) for language in record.languages):
        return [(-1, text) for text in seen]
    return [(place, text) for text, place in seen.items()]


def _language(code: str) -> dict[str, str]:
    return {
        "lang": code.split("-")[0],
        "script": _SCRIPTS.get(code, "latn"),
        "dir": "rtl" if code in RIGHT_TO_LEFT else "ltr",
    }


def _day(iso: str) -> str:
    """22.11.2026 of an ISO date; a partial date shows what is known."""
    return ".".join(reversed(iso.split("-")))
