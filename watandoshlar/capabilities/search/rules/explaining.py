"""Why a page was found, and which of its words to mark."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from watandoshlar.capabilities.search.entry import Reason

from .asking import BEGINNING, CLOSE, CODES, SHORTEST_BEGINNING, AskedWord
from .stems import uzbek_stem
from .words import folded, words_of, written

_WORD_OF_TEXT = re.compile(r"([^\W_]+(?:['`\u2018\u2019\u00b4\u2032\uff07]+[^\W_]+)*)")


@dataclass(frozen=True, slots=True)
class Meeting:
    """A word of the query met a page: in which form, in words of which language, and whom a misspelt one meant."""

    place: int
    code: str
    language: str
    meant: str = ""


def reasons(
    meetings: Iterable[Meeting], asked: Mapping[int, AskedWord], texts: Mapping[str, str]
) -> tuple[Reason, ...]:
    """The reasons, the best first: words that were met in one way stand together. `texts` are title and summary of the
    page by language, from which one sees what a beginning or a misspelt word has led to."""
    grouped: dict[tuple[str, str], list[Meeting]] = {}
    for meeting in sorted(meetings, key=lambda one: (CODES.index(one.code), one.place)):
        grouped.setdefault((meeting.code, meeting.language), []).append(meeting)
    return tuple(
        Reason(
            code,
            tuple(asked[meeting.place].word for meeting in together),
            language,
            tuple(dict.fromkeys(_found(together, asked, texts.get(language, "")))),
        )
        for (code, language), together in grouped.items()
    )


def _found(together: list[Meeting], asked: Mapping[int, AskedWord], text: str) -> Iterator[str]:
    for meeting in together:
        if meeting.code not in (BEGINNING, CLOSE):
            continue
        beginning, meant = asked[meeting.place].folded, meeting.meant
        fitting = (
            word
            for word in words_of(text)
            for key, _stem in (keys_of(word),)
            if (key == meant if meeting.code == CLOSE else key.startswith(beginning))
        )
        yield from islice(fitting, 1)


def marked_words(
    text: str, asked: Iterable[AskedWord], meant: Iterable[str], forms: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The words of a text, as they are `written`, that answer a word of the query; `meant` are those that misspelt ones
    meant, `forms` the words that the database knows as forms of a word of the query."""
    asked = list(asked)
    keys = {word.folded for word in asked if word.is_spoken} | set(meant)
    stems = {stem for word in asked if (stem := word.stem)}
    beginnings = tuple(key for key in keys if len(key) >= SHORTEST_BEGINNING)
    words = frozenset(words_of(text))
    answering = {word for word in words if _answers(keys_of(word), keys, stems, beginnings)}
    return frozenset(map(written, words & forms | answering))


def marked_parts(text: str, marks: frozenset[str]) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether it is to be marked; joined they are the text."""
    pieces = [piece for piece in _WORD_OF_TEXT.split(text) if piece]
    return [(piece, any(written(word) in marks for word in words_of(piece))) for piece in pieces]


def _answers(page: tuple[str, str], keys: set[str], stems: set[str], beginnings: tuple[str, ...]) -> bool:
    key, stem = page
    return key in keys or stem in stems or key.startswith(beginnings)


# Words of pages, which are public; those of queries are never kept.
@lru_cache(maxsize=20_000)
def keys_of(word: str) -> tuple[str, str]:
    """The folded key and the stem of a word of a page."""
    return folded(word), uzbek_stem(word)
