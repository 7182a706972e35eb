"""Reading the tables of this room."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path

from watandoshlar.foundation.yaml_files import Item, Source

TABLES = Path(__file__).parent.parent / "tables"
CODE = r"[a-z][a-z0-9]*(_[a-z0-9]+)*"
NO_SOURCE = Source({}, "", "to_be_confirmed", None)


def shipped(file: str) -> str:
    """The text of a table of this room."""
    return (TABLES / file).read_text(encoding="utf-8")


def source_of(item: Item, sources: Mapping[str, Source]) -> Source:
    """The source that an entry names; an empty one after a problem was reported."""
    return sources.get(item.one_of(sources, "unknown_source"), NO_SOURCE)


def named(item: Item) -> Mapping[str, Item]:
    """The entries of a mapping whose keys are codes."""
    entries = item.entries()
    for code, entry in entries.items():
        # A code that does not fit a column or a form would fail when it is used.
        if len(code) > 40 or not code.replace("_", "").isalnum() or not code.islower():
            entry.refuse("bad_code", value=code)
    return entries


def share_of(item: Item) -> Fraction:
    """A share written as "2/3", more than nothing and at most the whole; the whole after a problem was reported."""
    text = item.text(r"[1-9]\d?/[1-9]\d?", "bad_share")
    share = Fraction(text) if text else Fraction(1)
    if share > 1:
        item.refuse("bad_share", value=text)
    return share
