"""The door of search."""

from .collectors import register
from .entry import KINDS, Entry, Found, Listed, Match, Reason
from .index import rebuild, refresh
from .queries import find, find_and_count, kinds_listed, listed, suggest
from .rules.asking import LONGEST_QUERY
from .rules.explaining import marked_parts

__all__ = [
    "KINDS",
    "LONGEST_QUERY",
    "Entry",
    "Found",
    "Listed",
    "Match",
    "Reason",
    "find",
    "find_and_count",
    "kinds_listed",
    "listed",
    "marked_parts",
    "rebuild",
    "refresh",
    "register",
    "suggest",
]
