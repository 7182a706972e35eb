"""How the copy follows what is published.

None of this is an act: nobody decides anything here, and who published what stands in the audit log already.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping

from django.contrib.postgres.search import CombinedSearchVector, SearchVector
from django.db import connection, transaction
from django.db.models import Value
from procrastinate.contrib.django import app

from watandoshlar.foundation.scripts import alphabet, to_old_latin

from .collectors import collected, known_kind
from .entry import KINDS, Entry
from .models import IndexEntry
from .rules.asking import CONFIGURATIONS
from .rules.stems import uzbek_stem
from .rules.words import folded, skeleton, words_of, written
from .tables import rows

Parts = Mapping[str, list[str]]
REFRESH, QUEUE = "search.refresh", "search"
# Whoever changes what is kept of an entry, or how words are folded, raises this, and every entry is made anew.
FORM_OF_ENTRIES = 2
ROWS_AT_ONCE = 200
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


def rebuild(kinds: Iterable[str] = KINDS, *, anew: bool = False) -> dict[str, int]:
    """Bring the entries of the kinds up to date now; how many there are of each. Readers see the old entries of a kind
    until its new ones are whole. `anew`: also those whose words have not changed, for when the dictionaries of the
    database have."""
    return {kind: _replace(kind, anew) for kind in kinds}


@transaction.atomic
def _replace(kind: str, anew: bool) -> int:
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
    changed = {place for place, content in hashes.items() if anew or known.get(place) != content}
    gone = known.keys() - told.keys()
    if not changed and not gone:
        return len(told)
    for key, language in (changed & known.keys()) | gone:
        IndexEntry.objects.filter(kind=kind, key=key, language=language).delete()
    rows_of = _Rows()
    new = (rows_of.row(told[place], hashes[place]) for place in sorted(changed))
    IndexEntry.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)
    with connection.cursor() as cursor:
        cursor.execute(ADD_WORDS)
        cursor.execute(REMOVE_WORDS)
    return len(told)


def _content_hash(entry: Entry) -> str:
    told = [entry.title, entry.summary, entry.text, entry.route, entry.also_called, synonyms(entry)]
    told.append(entry.changed_at and entry.changed_at.isoformat())
    content = [FORM_OF_ENTRIES, rows("suffixes.tsv"), told]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


class _Forms(dict[str, str]):
    """One form of every word, made once: a text repeats its words, and so do its languages."""

    def __init__(self, make: Callable[[str], str]) -> None:
        self.make = make

    def __missing__(self, word: str) -> str:
        self[word] = form = self.make(word)
        return form


class _Rows:
    """Makes rows of entries."""

    def __init__(self) -> None:
        self.written, self.folded, self.skeletons, self.stems = map(_Forms, (written, folded, skeleton, uzbek_stem))

    def row(self, entry: Entry, content_hash: str) -> IndexEntry:
        parts = {
            "A": words_of(entry.title),
            "B": words_of(" ".join([*entry.also_called, *synonyms(entry)])),
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
            written=_vector(parts, self.written),
            folded=_vector(parts, self.folded),
            skeletons=_vector(parts, self.skeletons),
            stems=self._stems(parts, entry.language),
            names=" ".join(self.folded[word] for word in parts["A"] + parts["B"]),
            changed_at=entry.changed_at,
            content_hash=content_hash,
        )

    def _stems(self, parts: Parts, language: str) -> CombinedSearchVector:
        if language in CONFIGURATIONS:
            return _vector(parts, _Forms(str), CONFIGURATIONS[language])
        return _vector(parts, self.stems)


def synonyms(entry: Entry) -> list[str]:
    """What people call the page in the language of the entry, beside its title."""
    page = f"{entry.kind}:{entry.key}"
    told = (names for named, names in rows(f"synonyms/{entry.language}.tsv") if named == page)
    return [name.strip() for names in told for name in names.split(";")]


def _vector(parts: Parts, forms: _Forms, configuration: str = "simple") -> CombinedSearchVector:
    texts = {weight: " ".join(forms[word] for word in words) for weight, words in parts.items()}
    a, b, c, d = (SearchVector(Value(text), weight=weight, config=configuration) for weight, text in texts.items())
    return a + b + c + d


def _in_old_letters(text: str, language: str) -> str:
    """Kept in the letters of 1995 and spelled when it is shown, so that an installation may change its alphabet."""
    return to_old_latin(text) if language == "uz" and alphabet() != "1995" else text
