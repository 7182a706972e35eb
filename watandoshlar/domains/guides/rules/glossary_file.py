"""The words of offices and laws that guides explain, as guides/glossary.yaml gives them by id."""

from collections.abc import Mapping
from dataclasses import dataclass

from watandoshlar.foundation.yaml_files import Item, Problem, read_yaml, words_of

FILE = "glossary.yaml"


@dataclass(frozen=True)
class Term:
    """A word and what it means in plain words, both by language."""

    id: str
    word: Mapping[str, str]
    meaning: Mapping[str, str]


def parse_terms(text: str, folder: str) -> tuple[dict[str, Term], list[Problem]]:
    """The words of the file, and everything that is wrong in it."""
    whole = read_yaml(text, folder, FILE)
    if whole.problems:
        return {}, whole.problems
    listed = whole.parts(required=("terms",))["terms"].entries()
    return {name: _term(name, item) for name, item in listed.items()}, whole.problems


def _term(name: str, item: Item) -> Term:
    parts = item.parts(required=("term", "meaning"))
    return Term(id=name, word=words_of(parts["term"]), meaning=words_of(parts["meaning"]))
