"""With ten thousand entries no question reads a whole table: PostgreSQL is asked how it would answer."""

import json
import os
from collections.abc import Callable, Iterator

import psycopg
import pytest
from django.db import connection

from watandoshlar.capabilities.search.api import find, suggest

PAGES, LANGUAGES = 2_000, "{uz,uz-cyrl,uz-arab,ru,en}"
FILL = """
INSERT INTO search_indexentry
    (kind, key, language, title, summary, route, written, folded, stems, skeletons, names, content_hash)
SELECT 'news', page, language, page, page, '["public_site:home", []]', words, words, words, words,
       'sahifa ' || md5(page::text), ''
FROM generate_series(1, %s) page, unnest(%s::text[]) language,
     LATERAL (SELECT to_tsvector('simple', string_agg('w' || (page * step %% 9973), ' ')) AS words
              FROM generate_series(1, 120) step) said;
"""
WORDS = "INSERT INTO search_indexword SELECT DISTINCT 'w' || (n %% 9973) FROM generate_series(1, 20000) n WHERE n < %s"


@pytest.fixture
def many_entries(committed_db: None) -> None:
    with psycopg.connect(os.environ["TEST_SUPERUSER_URL"], autocommit=True) as owner:
        owner.execute(FILL, [PAGES, LANGUAGES])
        owner.execute(WORDS, [20_000])
        owner.execute("ANALYZE search_indexentry, search_indexword")


def plans_of(ask: Callable[[], object]) -> list[dict]:
    """The plans of every statement that `ask` sends."""
    plans: list[dict] = []

    def explain(execute, sql, params, many, context):
        plans.extend(json.loads(row[0])[0] if isinstance(row[0], str) else row[0][0] for row in explained(sql, params))
        return execute(sql, params, many, context)

    def explained(sql, params):
        with psycopg.connect(os.environ["DATABASE_URL"]) as other:
            return other.execute(f"EXPLAIN (FORMAT JSON) {sql}", params).fetchall()

    with connection.execute_wrapper(explain):
        ask()
    return [plan["Plan"] for plan in plans]


def nodes(plan: dict) -> Iterator[dict]:
    yield plan
    for inner in plan.get("Plans", ()):
        yield from nodes(inner)


def test_every_question_goes_by_an_index(many_entries):
    used, scanned = set(), set()
    for ask in (
        lambda: find("w5 w77 sahifa x123", "uz"),
        lambda: find("қалам w7", "ru"),
        lambda: suggest("sahifa", "uz"),
    ):
        for node in (node for plan in plans_of(ask) for node in nodes(plan)):
            used.add(node.get("Index Name"))
            if node["Node Type"] == "Seq Scan":
                scanned.add(node["Relation Name"])
    assert scanned == set()
    assert {"search_written", "search_folded", "search_stems", "search_skeletons"} <= used
    assert {"search_word_trigrams", "search_names"} <= used
