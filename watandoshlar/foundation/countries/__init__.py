"""Countries of ISO 3166-1 and the regions of ISO 3166-2 that decide which post serves a person.

A name is a `LocalName`: text that knows in which language it is, because not every name exists in every language.
A page marks the text with that language, so that a screen reader pronounces it and nobody takes it for a translation.
Names of countries come from Unicode CLDR (the `babel` library), names of regions from regions.tsv beside this file.
What people call a country in everyday speech stands in everyday.tsv; it serves to find the country and is never shown.
"""

from .names import (
    LocalName,
    UnknownPlace,
    countries,
    country_name,
    everyday_names,
    is_country,
    is_region,
    language_name,
    point_of,
    region_name,
    regions,
    zone_code,
)

__all__ = [
    "LocalName",
    "UnknownPlace",
    "countries",
    "country_name",
    "everyday_names",
    "is_country",
    "is_region",
    "language_name",
    "point_of",
    "region_name",
    "regions",
    "zone_code",
]
