"""What rooms tell of their pages, and what whoever searches is told."""

from dataclasses import dataclass
from datetime import datetime

KINDS = (
    "service",
    "guide",
    "post",
    "news",
    "event",
    "organisation",
    "opportunity",
    "consultation",
    "right",
    "page",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One page in one language. `key` names the page in every language, `route` is the name of its address and its
    arguments. `also_called` are names under which people know it; they count nearly as much as the title.

    `changed_at` is when its words last changed, where the room knows that exactly.
    """

    kind: str
    key: str
    language: str
    title: str
    summary: str
    text: str
    route: tuple[str, tuple[str, ...]]
    also_called: tuple[str, ...] = ()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that can be found, with the languages in which it exists."""

    key: str
    route: tuple[str, tuple[str, ...]]
    languages: tuple[str, ...]
    changed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a page was found. `code`: same_words · other_spelling · word_form · begins_so · close_spelling;
    `words` are those of the query, `found` those of the page where they differ, `language` is that of the page's words.
    """

    code: str
    words: tuple[str, ...]
    language: str
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A page that was found, in the words of the language that was asked for, or of the nearest that it exists in.
    `marks` are the words of title and summary that answer the query, for `marked_parts`."""

    kind: str
    key: str
    language: str
    title: str
    summary: str
    route: tuple[str, tuple[str, ...]]
    why: tuple[Reason, ...]
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Found:
    """The pages that are shown, and how many of each kind answer, for the kinds of which any does."""

    matches: list[Match]
    counted: dict[str, int]
