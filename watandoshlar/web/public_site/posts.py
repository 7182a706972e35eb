"""Posts, and each service as it is at one of them."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import Post, all_posts, get_post, overrides, post_name, stand_ins_of, today_at
from watandoshlar.domains.catalogue.api import current_version, published_services
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import LocalName, country_name
from watandoshlar.foundation.scripts import sort_key
from watandoshlar.web.presenting.posts import service_at_post
from watandoshlar.web.presenting.registers import words_of
from watandoshlar.web.public_site.presenting import services_by_topic

# People do not choose the ministry: it considers what concerns the posts themselves.
NOT_CHOSEN = "ministry"


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """All posts by country, in the order of the alphabet of the page."""
    language = get_language()
    found = [post for post in all_posts(clock.now().date()) if post.kind != NOT_CHOSEN]
    named = sorted(
        ((country_name(post.country, language), post_name(post, language), post) for post in found),
        key=lambda row: (sort_key(row[0], language), sort_key(row[1], language)),
    )
    countries = [
        (country, [_link(post, name) for _country, name, post in rows])
        for country, rows in groupby(named, key=lambda row: row[0])
    ]
    return render(request, "public_site/posts.html", {"section": "posts", "countries": countries})


def _link(post: Post, name: LocalName) -> dict:
    return {"url": reverse("public_site:post", args=[post.code]), "name": name, "kind": post.get_kind_display()}


@require_safe
def post(request: HttpRequest, code: str) -> HttpResponse:
    """One post: what can be applied for here."""
    language = get_language()
    found = _chosen(code)
    topics = services_by_topic(published_services(), language, code)
    return render(request, "public_site/post.html", {"section": "posts", **_named(found, language), "topics": topics})


@require_safe
def service_at(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """One service at one post: what holds for all, merged with what this post does otherwise, and why."""
    language = get_language()
    service, found = current_version(slug), _chosen(code)
    others = stand_ins_of(found, slug, today_at(found))
    context = {
        "section": "services",
        "slug": slug,
        "texts": service.texts(language),
        "words": words_of(service),
        **_named(found, language),
        "here": service_at_post(service, found, overrides(found, slug), language),
        "stand_ins": [_link(other, post_name(other, language)) for other in others],
    }
    return render(request, "public_site/service_at_post.html", context)


def _chosen(code: str) -> Post:
    found = get_post(code)
    if found.kind == NOT_CHOSEN or not found.is_active(today_at(found)):
        raise Http404
    return found


def _named(post: Post, language: str) -> dict:
    return {
        "post": post,
        "post_kind": post.get_kind_display(),
        "post_name": post_name(post, language),
        "country": country_name(post.country, language),
    }
