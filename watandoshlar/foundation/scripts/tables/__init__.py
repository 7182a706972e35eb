"""The lists behind the rules of scripts, as tab-separated files that a linguist can read and correct.

* `loanwords.tsv`: Latin, Cyrillic, and whether the row is a whole word or the stem of many. Borrowed words keep
  Russian spelling in Cyrillic (ц, ь, ъ) that Latin does not show.
* `respelled.tsv`: the few borrowed stems and abbreviations whose accepted Latin is not what the Cyrillic letters give.
* `overrides.tsv`: words that conversion to Cyrillic replaces by the given form.
* `folding.tsv`: variant classes of names, in the order in which they are applied.
* `skeleton.tsv`: the consonants of the Arabic script and their classes.

A line that starts with # is a remark.
"""

from functools import cache
from importlib import resources


@cache
def rows(file_name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, each a tuple of its cells."""
    text = resources.files(__name__).joinpath(file_name).read_text(encoding="utf-8")
    return tuple(
        tuple(cell.strip() for cell in line.split("\t"))
        for line in text.splitlines()
        if line.strip() and not line.startswith("#")
    )


def pairs(file_name: str) -> dict[str, str]:
    """A table of two columns, the first leading to the second."""
    return {row[0]: row[1] for row in rows(file_name)}
