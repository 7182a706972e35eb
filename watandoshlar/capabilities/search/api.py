"""The door of search."""

from .collectors import register
from .entry import KINDS, Entry, Listed, Match, Reason
from .index import rebuild, refresh
from .queries import find, kinds_listed, listed, suggest
from .rules.asking import LONGEST_QUERY
from .rules.explaining import marked_parts

__all__ = [
    "KINDS",
    "LONGEST_QUERY",
    "Entry",
    "Listed",
    "Match",
    "Reason",
    "find",
    "kinds_listed",
    "listed",
    "marked_parts",
    "rebuild",
    "refresh",
    "register",
    "suggest",
]
