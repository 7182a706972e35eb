"""The door of search."""

from .collectors import register
from .entry import KINDS, Entry, Match, Reason
from .index import rebuild, refresh
from .queries import find, suggest
from .rules.asking import LONGEST_QUERY
from .rules.explaining import marked_parts

__all__ = [
    "KINDS",
    "LONGEST_QUERY",
    "Entry",
    "Match",
    "Reason",
    "find",
    "marked_parts",
    "rebuild",
    "refresh",
    "register",
    "suggest",
]
