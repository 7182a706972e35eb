"""What people type must lead to the right page: judged_queries.tsv, by hand, over everything that is published."""

from collections import Counter
from pathlib import Path

from watandoshlar.capabilities.search.api import find
from watandoshlar.capabilities.search.models import IndexEntry

LINES = (Path(__file__).parent / "judged_queries.tsv").read_text(encoding="utf-8").splitlines()
JUDGED = [tuple(line.split("\t")) for line in LINES if line and not line.startswith("#")]
AMONG_THE_FIRST = 3
SHARE = 0.95


def right_pages(told: str) -> set[tuple[str, str]]:
    return {tuple(page.split(":")) for page in told.split("|")}


def test_the_set_is_large_and_asks_in_every_script():
    assert len(JUDGED) >= 200
    assert len({(reader, query) for reader, query, _pages, _tried in JUDGED}) == len(JUDGED)
    assert {"uz", "uz-cyrl", "uz-arab", "ru", "en"} == {reader for reader, *_rest in JUDGED}
    tried = Counter(tried for *_rest, tried in JUDGED)
    assert min(tried[way] for way in ("typing error", "other script", "word form", "beginning", "city", "ending")) >= 3


def test_the_right_page_stands_among_the_first_three(published):
    there = set(IndexEntry.objects.values_list("kind", "key"))
    kinds = {kind for kind, _key in there}
    # A kind of page that no room tells of yet cannot be found.
    judged = [line for line in JUDGED if {kind for kind, _key in right_pages(line[2])} & kinds]
    assert len(judged) >= 200
    wanted = {page for line in judged for page in right_pages(line[2]) if page[0] in kinds}
    assert wanted <= there
    found = {
        line: [(match.kind, match.key) for match in find(line[1], line[0], limit=AMONG_THE_FIRST)] for line in judged
    }
    missed = [(line, pages) for line, pages in found.items() if not right_pages(line[2]) & set(pages)]
    assert len(missed) <= (1 - SHARE) * len(judged), missed
