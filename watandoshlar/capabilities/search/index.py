"""How the copy follows what is published.

None of this is an act: nobody decides anything here, and who published what stands in the audit log already.
"""

import hashlib
import json
from collections.abc import Iterable

from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value
from procrastinate.contrib.django import app

from watandoshlar.foundation.scripts import alphabet, to_old_latin

from .collectors import collected, known_kind
from .entry import KINDS, Entry
from .models import IndexEntry
from .rules.words import folded, skeleton, words_of, written

REFRESH, QUEUE = "search.refresh", "search"
CONFIGURATIONS = {"ru": "russian", "en": "english"}
# Whoever changes what is kept of an entry raises this, and every entry is made anew.
FORM_OF_ENTRIES = 1
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended('search index', 0))"
ADD_WORDS = """
INSERT INTO search_indexword (word)
SELECT word FROM ts_stat('SELECT folded FROM search_indexentry') ON CONFLICT DO NOTHING
"""
REMOVE_WORDS = """
DELETE FROM search_indexword WHERE word NOT IN (SELECT word FROM ts_stat('SELECT folded FROM search_indexentry'))
"""


def refresh(kind: str) -> None:
    """Let the index follow a publication: called in its transaction, done by the worker once that is committed."""
    app.configure_task(REFRESH, queue=QUEUE, lock=REFRESH).defer(kind=known_kind(kind))


def rebuild(kinds: Iterable[str] = KINDS) -> dict[str, int]:
    """Bring the entries of the kinds up to date now; how many there are of each. Readers see the old entries of a kind
    until its new ones are whole."""
    return {kind: _replace(kind) for kind in kinds}


@transaction.atomic
def _replace(kind: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(LOCK)
    told = {(entry.key, entry.language): entry for entry in collected(kind)}
    known = {
        (key, language): content
        for key, language, content in IndexEntry.objects.filter(kind=kind).values_list(
            "key", "language", "content_hash"
        )
    }
    hashes = {place: _content_hash(entry) for place, entry in told.items()}
    changed = {place for place, content in hashes.items() if known.get(place) != content}
    gone = known.keys() - told.keys()
    if not changed and not gone:
        return len(told)
    for key, language in (changed & known.keys()) | gone:
        IndexEntry.objects.filter(kind=kind, key=key, language=language).delete()
    IndexEntry.objects.bulk_create(_row(told[place], hashes[place]) for place in sorted(changed))
    with connection.cursor() as cursor:
        cursor.execute(ADD_WORDS)
        cursor.execute(REMOVE_WORDS)
    return len(told)


def _content_hash(entry: Entry) -> str:
    content = [FORM_OF_ENTRIES, entry.title, entry.summary, entry.text, entry.route, entry.also_called]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _row(entry: Entry, content_hash: str) -> IndexEntry:
    parts = {
        "A": words_of(entry.title),
        "B": words_of(" ".join(entry.also_called)),
        "C": words_of(entry.summary),
        "D": words_of(entry.text),
    }
    return IndexEntry(
        kind=entry.kind,
        key=entry.key,
        language=entry.language,
        title=_in_old_letters(entry.title, entry.language),
        summary=_in_old_letters(entry.summary, entry.language),
        route=[entry.route[0], list(entry.route[1])],
        written=_vector({weight: map(written, words) for weight, words in parts.items()}, "simple"),
        folded=_vector({weight: map(folded, words) for weight, words in parts.items()}, "simple"),
        stems=_vector(parts, CONFIGURATIONS.get(entry.language, "simple")),
        skeletons=_vector({weight: map(skeleton, words) for weight, words in parts.items()}, "simple"),
        names=" ".join(map(folded, parts["A"] + parts["B"])),
        content_hash=content_hash,
    )


def _vector(parts: dict[str, Iterable[str]], configuration: str) -> SearchVector:
    vectors = [
        SearchVector(Value(" ".join(words)), weight=weight, config=configuration) for weight, words in parts.items()
    ]
    return vectors[0] + vectors[1] + vectors[2] + vectors[3]


def _in_old_letters(text: str, language: str) -> str:
    """Kept in the letters of 1995 and spelled when it is shown, so that an installation may change its alphabet."""
    return to_old_latin(text) if language == "uz" and alphabet() != "1995" else text
