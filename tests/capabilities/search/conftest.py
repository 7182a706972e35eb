import pytest

from watandoshlar.capabilities.search import collectors
from watandoshlar.capabilities.search.api import Entry


class Shelf:
    """Pages that a test publishes."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def put(self, key: str, language: str, title: str, summary: str = "", **more) -> None:
        more = {"kind": "news", "text": "", "route": ("public_site:service", (key,)), **more}
        self.entries.append(Entry(key=key, language=language, title=title, summary=summary, **more))

    def collect(self, kind: str):
        return lambda: [entry for entry in self.entries if entry.kind == kind]


@pytest.fixture
def shelf(monkeypatch) -> Shelf:
    """The only room that tells of pages."""
    shelf = Shelf()
    kinds = ("news", "event", "guide")
    monkeypatch.setattr(collectors, "_collectors", {kind: [shelf.collect(kind)] for kind in kinds})
    return shelf
