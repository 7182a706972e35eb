"""Reading a whole file or not at all: everything that is wrong in it is told at once."""

from collections.abc import Sequence

from .reading import Item, Problem, read_yaml


class TableProblems(Exception):
    """A file cannot be used. `problems` says what is wrong and where."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_table(text: str, file: str) -> Item:
    """The whole of a table that a room ships. Raises TableProblems when it is no YAML."""
    table = read_yaml(text, "tables", file)
    finish(table)
    return table


def finish(table: Item) -> None:
    """Raises TableProblems when the reading of the table found any."""
    if table.problems:
        raise TableProblems(table.problems)
