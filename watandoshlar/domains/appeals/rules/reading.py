"""Reading the tables of this room."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from watandoshlar.foundation.yaml_files import REQUIRED_LANGUAGES, STATES, Item

TABLES = Path(__file__).parent.parent / "tables"
# uz-Cyrl follows from uz by rule (docs/decisions/0006-languages.md); uz-Arab is shown where it exists.
LANGUAGES = (*REQUIRED_LANGUAGES, "uz-arab")


@dataclass(frozen=True)
class Source:
    """Where an entry comes from. `state` is "confirmed" or "to_be_confirmed", as known on the day `as_of`."""

    title: str
    state: str
    as_of: date | None


def some_of(item: Item, values: Collection[str], code: str) -> frozenset[str]:
    """A list, not empty, of some of the values. An empty one would never match and look as if it did."""
    listed = item.items()
    chosen = frozenset(one.one_of(values, code) for one in listed)
    if item.is_list and not chosen:
        item.refuse("empty_list")
    return chosen


def texts_of(item: Item) -> Mapping[str, str]:
    """One text in every language that is required, and in others that are known."""
    languages = item.parts(REQUIRED_LANGUAGES, LANGUAGES[len(REQUIRED_LANGUAGES) :])
    return {language: part.text() for language, part in languages.items()}


def read_sources(item: Item) -> dict[str, Source]:
    """The sources that entries of the table name."""
    sources = {}
    for name, entry in item.entries().items():
        parts = entry.parts(("title", "state", "as_of"))
        sources[name] = Source(
            parts["title"].text(), parts["state"].one_of(STATES, "unknown_state"), parts["as_of"].day()
        )
    return sources


def source_of(item: Item, sources: Mapping[str, Source]) -> Source:
    """The source that an entry names; an empty one after a problem was reported."""
    return sources.get(item.one_of(sources, "unknown_source"), Source("", "to_be_confirmed", None))


def shipped(file: str) -> str:
    """The text of a table of this room."""
    return (TABLES / file).read_text(encoding="utf-8")
