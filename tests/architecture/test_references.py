"""What the repository cites of itself is there: a page that was renamed is cited by its new name."""

import re
from functools import cache
from pathlib import Path

from tests.architecture.sources import ROOT

PLACES = ("config", "docs", "guides", "posts", "rights", "services", "statements", "tests", "watandoshlar")
KINDS = {".html", ".js", ".md", ".py", ".sql", ".toml", ".yaml"}
# `](service:slug)` is how editors link; what stands in a comment of a page's file begins at the root.
LINK = re.compile(r"\]\(([^)\s#:]+)(?:#[^)]*)?\)")
PAGE = re.compile(r"(?<![\w/.-])docs/[\w/-]+\.md\b")


@cache
def texts() -> dict[Path, str]:
    found = [*ROOT.glob("*.md"), *(path for place in PLACES for path in sorted((ROOT / place).rglob("*")))]
    return {path: path.read_text(encoding="utf-8") for path in found if path.suffix in KINDS and path.is_file()}


def test_every_link_of_a_page_leads_to_a_file() -> None:
    pages = {path: text for path, text in texts().items() if path.suffix == ".md"}
    linked = [(path, name) for path, text in pages.items() for name in LINK.findall(text)]
    assert len(linked) > 100
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in linked if not (path.parent / name).exists()] == []


def test_every_page_that_is_named_is_there() -> None:
    named = [(path, name) for path, text in texts().items() for name in PAGE.findall(text)]
    assert len(named) > 50
    assert [f"{path.relative_to(ROOT)}: {name}" for path, name in named if not (ROOT / name).is_file()] == []
