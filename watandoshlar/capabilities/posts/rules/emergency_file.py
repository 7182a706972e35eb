"""Whom to call in danger, country by country: `emergency.yaml`, read and checked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from watandoshlar.foundation import countries
from watandoshlar.foundation.yaml_files import Item, Problem, Source, TableProblems, read_yaml, sources_of

FOLDER, FILE = ".", "emergency.yaml"
# In the order in which they are read: one number for everything comes first.
SERVICES = ("general", "police", "ambulance", "fire")
CAUSES = ("trafficking", "violence")
NUMBER = r"\+?\d[\d ]{1,18}"


@dataclass(frozen=True)
class EmergencyNumber:
    """A number to call, as people write it. `service` is one of SERVICES, of a helpline one of CAUSES."""

    service: str
    number: str
    source: Source

    @property
    def to_dial(self) -> str:
        return self.number.replace(" ", "")


@dataclass(frozen=True)
class Emergency:
    """The numbers of a country. What no source names is not here."""

    country: str
    numbers: tuple[EmergencyNumber, ...]
    helplines: tuple[EmergencyNumber, ...]


def parse_emergency(text: str) -> dict[str, Emergency]:
    """The file by country. Raises TableProblems with everything that is wrong."""
    whole = read_yaml(text, FOLDER, FILE)
    found: dict[str, Emergency] = {}
    if not whole.problems:
        parts = whole.parts(required=("sources", "countries"))
        sources = sources_of(parts["sources"])
        for code, item in parts["countries"].entries().items():
            if not countries.is_country(code):
                item.refuse("unknown_country", value=code)
            found[code] = _country(code, item, sources)
        _check_use(parts["sources"], sources, found.values())
    if whole.problems:
        raise TableProblems(whole.problems)
    return found


def countries_missing(found: Mapping[str, Emergency], needed: Iterable[str]) -> list[Problem]:
    """A country in which somebody may need us has an entry, be it one without a number."""
    return [
        Problem(FOLDER, FILE, 1, "countries", "missing_key", {"key": code})
        for code in sorted(set(needed) - found.keys())
    ]


def _country(code: str, item: Item, sources: Mapping[str, Source]) -> Emergency:
    parts = item.parts(required=(), optional=(*SERVICES, "helplines"))
    numbers = [_number(parts[name], name, sources) for name in SERVICES if name in parts]
    helplines = [_helpline(one, sources) for one in parts["helplines"].items()] if "helplines" in parts else []
    return Emergency(code, tuple(filter(None, numbers)), tuple(filter(None, helplines)))


def _helpline(item: Item, sources: Mapping[str, Source]) -> EmergencyNumber | None:
    parts = item.parts(required=("number", "for", "source"))
    return _read(parts, parts["for"].one_of(CAUSES, "unknown_cause"), sources)


def _number(item: Item, service: str, sources: Mapping[str, Source]) -> EmergencyNumber | None:
    return _read(item.parts(required=("number", "source")), service, sources)


def _read(parts: Mapping[str, Item], service: str, sources: Mapping[str, Source]) -> EmergencyNumber | None:
    number = parts["number"].text(NUMBER, "bad_phone")
    source = sources.get(parts["source"].one_of(sources, "unknown_source"))
    return EmergencyNumber(service, number, source) if source else None


def _check_use(item: Item, sources: Mapping[str, Source], found: Iterable[Emergency]) -> None:
    """A source that nothing cites was forgotten when its number went."""
    cited = {id(one.source) for country in found for one in (*country.numbers, *country.helplines)}
    for name, source in sources.items():
        if id(source) not in cited:
            item.refuse("unused_source", value=name)
