"""Dates, whole and partial."""

import re
from calendar import monthrange
from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from babel.core import Locale
from babel.dates import format_date

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Option, Posted, prefixed
from watandoshlar.foundation.conditions import as_timestamp, literals_in

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

FIRST_YEAR = 1000
# A length in a condition: a number that is no part of a word, of a longer number or of a day.
SPAN = re.compile(r"(?<![\w'-])\d{1,3}(?![\w'-])")
ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# CLDR has no names of months in this script, only those of another language.
WITHOUT_MONTHS = ("uz-arab",)


def is_limit(raw: Any) -> bool:
    """Whether a raw option is a limit of dates: a whole date or `today`."""
    return raw == "today" or (isinstance(raw, str) and as_day(raw) is not None)


def as_day(text: str) -> date | None:
    """The day that "YYYY-MM-DD" names."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


class Day(Kind):
    """ "YYYY-MM-DD"; partial also "YYYY-MM" and "YYYY", for who does not know the day of birth."""

    code = "date"
    options = {
        "partial": Option(lambda raw: isinstance(raw, bool), False, lambda old, new: new or not old),
        "minimum": Option(is_limit, None, lambda old, new: new is None or old == new),
        "maximum": Option(is_limit, None, lambda old, new: new is None or old == new),
    }
    parts = ("day", "month", "year", "")

    def condition_type(self, options: Any) -> str:
        return "string" if options["partial"] else "timestamp"

    def condition_value(self, field: Field, value: str) -> Any:
        return value if field.options["partial"] else as_timestamp(date.fromisoformat(value))

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        whole = posted.one(name)
        if whole:
            found = ISO.fullmatch(whole)
            if not found:
                return None, (Fault("not_a_date"),)
            year, month, day = (part or "" for part in found.groups())
        else:
            year, month, day = (posted.one(f"{name}.{part}") for part in ("year", "month", "day"))
        if not (year or month or day):
            return None, ()
        fault = _fault_of_parts(year, month, day, partial=field.options["partial"])
        if fault:
            return None, (fault,)
        return "-".join(f"{int(part):0{width}}" for part, width in ((year, 4), (month, 2), (day, 2)) if part), ()

    def typed(self, field: Field, name: str, value: str) -> dict[str, list[str]]:
        year, month, day = (*value.split("-"), "", "")[:3]
        return prefixed(name, {"day": day.lstrip("0"), "month": month.lstrip("0"), "year": year})

    def fits(self, field: Field, value: Any) -> bool:
        if not isinstance(value, str) or not (found := ISO.fullmatch(value)):
            return False
        if not field.options["partial"] and not found[3]:
            return False
        return as_day(_earliest(value)) is not None

    def check(self, field: Field, value: str, facts: Facts | None) -> tuple[Fault, ...]:
        for option, code in (("minimum", "too_early"), ("maximum", "too_late")):
            limit = field.options[option]
            if limit == "today":
                limit = facts.today.isoformat() if facts else None
            # A partial date is judged by the parts it has: "2026" is not after "2026-11-02".
            if limit and ((value < limit[: len(value)]) if option == "minimum" else (value > limit[: len(value)])):
                return (Fault(code, facts={"limit": limit}),)
        return ()

    def display(self, field: Field, value: str, language: str, texts: "FieldTexts") -> list[str]:
        return [day_in_words(value, language)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        today = facts.today
        days = [today + timedelta(days=offset) for offset in (-1, 0, 1, 30, 200, 400, 2000)]
        days += [date(today.year - years, today.month, min(today.day, 28)) for years in (1, 3, 10, 15, 17, 19, 40)]
        return tuple(day.isoformat() for day in days if not self.check(field, day.isoformat(), facts))

    def turning(self, field: Field, facts: Facts, conditions: Collection[str]) -> tuple[Any, ...]:
        """The days about which ages, spans and days that are written out turn, and days far before and after."""
        if field.options["partial"]:
            return self.samples(field, facts)
        days = {facts.today, date(1900, 1, 1), date(2199, 12, 31)}
        for condition in conditions:
            days |= {day for written in literals_in(condition) if (day := as_day(written))}
            spans = {int(number) for number in SPAN.findall(condition)}
            for unit, months in (("years_between", 12), ("months_between", 1)):
                if unit in condition:
                    days |= {_months_on(facts.today, sign * span * months) for span in spans for sign in (1, -1)}
            if "days_between" in condition:
                days |= {facts.today + timedelta(days=sign * span) for span in spans for sign in (1, -1)}
        near = {day + timedelta(days=offset) for day in days for offset in (-1, 0, 1)}
        written = sorted((day.isoformat() for day in near), reverse=True)
        return tuple(day for day in written if not self.check(field, day, facts))


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def _fault_of_parts(year: str, month: str, day: str, *, partial: bool) -> Fault | None:
    missing = [part for part, text in (("day", day), ("month", month), ("year", year)) if not text]
    if missing and not (partial and year and (month or not day)):
        return Fault("date_incomplete", missing[0])
    for part, text, width in (("day", day, 2), ("month", month, 2), ("year", year, 4)):
        if text and not (text.isdecimal() and len(text) <= width):
            return Fault("not_a_date", part)
    if int(year) < FIRST_YEAR:
        return Fault("year_needs_four_digits", "year")
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return Fault("not_a_date")
    return None


def _earliest(value: str) -> str:
    return value + "-01" * ((10 - len(value)) // 3)


def day_in_words(value: str, language: str) -> str:
    """A stored date as readers of `language` write it; a partial one as year or month and year."""
    day = date.fromisoformat(_earliest(value))
    if language in WITHOUT_MONTHS:
        return format_date(day, {4: "y", 7: "MM.y", 10: "dd.MM.y"}[len(value)], locale="en")
    pattern = {4: "y", 7: "LLLL y", 10: "long"}[len(value)]
    return format_date(day, pattern, locale=Locale.parse(language, sep="-"))
