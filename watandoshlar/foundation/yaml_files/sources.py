"""Words in several languages, and where facts come from, as every file that people write says them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from .reading import Item

STATES = ("confirmed", "to_be_confirmed")
REQUIRED_LANGUAGES = ("uz", "ru", "en")


@dataclass(frozen=True)
class Source:
    """Where facts come from, in words by language. `state` is "confirmed" or "to_be_confirmed", as known on the day
    `as_of`; by the day `review_by`, where there is one, somebody looks again."""

    title: Mapping[str, str]
    url: str
    state: str
    as_of: date | None
    review_by: date | None = None


def words_of(item: Item) -> dict[str, str]:
    """A text by language, {"uz": …, "ru": …, "en": …}."""
    texts = {language: text.text() for language, text in item.entries().items()}
    for language in REQUIRED_LANGUAGES:
        if texts and language not in texts:
            item.refuse("missing_key", key=language)
    return texts


def sources_of(item: Item, *, reviewed: bool = False) -> dict[str, Source]:
    """The sources of a file by the name under which its parts cite them; `reviewed` insists on a day of review."""
    required = ("title", "state", "as_of", *(("review_by",) if reviewed else ()))
    sources = {}
    for name, entry in item.entries().items():
        parts = entry.parts(required=required, optional=("url", "review_by"))
        sources[name] = Source(
            title=words_of(parts["title"]),
            url=parts["url"].text(r"https://\S+", "bad_url") if "url" in parts else "",
            state=parts["state"].one_of(STATES, "unknown_state"),
            as_of=parts["as_of"].day(),
            review_by=parts["review_by"].day() if "review_by" in parts else None,
        )
    return sources
