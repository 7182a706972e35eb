"""Guides as the public reads them: by topic, one by one, and the words that offices use."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.domains.guides.api import (
    GuidePage,
    GuideText,
    draft_text,
    guide_in,
    guides_in,
    languages_of,
    terms_in,
)
from watandoshlar.web.presenting import guides as presenting


@require_safe
def guides(request: HttpRequest) -> HttpResponse:
    """Every guide under its topic, those for one country after the general ones."""
    context = {"section": "guides", "topics": presenting.by_topic(guides_in(get_language()))}
    return render(request, "public_site/guides.html", context)


@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponse:
    """One guide. Where it is not written in this language, the page says in which languages it can be read."""
    found = guide_in(slug, get_language())
    if found is None:
        context = {"section": "guides", "languages_of_guide": presenting.language_links(slug, languages_of(slug))}
        return render(request, "public_site/guide_in_other_languages.html", context, status=404)
    if found.freshness == "off":
        context = {"section": "guides", "guides_url": reverse("public_site:guides")}
        return render(request, "public_site/guide_off.html", context, status=410)
    return _sealed(render(request, "public_site/guide.html", shown(found)), found)


def preview(request: HttpRequest, page: GuidePage) -> HttpResponse:
    """A draft, for its editors."""
    return render(request, "public_site/guide.html", shown(draft_text(page)))


def shown(guide_text: GuideText) -> dict:
    return {"section": "guides", **presenting.guide_shown(guide_text)}


def _sealed(response: HttpResponse, found: GuideText) -> HttpResponse:
    """Of a sensitive guide nothing stays behind: not on the disk, not with the sites that it links to."""
    if found.sensitive:
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    return render(request, "public_site/glossary.html", {"section": "guides", "terms": terms_in(get_language())})
