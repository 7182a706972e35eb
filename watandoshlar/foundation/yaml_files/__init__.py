"""Tables that people write: YAML, each value with its place, each problem with a stable code."""

from .reading import LOADER, Item, Problem, read_yaml
from .sources import REQUIRED_LANGUAGES, STATES, Source, sources_of, words_of
from .tables import TableProblems, finish, read_table

__all__ = [
    "LOADER",
    "REQUIRED_LANGUAGES",
    "STATES",
    "Item",
    "Problem",
    "Source",
    "TableProblems",
    "finish",
    "read_table",
    "read_yaml",
    "sources_of",
    "words_of",
]
