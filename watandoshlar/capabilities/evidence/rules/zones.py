"""What the machine-readable zone in a picture says. No picture is opened in this process."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from watandoshlar.foundation.quarantine import ExaminerFailed, examine_apart
from watandoshlar.foundation.references import TravelZone, find_zone

_EXAMINER = Path(__file__).with_name("zone_lines.py")
_DAYS = ("birth_date", "expires_on")


def zone_in(content: bytes, today: date) -> TravelZone | None:
    """The zone in a JPEG, a PNG or the first page of a PDF, if every check digit in it agrees. Never raises.

    None where there is no zone, where it cannot be read, and where there is nothing to read it with: the person types.
    """
    try:
        seen = examine_apart(_EXAMINER, content)
    except ExaminerFailed:
        return None
    return find_zone(seen["numbers"], seen["names"], today)


def zone_to_json(zone: TravelZone) -> dict[str, Any]:
    days = {name: day.isoformat() for name in _DAYS if (day := getattr(zone, name))}
    return asdict(zone) | dict.fromkeys(_DAYS) | days


def zone_from_json(kept: Mapping[str, Any]) -> TravelZone:
    days = {name: date.fromisoformat(kept[name]) for name in _DAYS if kept[name]}
    return TravelZone(**{**kept, **days, "disagreeing": tuple(kept["disagreeing"])})
