"""The machine-readable zones of our documents (ICAO Doc 9303, parts 3, 5 and 8)."""

from dataclasses import replace
from datetime import date

from watandoshlar.domains.certificates.rules.record import CertificateRecord
from watandoshlar.foundation.countries import zone_code
from watandoshlar.foundation.references import TravelZone, write_zone
from watandoshlar.foundation.scripts import zone_name

EMERGENCY_TRAVEL_DOCUMENT = "PU"
"""A single sheet of part 8."""
UNSPECIFIED = "XXX"
"""The nationality of somebody who has none that is known (9303-3, 5)."""
CARD = "C"
"""A card that says who somebody is; what follows the letter is for the state to choose, and is left open."""


def zone_number(number: str) -> str:
    """The number as a zone has room for it, nine signs: last digit of the year and serial, as they follow one another
    in the number that people read (UZ-RC-26-7K3M9Q4T is 67K3M9Q4T)."""
    _country, _kind, year, serial = number.split("-")
    return year[-1] + serial


def card_zone(record: CertificateRecord, number: str) -> tuple[str, ...]:
    """Three lines of thirty signs (TD1)."""
    return write_zone("TD1", _zone(record, number, CARD))


def travel_zone(record: CertificateRecord, number: str) -> tuple[str, str]:
    """Two lines of thirty-six signs (TD2), as the visible seal of an emergency travel document has them."""
    zone = _zone(record, number, EMERGENCY_TRAVEL_DOCUMENT)
    upper, lower = write_zone("TD2", replace(zone, nationality=zone.nationality or UNSPECIFIED))
    return upper, lower


def _zone(record: CertificateRecord, number: str, code: str) -> TravelZone:
    names = [name for name in (record.holder, record.second_name) if name]
    name = next((name for name in names if name["script"] == "Latn"), record.holder)
    family, given = (zone_name(name[part]) for part in ("family", "given"))
    return TravelZone(
        layout="TD1",
        code=code,
        issuer=zone_code(record.issuer),
        number=zone_number(number),
        nationality=zone_code(record.nationality) if record.nationality else "",
        birth_date=date.fromisoformat(record.birth_date) if len(record.birth_date) == len("YYYY-MM-DD") else None,
        sex=record.sex,
        expires_on=record.expires_on,
        family=family or given,
        given=given if family else "",
    )
