"""The card of ID-1 size (85.60 × 53.98 mm), front and back, as PDF/A.

The front has the photograph beside the seal that carries the same one, signed; the back has the category in plain words
and the machine-readable zone, with the empty border that its readers expect (ICAO Doc 9303, part 5).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from watandoshlar.domains.certificates.layout import printed
from watandoshlar.domains.certificates.layout.codes import print_card_seal
from watandoshlar.domains.certificates.rules.record import CertificateRecord, full_name
from watandoshlar.foundation.countries import zone_code
from watandoshlar.foundation.typesetting import typeset

TEMPLATE = Path(__file__).with_name("card.typ")


@dataclass(frozen=True)
class CardRecord:
    """Everything that is printed; captions and check_address as in `LayoutRecord`.

    category: what the holder is, in plain words, by language; empty where the document gives no rights of its own.
    """

    record: CertificateRecord
    number: str
    seal: str
    zone: tuple[str, ...]
    category: Mapping[str, str]
    captions: Mapping[str, Mapping[str, str]]
    check_address: str


def render_card(card: CardRecord) -> bytes:
    """The PDF/A-2a file of this card, two pages. Raises SealTooLarge and LetterMissing."""
    return typeset(TEMPLATE, _printed(card), card.record.issued_at)


def _printed(card: CardRecord) -> dict[str, Any]:
    record = card.record
    # A card has room for two: the language that leads and the one that is read abroad.
    languages = list(dict.fromkeys([record.languages[0], record.languages[-1]]))
    words, day, holder = printed.words, printed.day, record.holder
    return {
        "languages": [printed.language(code) for code in languages],
        "title": words(record.titles, languages),
        "family": holder["family"],
        "given": " ".join(part for part in (holder["given"], holder["patronymic"]) if part),
        "second_name": full_name(record.second_name) if record.second_name else "",
        "birth": day(record.birth_date),
        "sex": record.sex,
        "nationality": zone_code(record.nationality) if record.nationality else "",
        "photo": printed.photo(record.photo),
        "post": words(record.post_names, languages),
        "number": card.number,
        "created": list(record.issued_at.timetuple()[:6]),
        "issued": day(record.issued_at.date().isoformat()),
        "until": day(record.expires_on.isoformat() if record.expires_on else ""),
        "category_code": record.category,
        "category": words(card.category, languages),
        "seal": printed.code(print_card_seal(card.seal)),
        "zone": list(card.zone),
        "captions": {name: words(spoken, languages) for name, spoken in card.captions.items()},
        "address": card.check_address,
        "demonstration": record.is_demonstration,
        "unconfirmed": not record.is_confirmed,
    }
