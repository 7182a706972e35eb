"""Whom to call in danger, by country. A number that no source names is not here: somebody would dial it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Query, Router, Schema

from watandoshlar.capabilities.posts.api import Emergency, EmergencyNumber, emergencies, emergency_in
from watandoshlar.foundation.countries import country_name
from watandoshlar.web.open_api.errors import NoNumbersKnown
from watandoshlar.web.open_api.parameters import Asked, CountryInPath, Listing, known_country
from watandoshlar.web.open_api.texts import Listed, Source, Text, address, listed, source_of_file, text

router = Router(tags=["emergency numbers"])


class Number(Schema):
    """`service`: general, police, ambulance, fire; of a helpline trafficking or violence."""

    service: str
    number: str
    source: Source


class Numbers(Schema):
    country: str
    name: Text
    numbers: list[Number]
    helplines: list[Number]
    url: str


class AllNumbers(Listed):
    items: list[Numbers]


@router.get("emergency-numbers", summary=_("Emergency numbers by country"), response=AllNumbers)
def list_emergency_numbers(request: HttpRequest, asked: Query[Listing]) -> dict[str, Any]:
    found = [one for _code, one in sorted(emergencies().items())]
    return listed(request, found, asked, _shown)


@router.get("emergency-numbers/{country}", summary=_("Emergency numbers of a country"), response=Numbers)
def get_emergency_numbers(request: HttpRequest, country: CountryInPath, asked: Query[Asked]) -> dict[str, Any]:
    found = emergency_in(known_country(country))
    if found is None or not (found.numbers or found.helplines):
        raise NoNumbersKnown
    return _shown(found)


def _shown(found: Emergency) -> dict[str, Any]:
    return {
        "country": found.country,
        "name": text(country_name(found.country, get_language())),
        "numbers": _numbers(found.numbers),
        "helplines": _numbers(found.helplines),
        "url": address(f"emergency-numbers/{found.country}"),
    }


def _numbers(numbers: Iterable[EmergencyNumber]) -> list[dict[str, Any]]:
    return [
        {
            "service": one.service,
            "number": one.number,
            "source": source_of_file(one.source),
        }
        for one in numbers
    ]
