"""Public holidays of countries, from the `holidays` library."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays

from .names_of_holidays import named


@dataclass(frozen=True)
class Holiday:
    """A public holiday; `estimated` if the date depends on the moon and is not yet announced. `language` is that of the
    name, which may not be the one asked for."""

    country: str
    name: str
    estimated: bool
    language: str


def has_country(country: str) -> bool:
    """Whether there is a list of holidays for the ISO 3166 code."""
    return country in _countries()


# A term asks for the same days again and again, and a question costs the library 10 µs.
@lru_cache(maxsize=16384)
def holiday_on(day: date, country: str, region: str = "", language: str = "en") -> Holiday | None:
    """The holiday of the country on `day`, its name in `language` where the library or we have it, else English."""
    year = _year(country, region, day.year, language)
    name = year.get(day)
    if not name:
        return None
    # Both names come from the same rules, only the English one marks an estimate in a known way.
    in_english = _year(country, region, day.year, "en").get(day, "")
    spoken = str(year.language or year.default_language or "en").split("_")[0]
    asked = language.split("-")[0]
    if spoken != asked and (ours := named(in_english, asked)):
        name, spoken = ours, asked
    return Holiday(country, name, "estimated" in in_english, spoken)


def is_swapped(day: date, country: str) -> bool:
    """Whether the country works on this weekend day in exchange for another day off."""
    return day in _year(country, "", day.year, "en").weekend_workdays


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    return frozenset(code for code in holidays.list_supported_countries(include_aliases=False) if len(code) == 2)


@lru_cache(maxsize=512)
def _year(country: str, region: str, year: int, language: str) -> holidays.HolidayBase:
    plain = holidays.country_holidays(country)
    known = [one for one in plain.supported_languages if one.split("_")[0] == language.split("-")[0].split("_")[0]]
    english = [one for one in plain.supported_languages if one.startswith("en")]
    return holidays.country_holidays(
        country,
        subdiv=region if region in plain.subdivisions else None,
        years=year,
        language=next(iter([*known, *english]), None),
        expand=False,
    )
