"""Guides as the public reads them: by topic, one by one, and the words that offices use."""

from collections.abc import Mapping

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.guides.api import (
    GuidePage,
    GuideText,
    draft_text,
    guide_in,
    guides_in,
    languages_of,
    questions,
    terms_in,
    what_applies_in,
)
from watandoshlar.web.presenting import applying
from watandoshlar.web.presenting import guides as presenting


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Every guide under its topic, those for one country after the general ones."""
    language = get_language()
    cards = guides_in(language)
    here = {card.slug for card in cards}
    all_cards = cards if language == settings.LANGUAGE_CODE else guides_in(settings.LANGUAGE_CODE)
    elsewhere = [card for card in all_cards if card.slug not in here]
    context = {"section": "guides", "topics": presenting.by_topic(cards), "elsewhere": presenting.by_topic(elsewhere)}
    return render(request, "public_site/guides.html", context)


# A form that is sent changes nothing and keeps nothing: it only keeps answers out of the address.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide. Where it is not written in this language, the page says in which languages it can be read.

    Answers to its questions stand in the address; of a sensitive guide they are sent, so that no history keeps them.
    """
    found = guide_in(slug, get_language())
    if found is None:
        context = {"section": "guides", "alternates": presenting.language_links(slug, languages_of(slug))}
        return render(request, "public_site/guide_in_other_languages.html", context, status=404)
    if found.freshness == "off":
        return _without_trace(render(request, "public_site/guide_off.html", {"section": "guides"}, status=410), found)
    if found.sensitive and request.headers.get("Sec-Purpose", "").startswith("prefetch"):
        # Nothing is fetched that nobody asked for.
        return HttpResponse(status=503)
    given = request.POST if found.sensitive else request.GET
    return _without_trace(render(request, "public_site/guide.html", shown(request, found, given.dict())), found)


def preview(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """A draft, for its editors."""
    return render(request, "public_site/guide.html", shown(request, draft_text(page), {}))


def shown(request: HttpRequest, guide_text: GuideText, given: Mapping[str, str]) -> dict:
    answers = questions().read(given)
    applies, language = what_applies_in(guide_text.slug, answers), guide_text.language
    reader = applying.Reader(answers, language, applies.services)
    told = {one.section.id for one in applies.sections}
    asked = applying.fields_for(guide_text.questions, answers, language)
    titles = {card.slug: card.title_elsewhere for card in guides_in(language)} if _names_guides(guide_text) else {}
    alternates = presenting.language_links(guide_text.slug, guide_text.languages)
    sections = [part for part in guide_text.sections if part.id in told]
    return {
        "section": "guides",
        "guide": guide_text,
        "kicker": presenting.kicker_of(guide_text),
        "sections": sections,
        "contents": presenting.contents_of(sections),
        "steps": [
            step | {"links": presenting.step_links(step["part"], language, titles)}
            for step in applying.steps_shown(applies, guide_text.steps, reader)
        ],
        "fields": asked,
        "answers": applying.answers_shown(guide_text.questions, answers, language),
        "alternates": alternates,
        "original_url": next((one["url"] for one in alternates if one["code"] == settings.LANGUAGE_CODE), ""),
        "exit_url": settings.QUICK_EXIT_URL,
        "linked_data": presenting.linked_data(guide_text, settings.SITE_URL + request.path),
    }


def _names_guides(guide_text: GuideText) -> bool:
    return any(part.rule.guide for part in guide_text.steps)


def _without_trace(response: HttpResponse, found: GuideText) -> HttpResponse:
    """Of a sensitive guide nothing stays behind: not on the disk, not with the sites that it links to."""
    if found.sensitive:
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "public_site/glossary.html", {"section": "guides", "terms": terms_in(get_language())})
