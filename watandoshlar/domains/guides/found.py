"""What the search knows of guides, news, press digests, events and galleries."""

from collections.abc import Iterator

from django.conf import settings

from watandoshlar.capabilities.search.api import Entry
from watandoshlar.domains.guides.announcements import (
    KINDS,
    Told,
    digests_in,
    events_in,
    galleries_in,
    news_in,
    show_digest,
    show_event,
    show_gallery,
    show_news,
)
from watandoshlar.domains.guides.queries import GuideText, guide_in, guides_in


def collect_guides() -> Iterator[Entry]:
    """Every guide that the public may read, in each language in which it is written or follows by rule."""
    for language, _name in settings.LANGUAGES:
        for card in guides_in(language):
            found = guide_in(card.slug, language)
            if found:
                yield _entry(found)


def _entry(guide: GuideText) -> Entry:
    parts = (*guide.sections, *guide.steps)
    return Entry(
        kind="guide",
        key=guide.slug,
        language=guide.language,
        title=guide.title,
        summary=guide.summary,
        text="\n".join(line for part in parts for line in (part.title, part.plain, *part.documents.values())),
        route=("public_site:guide", (guide.slug,)),
        changed_at=guide.changed_at,
    )


def collect_news() -> Iterator[Entry]:
    for language, _name in settings.LANGUAGES:
        for page in news_in(language):
            told = show_news(page, language)
            yield _entry_of("news", told, told.plain, told_in="news")


def collect_digests() -> Iterator[Entry]:
    """Digests are found among the news: by our words, and by where and under which title the articles stand."""
    for language, _name in settings.LANGUAGES:
        for page in digests_in(language):
            told = show_digest(page, language)
            shown = "\n".join(f"{one.outlet}\n{one.title}\n{one.words}" for one in told.entries)
            yield _entry_of("news", told, shown, told_in="digest")


def collect_events() -> Iterator[Entry]:
    """What posts and the ministry invite to, also when it is over: people look for what was said there."""
    for language, _name in settings.LANGUAGES:
        for past in (False, True):
            for page in events_in(language, past=past):
                told = show_event(page, language)
                yield _entry_of("event", told, f"{told.plain}\n{told.place}", told_in="event")


def collect_galleries() -> Iterator[Entry]:
    """Galleries are found as pages: by their words and by what their pictures show."""
    for language, _name in settings.LANGUAGES:
        for page in galleries_in(language):
            told = show_gallery(page, language)
            shown = "\n".join(f"{one.text}\n{one.caption}" for one in told.pictures)
            yield _entry_of("page", told, shown, told_in="gallery")


def _entry_of(kind: str, told: Told, text: str, *, told_in: str) -> Entry:
    return Entry(
        kind=kind,
        key=f"{told_in}-{told.slug}",
        language=told.language,
        title=told.title,
        summary=told.summary,
        text=text,
        route=(f"public_site:{KINDS[told_in].route}", (told.slug,)),
        changed_at=told.changed_at,
    )
