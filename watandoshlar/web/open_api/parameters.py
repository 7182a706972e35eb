"""What may stand behind the question mark, each kind once. Anything else is refused with a sentence (`door`).

What is not known (a country without posts) is no bad parameter: it has the right form, and the answer says 404.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

from django.conf import settings
from ninja import Field, Path, Schema
from pydantic import BeforeValidator

from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import is_country, is_region
from watandoshlar.web.open_api.errors import DayNotCome, UnknownPlace

MOST, FARTHEST = 100, 10_000
Language = Literal[tuple(code for code, _name in settings.LANGUAGES)]


def _whole_number(written: Any) -> Any:
    """Digits and nothing else; pydantic alone takes `1_0` and ` 10 ` for ten."""
    if isinstance(written, str) and not re.fullmatch(r"[0-9]{1,6}", written):
        raise ValueError("no whole number")
    return written


def _day(written: Any) -> Any:
    """A day as ISO 8601 writes it; pydantic alone takes seconds since 1970 as well."""
    if isinstance(written, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        raise ValueError("no day")
    return written


Number = Annotated[int, BeforeValidator(_whole_number)]
Day = Annotated[date, BeforeValidator(_day)]
Slug = Annotated[str, Path(pattern=r"^[a-z_][a-z0-9-]*$", max_length=80)]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1, two capital letters")]
CountryInPath = Annotated[str, Path(pattern=r"^[A-Z]{2}$", description="ISO 3166-1, two capital letters")]
Place = Annotated[
    str,
    Field(
        pattern=r"^[A-Z]{2}(-[A-Z0-9]{1,3})?$", description="A country (ISO 3166-1) or one of our regions, as RU-MOW"
    ),
]


class Asked(Schema):
    """What every address takes."""

    language: Language | None = Field(
        None, description="Language of texts and refusals; without it Accept-Language counts, and then Uzbek"
    )


class Listing(Asked):
    """What every list takes."""

    limit: Number = Field(20, ge=1, le=MOST, description="How many at most")
    offset: Number = Field(0, ge=0, le=FARTHEST, description="How many to pass over")


def known_country(code: str) -> str:
    """Raises UnknownPlace."""
    if not is_country(code):
        raise UnknownPlace(place=code)
    return code


def known_place(code: str) -> tuple[str, str]:
    """Country and region ("" for all of it). Raises UnknownPlace."""
    country, dash, _rest = code.partition("-")
    if not is_country(country) or (dash and not is_region(code)):
        raise UnknownPlace(place=code)
    return country, code if dash else ""


def day_said(day: date | None) -> date:
    """Today in Tashkent where no day was asked for. Raises DayNotCome."""
    today = clock.today(clock.HOME_ZONE)
    if day and day > today:
        raise DayNotCome(day=day.isoformat())
    return day or today
