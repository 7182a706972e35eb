"""Reading the emergency numbers of the installation, once for each process."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from django.conf import settings

from watandoshlar.capabilities.posts.rules.emergency_file import Emergency, countries_missing, parse_emergency
from watandoshlar.foundation.yaml_files import Problem, TableProblems


@cache
def emergencies() -> Mapping[str, Emergency]:
    """The numbers of every country that has an entry, by code."""
    return parse_emergency(settings.EMERGENCY_FILE.read_text(encoding="utf-8"))


def emergency_in(country: str) -> Emergency | None:
    """The numbers of a country; None where nothing is known of it."""
    return emergencies().get(country)


def check_emergency(file: Path, needed: Iterable[str]) -> list[Problem]:
    """What is wrong in the file; `needed` are the countries in which posts serve people. [] when all is well."""
    try:
        return countries_missing(parse_emergency(file.read_text(encoding="utf-8")), needed)
    except TableProblems as refused:
        return list(refused.problems)
