"""Countries of ISO 3166-1 and the regions of ISO 3166-2 that decide which post serves a person.

A name is a `LocalName`: text that knows in which language it is, because not every name exists in every language.
A page marks the text with that language, so that a screen reader pronounces it and nobody takes it for a translation.
Names of countries come from Unicode CLDR (the `babel` library), names of regions from regions.tsv beside this file.
"""

from .names import (
    LocalName,
    UnknownPlace,
    countries,
    country_name,
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
    "is_country",
    "is_region",
    "language_name",
    "point_of",
    "region_name",
    "regions",
    "zone_code",
]
