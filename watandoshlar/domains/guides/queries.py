"""Questions about guides: what the public may read, in which language, and how fresh it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.safestring import SafeString

from watandoshlar.domains.guides.errors import GuideNotFound
from watandoshlar.domains.guides.folder import guides
from watandoshlar.domains.guides.models import GlossaryTerm, GuidePage, Source
from watandoshlar.domains.guides.models.guide_page import ORIGINAL
from watandoshlar.domains.guides.rules.guide_file import Guide, Section, Step
from watandoshlar.domains.guides.rules.markup import plain
from watandoshlar.domains.guides.rules.staleness import FRESH, OFF, ORDER, freshness
from watandoshlar.domains.guides.writing import (
    Letters,
    html_of,
    is_derived,
    letters_for,
    letters_of,
    readable_in,
    written_for,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.scripts import sort_key

# Uzbek in Latin stands for the titles of sources and terms in its other scripts.
WORDS = {"ru": "ru", "en": "en"}


@dataclass(frozen=True)
class SourceShown:
    """A source as it is known today; `freshness` is one of fresh, due, stale, off."""

    code: str
    name: str
    url: str
    state: str
    as_of: date
    review_by: date
    freshness: str


@dataclass(frozen=True)
class PartShown:
    """A section or a step in words. `rule` is what the folder says of it."""

    id: str
    title: str
    html: SafeString
    plain: str
    documents: Mapping[str, str]
    source: SourceShown | None
    rule: Section | Step


@dataclass(frozen=True)
class GuideCard:
    """A guide as lists show it; `language` is that of its words."""

    slug: str
    topic: str
    country: str
    sensitive: bool
    language: str
    title: str
    neutral_title: str
    summary: str

    @property
    def title_elsewhere(self) -> str:
        """Its title in tabs, in the history and on pages that lead to it: of a sensitive guide one that tells
        nothing."""
        return self.neutral_title if self.sensitive else self.title


@dataclass(frozen=True)
class StepsOfGuide(GuideCard):
    """Some steps of a guide in words, for pages that show many guides at once."""

    steps: tuple[PartShown, ...]


@dataclass(frozen=True)
class GuideText(GuideCard):
    """A guide in one language. `derived`: written by rule from another script. `languages`: where else it can be read.

    `translation_state` is original, current, or outdated when the original says something else by now.
    """

    derived: bool
    questions: tuple[str, ...]
    sections: tuple[PartShown, ...]
    steps: tuple[PartShown, ...]
    sources: Mapping[str, SourceShown]
    freshness: str
    translation_state: str
    languages: tuple[str, ...]
    published_at: datetime | None
    changed_at: datetime | None


@dataclass(frozen=True)
class TermShown:
    code: str
    word: str
    meaning: str


def guides_in(language: str) -> list[GuideCard]:
    """The guides that one may read in the language today, in the order of their slugs; in two questions to the
    database."""
    return [GuideCard(**_card(guide, page, language)) for guide, page, _sources in _readable(language)]


def steps_in(language: str, chosen: Mapping[str, Iterable[Step]]) -> list[StepsOfGuide]:
    """The chosen steps of each guide that one may read in the language today; in two questions to the database."""
    found = []
    for guide, page, sources in _readable(language):
        if guide.slug in chosen:
            letters = letters_for(page, language)
            steps = _parts(page, "step", chosen[guide.slug], _sources_shown(sources, language, letters), letters)
            found.append(StepsOfGuide(**_card(guide, page, language), steps=steps))
    return found


def languages_of(slug: str) -> list[str]:
    """The languages in which the guide can be read, in the order of the languages of the platform."""
    return readable_in(_pages_of(slug))


def guide_in(slug: str, language: str) -> GuideText | None:
    """The guide in the language, or None where nobody has written it: nothing else stands in for it.

    Raises GuideNotFound for one that is not published in any.
    """
    guide, pages = guides().get(slug), _pages_of(slug)
    if guide is None or not pages:
        raise GuideNotFound
    page = _page_for(pages, language)
    return _text_of(page, language, pages=pages) if page else None


def draft_text(page: GuidePage) -> GuideText:
    """What a draft would say, for its editors."""
    written = page.locale.language_code
    return _text_of(page, written, pages=_pages_of(page.slug) | {written: page})


def _text_of(page: GuidePage, language: str, *, pages: Mapping[str, GuidePage]) -> GuideText:
    """What a page says to a reader of the language."""
    guide, written = guides()[page.slug], page.locale.language_code
    letters = letters_for(page, language)
    sources = _sources(guide, language, letters)
    return GuideText(
        **_card(guide, page, language),
        derived=is_derived(language, written),
        questions=guide.questions,
        sections=_parts(page, "section", guide.sections, sources, letters),
        steps=_parts(page, "step", guide.steps, sources, letters),
        sources=sources,
        freshness=max((one.freshness for one in sources.values()), key=ORDER.index, default=FRESH),
        translation_state=_translation_state(page, pages.get(ORIGINAL)),
        languages=tuple(readable_in(pages)),
        published_at=page.first_published_at,
        changed_at=page.last_published_at,
    )


def terms_in(language: str) -> list[TermShown]:
    """The words of the glossary, in the order of the alphabet in which they are written."""
    column, derived = WORDS.get(language, "uz"), is_derived(language, "uz")
    letters = letters_of(language, derived)
    terms = [
        TermShown(
            code=term.code,
            word=letters(getattr(term, f"term_{column}")),
            meaning=letters(getattr(term, f"meaning_{column}")),
        )
        for term in GlossaryTerm.objects.filter(live=True)
    ]
    return sorted(terms, key=lambda term: sort_key(term.word, language if derived else column))


def _card(guide: Guide, page: GuidePage, language: str) -> dict[str, Any]:
    letters = letters_for(page, language)
    return {
        "slug": guide.slug,
        "topic": guide.topic,
        "country": guide.country,
        "sensitive": guide.sensitive,
        "language": language,
        "title": letters(page.title),
        "neutral_title": letters(page.neutral_title),
        "summary": letters(page.summary),
    }


def _readable(language: str) -> Iterator[tuple[Guide, GuidePage, list[Source]]]:
    """Guides that have a page in the language and rest on no source at which nobody has looked for too long."""
    today, sources = clock.today(clock.HOME_ZONE), _sources_by_guide()
    for slug, pages in _pages(locale__language_code__in=written_for(language)).items():
        guide, page, named = guides().get(slug), _page_for(pages, language), sources.get(slug, [])
        if guide and page and OFF not in {freshness(one.as_of, one.review_by, today) for one in named}:
            yield guide, page, named


def _pages(**which: object) -> dict[str, dict[str, GuidePage]]:
    """Published pages by guide and language."""
    found: dict[str, dict[str, GuidePage]] = {}
    for page in GuidePage.objects.live().filter(**which).select_related("locale").order_by("slug"):
        found.setdefault(page.slug, {})[page.locale.language_code] = page
    return found


def _pages_of(slug: str) -> dict[str, GuidePage]:
    return _pages(slug=slug).get(slug, {})


def _page_for(pages: Mapping[str, GuidePage], language: str) -> GuidePage | None:
    return next((pages[code] for code in written_for(language) if code in pages), None)


def _translation_state(page: GuidePage, original: GuidePage | None) -> str:
    if original is None or original.pk == page.pk:
        return "original"
    return "current" if page.translated_from == original.text_version else "outdated"


def _parts(
    page: GuidePage,
    kind: str,
    rules: Iterable[Section | Step],
    sources: Mapping[str, SourceShown],
    letters: Letters,
) -> tuple[PartShown, ...]:
    """In the order of the folder. A part that the folder asks for and nobody has written yet is not there."""
    written = page.parts(kind)
    return tuple(
        PartShown(
            id=rule.id,
            title=letters(written[rule.id]["title"]),
            html=html_of(written[rule.id]["body"], letters),
            plain=letters(plain(written[rule.id]["body"])),
            documents={one["id"]: letters(one["label"]) for one in written[rule.id].get("documents") or []},
            source=sources.get(written[rule.id]["source"].code if written[rule.id]["source"] else rule.source),
            rule=rule,
        )
        for rule in rules
        if rule.id in written
    )


def _sources(guide: Guide, language: str, letters: Letters) -> dict[str, SourceShown]:
    return _sources_shown(Source.objects.filter(guide=guide.slug, live=True), language, letters)


def _sources_by_guide() -> dict[str, list[Source]]:
    found: dict[str, list[Source]] = {}
    for source in Source.objects.filter(live=True):
        found.setdefault(source.guide, []).append(source)
    return found


def _sources_shown(sources: Iterable[Source], language: str, letters: Letters) -> dict[str, SourceShown]:
    today, column = clock.today(clock.HOME_ZONE), WORDS.get(language, "uz")
    return {
        source.code: SourceShown(
            code=source.code,
            name=letters(getattr(source, f"title_{column}")),
            url=source.url,
            state=source.state,
            as_of=source.as_of,
            review_by=source.review_by,
            freshness=freshness(source.as_of, source.review_by, today),
        )
        for source in sources
    }
