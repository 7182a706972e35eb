"""Tables that people write: YAML, each value with its place, each problem with a stable code."""

from .reading import LOADER, Item, Problem, read_yaml
from .sources import REQUIRED_LANGUAGES, STATES, Source, sources_of, words_of

__all__ = [
    "LOADER",
    "REQUIRED_LANGUAGES",
    "STATES",
    "Item",
    "Problem",
    "Source",
    "read_yaml",
    "sources_of",
    "words_of",
]
