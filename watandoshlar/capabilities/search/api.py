"""The door of search."""

from .collectors import register
from .entry import KINDS, Entry, Match, Reason
from .index import rebuild, refresh
from .queries import find, suggest

__all__ = ["KINDS", "Entry", "Match", "Reason", "find", "rebuild", "refresh", "register", "suggest"]
