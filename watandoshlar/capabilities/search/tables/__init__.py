"""What search knows of languages beyond the letters, as tab-separated files that a linguist can read and correct.

* `suffixes.tsv`: endings of Uzbek words, in the slots in which they follow each other from the end of a word inwards.
* `synonyms/<language>.tsv`: what people call a page, beside its title.

A line that starts with # is a remark.
"""

from functools import cache
from importlib import resources


@cache
def rows(file_name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of a table, each a tuple of its cells; none for a table that there is not."""
    table = resources.files(__name__).joinpath(*file_name.split("/"))
    if not table.is_file():
        return ()
    lines = table.read_text(encoding="utf-8").splitlines()
    return tuple(
        tuple(cell.strip() for cell in line.split("\t")) for line in lines if line.strip() and not line.startswith("#")
    )
