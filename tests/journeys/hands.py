"""What hands do at a page, many steps with one call: see hands.js."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("hands.js").read_text()


def by_hand(page: Page, runs_scripts: bool, act: str, given: object = None) -> Any:
    return page.evaluate(SCRIPT, [act, given, runs_scripts])


def unfold(page: Page) -> None:
    """Open all that is folded away, so that it is looked at too."""
    page.evaluate("document.querySelectorAll('.disclosure').forEach(folded => folded.open = true)")
