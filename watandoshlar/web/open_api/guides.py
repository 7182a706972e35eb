"""Guides: what to do, step by step, each step and section with its source and how fresh that is."""

from datetime import datetime
from typing import Any, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from watandoshlar.domains.guides.api import (
    TOPICS,
    GuideCard,
    GuideText,
    PartShown,
    SourceShown,
    guide_in,
    guides_in,
    languages_of,
)
from watandoshlar.web.open_api.errors import GuideOff, NotInLanguage
from watandoshlar.web.open_api.parameters import Asked, Country, Listing, Slug, known_country
from watandoshlar.web.open_api.problems import Listed as Several
from watandoshlar.web.open_api.texts import Listed, Source, Text, address, listed, page_address, source, text

router = Router(tags=["guides"])
Topic = Literal[TOPICS]


class GuideListed(Schema):
    slug: str
    topic: str
    country: str = Field(description="Empty for one that holds everywhere")
    is_sensitive: bool = Field(description="Nobody else should see that somebody reads it: keep no trace of it")
    title: Text
    summary: Text
    url: str
    page: str


class Guides(Listed):
    items: list[GuideListed]


class SourceOfGuide(Source):
    """`freshness`: fresh, due (to be looked at soon), stale."""

    review_by: str
    freshness: str


class Section(Schema):
    """`when` is the condition under which it is shown, in CEL over the answers to the questions."""

    id: str
    title: Text
    html: str
    text: str
    when: str
    source: SourceOfGuide | None


class Step(Section):
    """Something to do. `service`, `guide` and `right` name what it leads to."""

    service: str
    guide: str
    right: str
    papers: list[Text]


class GuideShown(GuideListed):
    neutral_title: Text | None = Field(description="What a tab or a history may show instead of the title")
    is_derived: bool = Field(description="Written by rule from another script")
    translation: str = Field(description="original, current, or outdated: the original says something else by now")
    freshness: str
    languages: list[str] = Field(description="In which it can be read")
    questions: list[str]
    sections: list[Section]
    steps: list[Step]
    changed_at: datetime | None


class GuidesAsked(Listing):
    topic: Topic | None = None
    country: Country | None = Field(None, description="Guides for this country alone")


@router.get("guides", summary=_("Guides, by topic or country"), response=Guides)
def list_guides(request: HttpRequest, asked: Query[GuidesAsked]) -> dict[str, Any]:
    """Those that can be read in the language of the answer."""
    country = known_country(asked.country) if asked.country else None
    cards = guides_in(get_language())
    found = [one for one in cards if asked.topic in (None, one.topic) and country in (None, one.country)]
    return listed(request, found, asked, _card)


@router.get("guides/{slug}", summary=_("A guide with its steps, sources and their state"), response=GuideShown)
def get_guide(request: HttpRequest, response: HttpResponse, slug: Slug, asked: Query[Asked]) -> dict[str, Any]:
    language = get_language()
    found = guide_in(slug, language)
    if found is None:
        raise NotInLanguage(language=language, languages=Several(languages_of(slug)))
    if found.freshness == "off":
        raise GuideOff
    if found.sensitive:
        response["Cache-Control"] = "no-store"
    return {
        **_card(found),
        "neutral_title": text(found.neutral_title) if found.neutral_title else None,
        "is_derived": found.derived,
        "translation": found.translation_state,
        "freshness": found.freshness,
        "languages": list(found.languages),
        "questions": list(found.questions),
        "sections": [_section(part) for part in found.sections],
        "steps": [_step(part) for part in found.steps],
        "changed_at": found.changed_at,
    }


def _card(guide: GuideCard | GuideText) -> dict[str, Any]:
    return {
        "slug": guide.slug,
        "topic": guide.topic,
        "country": guide.country,
        "is_sensitive": guide.sensitive,
        "title": text(guide.title),
        "summary": text(guide.summary),
        "url": address(f"guides/{guide.slug}"),
        "page": page_address(f"guides/{guide.slug}/"),
    }


def _section(part: PartShown) -> dict[str, Any]:
    return {
        "id": part.id,
        "title": text(part.title),
        "html": str(part.html),
        "text": part.plain,
        "when": part.rule.when.source,
        "source": _source(part.source),
    }


def _step(part: PartShown) -> dict[str, Any]:
    rule = part.rule
    return {
        **_section(part),
        "service": rule.service,
        "guide": rule.guide,
        "right": rule.right,
        "papers": [text(label) for label in part.documents.values()],
    }


def _source(found: SourceShown | None) -> dict[str, Any] | None:
    if found is None:
        return None
    # Their titles are there in Latin for every script of Uzbek; Cyrillic follows by rule.
    language = settings.LANGUAGE_CODE if get_language() in settings.PARTIAL_LANGUAGES else get_language()
    return {
        **source(found),
        "name": {"text": found.name, "language": language},
        "review_by": found.review_by.isoformat(),
        "freshness": found.freshness,
    }
