"""Countries, regions and addresses."""

import re
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from watandoshlar.domains.catalogue.rules.definition import Field
from watandoshlar.domains.catalogue.rules.facts import Facts
from watandoshlar.domains.catalogue.rules.faults import Fault
from watandoshlar.domains.catalogue.rules.kinds.base import Kind, Option, Posted, is_record, prefixed
from watandoshlar.foundation.conditions import literals_in
from watandoshlar.foundation.countries import countries, country_name, is_country, is_region, region_name, regions

if TYPE_CHECKING:
    from watandoshlar.domains.catalogue.rules.texts import FieldTexts

# Countries that conditions are tried with when a definition is checked.
SAMPLE_COUNTRIES = ("UZ", "KZ", "RU", "KR", "TR", "DE", "US")
LISTED = re.compile(r"\[[^\]]*\]")
LENGTHS = {"region": 100, "city": 100, "street": 200, "postcode": 20}


class Country(Kind):
    """A country of ISO 3166-1."""

    code = "country"
    required_code = "choice_required"

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        country = posted.one(name)
        if country and not is_country(country):
            return None, (Fault("not_a_choice"),)
        return country or None, ()

    def fits(self, field: Field, value: Any) -> bool:
        return isinstance(value, str) and is_country(value)

    def display(self, field: Field, value: str, language: str, texts: "FieldTexts") -> list[str]:
        return [country_name(value, language)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return SAMPLE_COUNTRIES

    def turning(self, field: Field, facts: Facts, conditions: Collection[str]) -> tuple[Any, ...]:
        return _turning_countries(conditions)


class CountryRegion(Kind):
    """{country, region}: the region is one of ours by code, or what was written; it may be empty."""

    code = "country_region"
    parts = ("country", "region")
    needed: tuple[str, ...] = ("country",)

    def condition_value(self, field: Field, value: dict[str, str]) -> str:
        return value["region"] if is_region(value["region"]) else value["country"]

    def read(self, field: Field, name: str, posted: Posted) -> tuple[Any, tuple[Fault, ...]]:
        value = {part: posted.one(f"{name}.{part}") for part in self.parts}
        if value["country"] and not is_country(value["country"]):
            return None, (Fault("not_a_choice", "country"),)
        return (value if any(value.values()) else None), ()

    def typed(self, field: Field, name: str, value: dict[str, str]) -> dict[str, list[str]]:
        return prefixed(name, value)

    def fits(self, field: Field, value: Any) -> bool:
        return is_record(value, self.parts) and (not value["country"] or is_country(value["country"]))

    def check(self, field: Field, value: dict[str, str], facts: Facts | None) -> tuple[Fault, ...]:
        missing = [Fault("part_missing", part) for part in self.needed if not value[part]]
        too_long = [
            Fault("too_long", part, {"maximum": most, "length": len(value[part])})
            for part, most in LENGTHS.items()
            if part in value and len(value[part]) > most
        ]
        elsewhere = is_region(value["region"]) and not value["region"].startswith(f"{value['country']}-")
        return tuple(missing + too_long + ([Fault("region_elsewhere", "region")] if elsewhere else []))

    def display(self, field: Field, value: dict[str, str], language: str, texts: "FieldTexts") -> list[str]:
        return [", ".join(text for text in (_region(value, language), _country(value, language)) if text)]

    def samples(self, field: Field, facts: Facts) -> tuple[Any, ...]:
        return tuple({**dict.fromkeys(self.parts, "a"), "country": country} for country in SAMPLE_COUNTRIES)

    def turning(self, field: Field, facts: Facts, conditions: Collection[str]) -> tuple[Any, ...]:
        named = {literal for condition in conditions for literal in literals_in(condition)}
        places = [(code.partition("-")[0], code) for code in sorted(filter(is_region, named))]
        for country in _turning_countries(conditions):
            places += [(country, "a"), *((country, code) for code, _name in regions(country, "en")[:1])]
        return tuple({**dict.fromkeys(self.parts, "a"), "country": country, "region": code} for country, code in places)


def _turning_countries(conditions: Collection[str]) -> tuple[str, ...]:
    """Of the countries that stand together wherever they stand, two each: one may be compared with the other. Of those
    that stand nowhere as well."""
    groups = [set(literals_in(part)) for condition in conditions for part in LISTED.findall(condition)]
    groups += [{literal} for condition in conditions for literal in literals_in(LISTED.sub("", condition))]
    found: dict[tuple[bool, ...], list[str]] = {}
    for code, _name in countries("en"):
        found.setdefault(tuple(code in group for group in groups), []).append(code)
    return tuple(code for codes in found.values() for code in codes[:2])


def _is_country(raw: Any) -> bool:
    return isinstance(raw, str) and is_country(raw)


class Address(CountryRegion):
    """{country, region, city, street, postcode}; many places have no postcode, and some no regions."""

    code = "address"
    # Where such an address usually is; None: in the country where one applies. The choice stays open.
    options: ClassVar[Mapping[str, Option]] = {"usual_country": Option(_is_country, None, lambda old, new: True)}
    parts = ("country", "region", "city", "street", "postcode")
    needed = ("country", "city", "street")

    def condition_value(self, field: Field, value: dict[str, str]) -> str:
        return value["country"]

    def display(self, field: Field, value: dict[str, str], language: str, texts: "FieldTexts") -> list[str]:
        town = " ".join(text for text in (value["postcode"], value["city"]) if text)
        lines = (value["street"], town, _region(value, language), _country(value, language))
        return [line for line in lines if line]


def _country(value: dict[str, str], language: str) -> str:
    return country_name(value["country"], language) if value["country"] else ""


def _region(value: dict[str, str], language: str) -> str:
    return region_name(value["region"], language) if is_region(value["region"]) else value["region"]
