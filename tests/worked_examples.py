"""Reads the worked examples of docs/rules: the tables of a page, found by their heading."""

from pathlib import Path

RULES = Path(__file__).parent.parent / "docs" / "rules"


def examples(page: str, heading: str) -> list[tuple[str, ...]]:
    """The rows of the table under `## heading` in docs/rules/`page`, without its head. Fails if there is none."""
    _, found, rest = (RULES / page).read_text(encoding="utf-8").partition(f"\n## {heading}\n")
    assert found, f"{page} has no heading {heading!r}"
    lines = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("|")]
    rows = [tuple(cell.strip().strip("`").strip() for cell in line.strip("|").split("|")) for line in lines[2:]]
    assert rows, f"{page} has no table under {heading!r}"
    return rows
