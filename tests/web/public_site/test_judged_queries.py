"""What people type must lead to the right page: judged_queries.tsv, by hand, over everything that is published."""

from collections import Counter
from pathlib import Path

from watandoshlar.capabilities.search.api import KINDS, find
from watandoshlar.capabilities.search.models import IndexEntry

LINES = (Path(__file__).parent / "judged_queries.tsv").read_text(encoding="utf-8").splitlines()
JUDGED = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
NAMED_BY_TITLE = ("organisation", "event", "opportunity", "consultation", "news")
AMONG_THE_FIRST = 3
SHARE = 0.95


def right_pages(told: str) -> set[tuple[str, str]]:
    return {tuple(page.split(":", 1)) for page in told.split("|")}


def by_names(pages: set[tuple[str, str]], named: dict[tuple[str, str], str]) -> set[tuple[str, str]]:
    """What lives in the database has no name of its own: its title stands for it."""
    return {(kind, named.get((kind, name), name)) for kind, name in pages}


def test_the_set_is_large_and_asks_in_every_script():
    assert len(JUDGED) >= 200
    assert len({(reader, query) for reader, query, _pages, _tried in JUDGED}) == len(JUDGED)
    assert {"uz", "uz-cyrl", "uz-arab", "ru", "en"} == {reader for reader, *_rest in JUDGED}
    tried = Counter(tried for *_rest, tried in JUDGED)
    assert min(tried[way] for way in ("typing error", "other script", "word form", "beginning", "city", "ending")) >= 3


def test_the_right_page_stands_among_the_first_three(published):
    there = set(IndexEntry.objects.values_list("kind", "key"))
    titles = IndexEntry.objects.filter(language="uz").values_list("kind", "title", "key")
    named = {(kind, title): key for kind, title, key in titles if kind in NAMED_BY_TITLE}
    right = {line: by_names(right_pages(line[2]), named) for line in JUDGED}
    assert set().union(*right.values()) <= there
    missed = {}
    for line, pages in right.items():
        found = [(match.kind, match.key) for match in find(line[1], line[0], limit=AMONG_THE_FIRST)]
        if not pages & set(found):
            missed[line] = found
    assert len(missed) <= (1 - SHARE) * len(JUDGED), missed


def test_every_kind_of_page_is_judged_in_every_script():
    judged = {(kind, reader) for reader, _query, told, _tried in JUDGED for kind, _name in right_pages(told)}
    assert {kind for kind, _reader in judged} >= set(KINDS)
    for kind in ("service", "guide", "post", "organisation", "event", "opportunity", "page"):
        assert {reader for one, reader in judged if one == kind} >= {"uz", "uz-cyrl", "uz-arab", "ru"}, kind
