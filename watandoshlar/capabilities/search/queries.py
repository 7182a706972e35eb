"""Questions to the index."""

from collections.abc import Iterable

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import F

from watandoshlar.foundation.scripts import spelled

from .collectors import known_kind
from .entry import KINDS, Match, Reason
from .models import IndexEntry
from .rules.words import folded, words_of

LONGEST_QUERY = 200
MOST_WORDS = 12


def find(query: str, language: str, kinds: Iterable[str] | None = None, limit: int = 20) -> list[Match]:
    """The pages that answer a query typed in any script, the best first; each once, in `language` where it exists."""
    words = words_of(query[:LONGEST_QUERY])[:MOST_WORDS]
    if not words:
        return []
    asked = SearchQuery(" | ".join(f"'{folded(word)}'" for word in words), search_type="raw", config="simple")
    found = (
        IndexEntry.objects.filter(kind__in=[known_kind(kind) for kind in kinds or KINDS], folded=asked)
        .annotate(rank=SearchRank(F("folded"), asked))
        .order_by("-rank", "kind", "key", "language")
    )
    pages: dict[tuple[str, str], IndexEntry] = {}
    for entry in found:
        known = pages.setdefault((entry.kind, entry.key), entry)
        if entry.language == language != known.language:
            pages[entry.kind, entry.key] = entry
    why = (Reason("other_spelling", tuple(words), language),)
    return [_match(entry, why) for entry in list(pages.values())[:limit]]


def _match(entry: IndexEntry, why: tuple[Reason, ...]) -> Match:
    name, arguments = entry.route
    return Match(
        entry.kind,
        entry.key,
        entry.language,
        spelled(entry.title, entry.language),
        spelled(entry.summary, entry.language),
        (name, tuple(arguments)),
        why,
    )
