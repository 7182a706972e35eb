"""Questions to the index. What is asked for is kept nowhere: neither in a table nor in a log."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields

from django.conf import settings
from django.db import connection

from watandoshlar.foundation.scripts import spelled

from .collectors import known_kind
from .entry import KINDS, Found, Listed, Match
from .models import IndexEntry
from .rules.asking import (
    CLOSE,
    CODES,
    CONFIGURATIONS,
    FORM,
    SAME,
    SPELLING,
    AskedWord,
    Comparison,
    asked_words,
    comparisons,
)
from .rules.closeness import close_words
from .rules.explaining import Meeting, marked_words, reasons
from .rules.words import words_of

NEIGHBOURS = 8
# A page far below the best one only shares a common word with the query.
WEAKEST_SHARE = 0.1
MOST_MATCHES = 50
NEAR_WORDS = """
SELECT asked.place, near.word
FROM unnest(%(places)s::int[], %(words)s::text[]) asked(place, word),
    LATERAL (SELECT word FROM search_indexword ORDER BY word <-> asked.word LIMIT %(neighbours)s) near
"""
# Weights of D, C, B, A: text, summary, other names, title. A word that few of the found pages have says more; one that
# stands somewhere as it was typed was not misspelt.
BEST_PAGES = """
WITH asked AS MATERIALIZED (
    SELECT place, code, worth, vector, string_to_array(languages, ' ') AS languages, meant,
           to_tsquery(configuration::regconfig, wanted) AS query
    FROM unnest(%(place)s::int[], %(code)s::text[], %(worth)s::float[], %(vector)s::text[], %(languages)s::text[],
                %(wanted)s::text[], %(configuration)s::text[], %(meant)s::text[])
         given(place, code, worth, vector, languages, wanted, configuration, meant)
), met AS MATERIALIZED (
    {meetings}
), spelt AS (
    SELECT DISTINCT place FROM met WHERE code = ANY(%(spelt)s)
), best AS (
    SELECT DISTINCT ON (kind, key, place) kind, key, place, code, meant, language,
           max(worth) OVER (PARTITION BY kind, key, place) AS worth
    FROM met
    WHERE code <> %(close)s OR place NOT IN (SELECT place FROM spelt)
    ORDER BY kind, key, place, array_position(%(codes)s::text[], code), language <> %(language)s, worth DESC, language
), rarity AS (
    SELECT place, 0.5 + ln((SELECT count(DISTINCT (kind, key)) FROM best)::float / count(*)) AS weight
    FROM best GROUP BY place
), scored AS (
    SELECT kind, key, sum(worth * weight) AS score,
           json_agg(json_build_array(place, code, language, meant) ORDER BY place) AS meetings
    FROM best JOIN rarity USING (place) GROUP BY kind, key
), answering AS MATERIALIZED (
    SELECT * FROM scored WHERE score >= %(weakest)s * (SELECT max(score) FROM scored)
)
SELECT (SELECT json_object_agg(kind, pages)
        FROM (SELECT kind, count(*) AS pages FROM answering GROUP BY kind) counted),
       (SELECT json_agg(json_build_array(kind, key, meetings) ORDER BY score DESC, kind, key)
        FROM (SELECT * FROM answering WHERE kind = ANY(%(kinds)s) ORDER BY score DESC, kind, key LIMIT %(limit)s) first)
"""
MEETINGS = """
    SELECT entry.kind, entry.key, entry.language, asked.place, asked.code, asked.meant,
           asked.worth * ts_rank('{{0.1, 0.3, 0.8, 1}}', entry.{vector}, asked.query) AS worth
    FROM asked JOIN search_indexentry entry ON entry.{vector} @@ asked.query
    WHERE asked.vector = '{vector}' AND (asked.languages = '{{}}' OR entry.language = ANY(asked.languages))
"""
WAYS = {"codes": list(CODES), "spelt": [SAME, SPELLING, FORM], "close": CLOSE}
VECTORS = ("written", "folded", "stems", "skeletons")
SEARCH = BEST_PAGES.format(meetings=" UNION ALL ".join(MEETINGS.format(vector=vector) for vector in VECTORS))
FORMS = """
SELECT word FROM unnest(%(words)s::text[]) word
WHERE to_tsvector(%(configuration)s::regconfig, word) @@ to_tsquery(%(configuration)s::regconfig, %(asked)s)
"""
NEAREST_NAMES = """
SELECT kind, key, min(names <->> %(names)s) AS distance FROM (
    SELECT kind, key, names FROM search_indexentry ORDER BY names <->> %(names)s LIMIT %(most)s
) nearest
GROUP BY kind, key HAVING min(names <->> %(names)s) < %(farthest)s ORDER BY distance, kind, key LIMIT %(limit)s
"""
FARTHEST_NAME = 0.6


@dataclass(frozen=True, slots=True)
class _Page:
    kind: str
    key: str
    meetings: tuple[Meeting, ...] = ()


def find(query: str, language: str, kinds: Iterable[str] | None = None, limit: int = 20) -> list[Match]:
    """The pages of the kinds that answer a query typed in any script, the best first; each once, in `language` where it
    exists. Three statements, and a fourth where words of Russian or English are shown."""
    return find_and_count(query, language, kinds, limit).matches


def find_and_count(query: str, language: str, kinds: Iterable[str] | None = None, limit: int = 20) -> Found:
    """The same with the number of pages of every kind that answer, whichever kinds are asked for; no statement more."""
    asked = asked_words(query)
    if not asked:
        return Found([], {})
    wanted = [known_kind(kind) for kind in kinds or KINDS]
    pages, counted = _best_pages(comparisons(asked, _misspelt(asked)), wanted, language, min(limit, MOST_MATCHES))
    return Found(_matches(pages, asked, language), {kind: counted[kind] for kind in KINDS if kind in counted})


def suggest(query: str, language: str, limit: int = 5) -> list[Match]:
    """The pages whose names look most like the query: for whoever found nothing. One statement, or two."""
    names = " ".join(filter(None, (word.folded for word in asked_words(query))))
    if not names:
        return []
    given = {"names": names, "most": 10 * limit, "farthest": FARTHEST_NAME, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(NEAREST_NAMES, given)
        pages = [_Page(kind, key) for kind, key, _distance in cursor.fetchall()]
    return _matches(pages, [], language)


def kinds_listed() -> list[str]:
    """The kinds of which there is a page at all."""
    there = set(IndexEntry.objects.values_list("kind", flat=True).distinct())
    return [kind for kind in KINDS if kind in there]


def listed(kind: str) -> list[Listed]:
    """Every page of the kind, by its key: what can be found, for whoever lists it. One statement."""
    rows: dict[str, list[IndexEntry]] = defaultdict(list)
    entries = IndexEntry.objects.filter(kind=known_kind(kind)).only("key", "language", "route", "changed_at")
    for entry in entries.order_by("key", "language"):
        rows[entry.key].append(entry)
    return [_listed(key, versions) for key, versions in rows.items()]


def _listed(key: str, versions: list[IndexEntry]) -> Listed:
    name, arguments = versions[0].route
    there = {entry.language for entry in versions}
    return Listed(
        key=key,
        route=(name, tuple(arguments)),
        languages=tuple(code for code, _name in settings.LANGUAGES if code in there),
        changed_at=max((entry.changed_at for entry in versions if entry.changed_at), default=None),
    )


def _misspelt(asked: Iterable[AskedWord]) -> dict[int, dict[str, int]]:
    """What the words that no entry has may have meant."""
    keys = {word.place: word.folded for word in asked if word.folded and word.script != "Arab"}
    near: dict[int, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        given = {"places": list(keys), "words": list(keys.values()), "neighbours": NEIGHBOURS}
        cursor.execute(NEAR_WORDS, given)
        for place, word in cursor.fetchall():
            near[place].append(word)
    return {place: close_words(keys[place], words) for place, words in near.items() if keys[place] not in words}


def _best_pages(
    held: list[Comparison], kinds: list[str], language: str, limit: int
) -> tuple[list[_Page], dict[str, int]]:
    """The best pages of the kinds, and how many of each kind there are. What a page is worth does not hang on the kinds
    that are asked for, so that every way to ask agrees on which pages answer."""
    columns = {field.name: [getattr(one, field.name) for one in held] for field in fields(Comparison)}
    columns["languages"] = [" ".join(languages) for languages in columns["languages"]]
    given = {**columns, **WAYS, "kinds": kinds, "language": language, "limit": limit, "weakest": WEAKEST_SHARE}
    with connection.cursor() as cursor:
        cursor.execute(SEARCH, given)
        counted, found = cursor.fetchone()
    pages = [_Page(kind, key, tuple(Meeting(*meeting) for meeting in meetings)) for kind, key, meetings in found or ()]
    return pages, counted or {}


def _matches(pages: list[_Page], asked: list[AskedWord], language: str) -> list[Match]:
    versions: dict[tuple[str, str], dict[str, IndexEntry]] = defaultdict(dict)
    if pages:
        keys = {page.key for page in pages}
        every = IndexEntry.objects.defer("written", "folded", "stems", "skeletons")
        for entry in every.filter(kind__in={page.kind for page in pages}, key__in=keys):
            versions[entry.kind, entry.key][entry.language] = entry
    # A page may have gone between two statements.
    there = [page for page in pages if (page.kind, page.key) in versions]
    shown = {page: nearest(versions[page.kind, page.key], language) for page in there}
    forms = _forms(asked, shown)
    return [_match(page, shown[page], versions[page.kind, page.key], asked, forms) for page in there]


def _forms(asked: list[AskedWord], shown: Mapping[_Page, IndexEntry]) -> frozenset[str]:
    """The shown words of Russian or English that are forms of a word of the query: PostgreSQL knows."""
    words: dict[str, set[str]] = defaultdict(set)
    for entry in shown.values() if asked else ():
        if entry.language in CONFIGURATIONS:
            words[CONFIGURATIONS[entry.language]].update(words_of(f"{entry.title} {entry.summary}"))
    found: set[str] = set()
    query = " | ".join(word.word for word in asked)
    with connection.cursor() as cursor:
        for configuration in sorted(words):
            given = {"words": sorted(words[configuration]), "configuration": configuration, "asked": query}
            cursor.execute(FORMS, given)
            found.update(word for (word,) in cursor.fetchall())
    return frozenset(found)


def _match(
    page: _Page,
    entry: IndexEntry,
    versions: Mapping[str, IndexEntry],
    asked: list[AskedWord],
    forms: frozenset[str],
) -> Match:
    texts = {code: f"{version.title} {version.summary}" for code, version in versions.items()}
    meant = [meeting.meant for meeting in page.meetings if meeting.meant]
    name, arguments = entry.route
    return Match(
        kind=entry.kind,
        key=entry.key,
        language=entry.language,
        title=spelled(entry.title, entry.language),
        summary=spelled(entry.summary, entry.language),
        route=(name, tuple(arguments)),
        why=reasons(page.meetings, {word.place: word for word in asked}, texts),
        marks=marked_words(texts[entry.language], asked, meant, forms),
    )


def nearest(versions: Mapping[str, IndexEntry], language: str) -> IndexEntry:
    """The entry in the language, or in the nearest one that the page exists in."""
    tried = (language, language.partition("-")[0], *(code for code, _name in settings.LANGUAGES))
    return next(versions[code] for code in (*tried, *versions) if code in versions)
