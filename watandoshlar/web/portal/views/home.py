"""Where an applicant begins: the own page, and the start of an application."""

from collections import Counter
from collections.abc import Iterable

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.access.api import set_language
from watandoshlar.capabilities.posts.api import posts_for
from watandoshlar.domains.cases.api import (
    Draft,
    access_cases,
    access_drafts,
    acting_ended_in,
    service_of,
    start_draft,
)
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import countries, is_region, regions
from watandoshlar.web.portal.presenting.cards import case_card, draft_card
from watandoshlar.web.presenting.cases import listed_title
from watandoshlar.web.presenting.posts import post_choice
from watandoshlar.web.presenting.registers import words_of


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    language = get_language()
    drafts = _by_family(access_drafts(request.user).select_related("post", "family"))
    cases = list(access_cases(request.user).select_related("post"))
    ended = acting_ended_in(request.user, cases)
    return render(
        request,
        "portal/home.html",
        {
            "section": "portal",
            "drafts": [draft_card(draft, language, people) for draft, people in drafts],
            "cases": [case_card(case, language, ended.get(case.pk, "")) for case in cases],
            "may_add_person": [
                (draft.pk, listed_title(draft))
                for draft, people in drafts
                if people == 1 and service_of(draft).definition.family and not draft.entered_as
            ],
        },
    )


def _by_family(drafts: Iterable[Draft]) -> list[tuple[Draft, int]]:
    """The drafts, of a family only its first application, each with how many people it is for."""
    drafts = list(drafts)
    people = Counter(draft.family_id for draft in drafts if draft.family_id)
    return [
        (draft, people[draft.family_id] or 1)
        for draft in drafts
        if draft.family_id is None or draft.family.lead_id == draft.pk
    ]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask where the applicant lives, then which of the posts that serve the place should decide.

    The place comes by POST, so that where somebody lives stands in no address and no log.
    """
    language = get_language()
    service = current_version(slug)
    country, region = request.POST.get("country", ""), request.POST.get("region", "")
    if not (is_region(region) and region.startswith(f"{country}-")):
        region = ""
    if post := request.POST.get("post"):
        set_language(acting_user=request.user, language=language)
        draft = start_draft(acting_user=request.user, slug=slug, post_code=post, country=country, region=region)
        return redirect("portal:draft", draft_id=draft.pk)
    needs_region = bool(country) and bool(regions(country, language)) and not region
    posts = [] if not country or needs_region else posts_for(country, region, slug, clock.now().date())
    return render(
        request,
        "portal/start.html",
        {
            "section": "services",
            "service": service,
            "texts": service.texts(language),
            "words": words_of(service),
            "slug": slug,
            "is_unnamed": service.definition.confidential is not False,
            "countries": countries(language),
            "country": country,
            "regions": regions(country, language) if country else [],
            "region": region,
            "needs_region": needs_region,
            "posts": [post_choice(post, slug, language) for post in posts],
            "asked": bool(country) and not needs_region,
        },
    )
