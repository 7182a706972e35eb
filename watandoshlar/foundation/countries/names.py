"""Names of places and of spoken languages by code and language, in the order of that language's alphabet."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from watandoshlar.foundation.scripts import alphabet, latin_to_cyrillic, normalise_apostrophes, sort_key, spelled

# Codes of CLDR that are no countries of ISO 3166-1: islands of others, unions, test codes, user-assigned codes.
_NO_COUNTRIES = frozenset(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"])
# Codes of states that are no more.
_FORMER = frozenset(["BUR", "DDR", "FXX", "SCG", "TMP", "YMD", "YUG", "ZAR"])
_LAST_RESORT = "en"
_FALLBACKS = {"uz-cyrl": ("uz-cyrl", _LAST_RESORT), "uz-arab": ("uz-arab", "uz", _LAST_RESORT)}


class UnknownPlace(ValueError):
    """There is no country or region with this code."""


class LocalName(str):
    """A name; `language` is the language it is really in, which may not be the one asked for."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> "LocalName":
        name = super().__new__(cls, text)
        name.language = language
        return name


def is_country(code: str) -> bool:
    """Whether `code` is a country of ISO 3166-1, two capital letters."""
    return code in _country_codes()


def zone_code(code: str) -> str:
    """The letters by which a machine-readable zone names a country (ICAO Doc 9303, part 3, 5): three of ISO 3166-1, and
    D for Germany. Raises UnknownPlace."""
    if not is_country(code):
        raise UnknownPlace(code)
    return _zone_codes()[code]


def is_region(code: str) -> bool:
    """Whether `code` is one of our regions, such as RU-MOW."""
    return code in _region_names()


def country_name(code: str, language: str) -> LocalName:
    """The name of a country in `language`, or in the nearest language that has one. Raises UnknownPlace."""
    if not is_country(code):
        raise UnknownPlace(code)
    return _first_name((tried, _territories(tried).get(code, "")) for tried in _languages(language))


def countries(language: str) -> list[tuple[str, LocalName]]:
    """All countries as (code, name), in alphabetical order of `language`."""
    return list(_sorted_countries(_tag(language), alphabet()))


def region_name(code: str, language: str) -> LocalName:
    """The name of a region in `language`, or in English where it has none. Raises UnknownPlace."""
    names = _region_names().get(code)
    if names is None:
        raise UnknownPlace(code)
    return _first_name((tried, names.get(tried, "")) for tried in _languages(language))


def regions(country: str, language: str) -> list[tuple[str, LocalName]]:
    """The regions of `country` that matter for districts, as (code, name) in alphabetical order; often none."""
    codes = (code for code in _region_names() if code.startswith(f"{country}-"))
    named = [(code, region_name(code, language)) for code in codes]
    return sorted(named, key=lambda region: sort_key(region[1], _tag(language)))


def language_name(code: str, language: str) -> LocalName:
    """The name of the language `code` (ISO 639) in `language`, or in the nearest language that has one; the code itself
    for one that CLDR does not name."""
    named = ((tried, _of_cldr(tried, "languages").get(code, "")) for tried in _languages(language))
    return _first_name((*named, (_LAST_RESORT, code)))


def _tag(language: str) -> str:
    return language.lower().replace("_", "-").removesuffix("-latn")


def _languages(language: str) -> tuple[str, ...]:
    tag = _tag(language)
    return _FALLBACKS.get(tag, (tag, _LAST_RESORT))


def _first_name(candidates: Iterable[tuple[str, str]]) -> LocalName:
    # Every place has a name in the last resort (a test says so), hence there is always a first.
    return next(LocalName(spelled(name, language), language) for language, name in candidates if name)


@cache
def _country_codes() -> frozenset[str]:
    return frozenset(code for code in _territories(_LAST_RESORT) if len(code) == 2) - _NO_COUNTRIES


@cache
def _zone_codes() -> dict[str, str]:
    """CLDR knows the three letters of a country as another name of its two."""
    aliases: Mapping[str, list[str]] = get_global("territory_aliases")
    codes = {
        meant[0]: alias
        for alias, meant in aliases.items()
        if len(alias) == 3 and alias.isalpha() and len(meant) == 1 and alias not in _FORMER
    }
    return codes | {"DE": "D"}


@cache
def _sorted_countries(tag: str, shown: str) -> tuple[tuple[str, LocalName], ...]:
    named = [(code, country_name(code, tag)) for code in _country_codes()]
    return tuple(sorted(named, key=lambda country: sort_key(country[1], tag)))


def _territories(tag: str) -> dict[str, str]:
    return _of_cldr(tag, "territories")


@cache
def _of_cldr(tag: str, part: str) -> dict[str, str]:
    try:
        locale = Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return {}
    # CLDR mixes U+02BB and U+2018 for the same Uzbek letter.
    spelled_right = normalise_apostrophes if tag.startswith("uz") else str
    names = {code: spelled_right(name) for code, name in getattr(locale, part).items()}
    if tag == "uz-cyrl":
        return {code: latin_to_cyrillic(name) for code, name in _of_cldr("uz", part).items()} | names
    return names


def point_of(code: str) -> tuple[float, float] | None:
    """A point in the country, in degrees north and east, from points.tsv; None for one that has no line there."""
    return _points().get(code)


@cache
def _points() -> dict[str, tuple[float, float]]:
    text = resources.files(__package__).joinpath("points.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: (float(north), float(east)) for code, north, east in rows}


def everyday_names(code: str, language: str) -> tuple[str, ...]:
    """What people call the country in `language` beside its name; none for one that everyday.tsv leaves out."""
    return _everyday_names().get(code, {}).get(_tag(language), ())


@cache
def _everyday_names() -> dict[str, dict[str, tuple[str, ...]]]:
    text = resources.files(__package__).joinpath("everyday.tsv").read_text(encoding="utf-8")
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for line in (line for line in text.splitlines() if not line.startswith("#")):
        code, *cells = line.split("\t")
        uzbek, russian, english, arabic = (tuple(filter(None, map(str.strip, cell.split(";")))) for cell in cells)
        cyrillic = tuple(map(latin_to_cyrillic, uzbek))
        found[code] = {"uz": uzbek, "uz-cyrl": cyrillic, "ru": russian, "en": english, "uz-arab": arabic}
    return found


@cache
def _region_names() -> dict[str, dict[str, str]]:
    text = resources.files(__package__).joinpath("regions.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        code: {"en": english, "ru": russian, "uz": uzbek, "uz-cyrl": latin_to_cyrillic(uzbek)}
        for code, english, russian, uzbek in rows
    }
