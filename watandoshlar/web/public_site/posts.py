"""Posts: found by place, each one by itself, and each service as it is at one of them."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import (
    Place,
    Post,
    all_posts,
    find_places,
    get_post,
    overrides,
    places_served,
    post_name,
    posts_for,
    services_differing,
    stand_ins_of,
    today_at,
)
from watandoshlar.domains.catalogue.api import current_version, published_services
from watandoshlar.domains.guides.api import events_in, news_in, show_event, show_news
from watandoshlar.foundation import clock
from watandoshlar.foundation.countries import LocalName, country_name, is_country, region_name, regions
from watandoshlar.foundation.scripts import sort_key
from watandoshlar.web.presenting import post_page
from watandoshlar.web.presenting.news import event_shown, news_shown
from watandoshlar.web.presenting.posts import service_at_post
from watandoshlar.web.presenting.registers import words_of
from watandoshlar.web.presenting.reviews import overdue_since
from watandoshlar.web.presenting.world_map import frame, moved_apart, on_map
from watandoshlar.web.public_site.presenting import services_by_topic

# People do not choose the ministry: it considers what concerns the posts themselves.
NOT_CHOSEN = "ministry"
# Units of the map between two points that a finger tells apart.
FINGER = 24
# So many news, and so many events, of a post are on its page.
FEW = 3


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """The post for a place: typed (`?place=`), or chosen by country and region; as points on a map; and all of them."""
    language, today = get_language(), clock.today(clock.HOME_ZONE)
    found = [post for post in all_posts(today) if post.kind != NOT_CHOSEN]
    typed = request.GET.get("place", "").strip()
    places = find_places(typed, found) if typed else []
    country, region = _chosen_place(request.GET, places)
    served = places_served(today)
    answer = _city(places, language) or _answer(country, region, served, today, language)
    context = {
        "section": "posts",
        # What was understood is shown as chosen. Sent again with what is chosen next, it would be answered for ever.
        "typed": "" if answer["place"] else typed,
        "candidates": [_candidate(place, language) for place in _meant_perhaps(places, country)],
        "emergency_country": country,
        "countries": _countries(found, language),
        "choices": _choices(served, country, language),
        "regions": _regions(country, region, language) if served.get(country) else [],
        **answer,
        "map": _map(found, language),
    }
    return render(request, "public_site/posts.html", context)


def _chosen_place(asked: Mapping[str, str], places: list[Place]) -> tuple[str, str]:
    """Country and region. One place that was typed counts before a country that was chosen earlier; what names no
    place, or several, leaves it at what is chosen from the list."""
    country, region = asked.get("country", "").upper(), asked.get("region", "").upper()
    if len(places) == 1:
        (typed,) = places
        if typed.kind == "post":
            return "", ""
        country, region = typed.code[:2], typed.code if typed.kind == "region" else region
    if not is_country(country):
        return "", ""
    return country, region if region.startswith(f"{country}-") else ""


def _meant_perhaps(places: list[Place], country: str) -> list[Place]:
    """Several places that were typed, to choose from: not where the country that was chosen says which one is meant."""
    where = [get_post(place.code).country if place.kind == "post" else place.code[:2] for place in places]
    return places if len(places) > 1 and country not in where else []


def _candidate(place: Place, language: str) -> dict:
    """A place that may be meant, as a link to its posts."""
    if place.kind == "post":
        post = get_post(place.code)
        return {"name": post_name(post, language), "url": reverse("public_site:post", args=[post.code])}
    if place.kind == "country":
        name, asked = country_name(place.code, language), {"country": place.code}
    else:
        name, asked = region_name(place.code, language), {"country": place.code[:2], "region": place.code}
    return {"name": name, "url": f"{reverse('public_site:posts')}?{urlencode(asked)}#answer"}


def _city(places: list[Place], language: str) -> dict[str, Any]:
    """The post of the city that was typed; {} where it is not one post's city alone."""
    if len(places) != 1 or places[0].kind != "post":
        return {}
    post = get_post(places[0].code)
    name = post_name(post, language)
    return {"place": name, "responsible": _link(post, name)}


def _answer(country: str, region: str, served: Mapping[str, set[str]], today: date, language: str) -> dict[str, Any]:
    """The post responsible for the place and those that stand in. Of a country with several, the region decides."""
    if not country:
        return {"place": ""}
    found = posts_for(country, region, "", today)
    return {
        "place": region_name(region, language) if region else country_name(country, language),
        "region_needed": bool(served.get(country)) and not region,
        "responsible": next((_link(post, post_name(post, language)) for post in found if not post.stands_in), None),
        "stand_ins": [_link(post, post_name(post, language)) for post in found if post.stands_in],
    }


def _choices(served: Iterable[str], chosen: str, language: str) -> list[dict]:
    codes = {*served, chosen} - {""}
    named = sorted(((country_name(code, language), code) for code in codes), key=lambda one: sort_key(one[0], language))
    return [{"code": code, "name": name, "selected": code == chosen} for name, code in named]


def _regions(country: str, chosen: str, language: str) -> list[dict]:
    return [{"code": code, "name": name, "selected": code == chosen} for code, name in regions(country, language)]


def _countries(found: Iterable[Post], language: str) -> list[tuple[LocalName, list[dict]]]:
    """All posts by country, in the order of the alphabet of the page."""
    named = sorted(
        ((country_name(post.country, language), post_name(post, language), post) for post in found),
        key=lambda row: (sort_key(row[0], language), sort_key(row[1], language)),
    )
    return [
        (country, [_link(post, name) for _country, name, post in rows])
        for country, rows in groupby(named, key=lambda row: row[0])
    ]


def _map(found: Iterable[Post], language: str) -> dict[str, Any]:
    """Each post as a point that is a link, from the west to the east, so that the keyboard walks as the eye does."""
    placed = sorted((post for post in found if post.point), key=lambda post: post.point[1])
    points = moved_apart([on_map(*post.point) for post in placed], FINGER)
    drawn = frame()
    for post, (x, y) in zip(placed, points, strict=True):
        name = post_name(post, language)
        near_end = x > drawn["width"] * 0.8
        drawn.setdefault("points", []).append(
            {**_link(post, name), "country": country_name(post.country, language), "x": x, "y": y, "near_end": near_end}
        )
    return drawn


def _link(post: Post, name: LocalName) -> dict:
    return {"url": reverse("public_site:post", args=[post.code]), "name": name, "kind": post.get_kind_display()}


@require_safe
def post(request: HttpRequest, code: str) -> HttpResponse:
    """One post: open or closed by its clock and the reader's (`?zone=`), how one gets there, what one applies for."""
    language = get_language()
    found = _chosen(code)
    zone = post_page.zone_asked(request.GET.get("zone", ""))
    everywhere = all_posts(today_at(found))
    context = {
        "section": "posts",
        **_named(found, language),
        "emergency_country": found.country,
        "zone": zone,
        "clocks": post_page.clocks(everywhere, language, zone),
        "opening": post_page.opening_shown(found, zone, language),
        "reached": post_page.reached(found, language),
        "sources": post_page.sources_shown(found, language),
        "described": post_page.described(found, language),
        "topics": services_by_topic(published_services(), language, code, services_differing(found)),
    }
    context |= {
        "news": [news_shown(show_news(page, language)) for page in news_in(language, code)[:FEW]],
        "events": [event_shown(show_event(page, language)) for page in events_in(language, code)[:FEW]],
    }
    return render(request, "public_site/post.html", context)


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
        "emergency_country": found.country,
        "overdue_since": overdue_since(service.definition.sources.values()),
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
