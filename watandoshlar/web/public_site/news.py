"""News, events, press digests and galleries as the public reads them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.community.api import events_ahead, events_past
from watandoshlar.domains.guides.api import (
    DigestPage,
    EventPage,
    GalleryPage,
    NewsPage,
    ToldPage,
    digests_in,
    events_in,
    events_of,
    galleries_in,
    languages_told,
    news_in,
    page_in,
    posts_that_tell,
    show_digest,
    show_event,
    show_gallery,
    show_news,
)
from watandoshlar.web.presenting import news as presenting
from watandoshlar.web.presenting.calendar_files import told_event_file

ROWS = 12


def _post(request: HttpRequest) -> str:
    """The post whose news are asked for (`?post=seoul`), or ""."""
    code = request.GET.get("post", "")
    return get_post(code).code if code else ""


def _list(request: HttpRequest, name: str, rows: Sequence, show: Callable) -> dict[str, Any]:
    """What lists have in common: a page of the rows, the other lists, the choice of a post."""
    language, post = get_language(), _post(request)
    page = Paginator(rows, ROWS).get_page(request.GET.get("page"))
    chosen = get_post(post) if post else None
    heads = presenting.LISTS[name]
    return {
        "section": "news",
        "title": heads.title,
        "lead": heads.lead,
        "none": heads.none,
        "tabs": presenting.tabs_of(name, post),
        "told": [show(row) for row in page],
        "page_of": page,
        "query": f"post={post}&" if post else "",
        "past": False,
        "post": post,
        "teller": presenting.teller(chosen, language) if chosen else "",
        "posts": [
            {"code": one.code, "name": presenting.teller(one, language), "selected": one.code == post}
            for one in posts_that_tell(language)
        ],
    }


@require_safe
def news(request: HttpRequest) -> HttpResponse:
    """The last news, of all or of one post."""
    language = get_language()
    rows = news_in(language, _post(request))
    context = _list(request, "news", rows, lambda page: presenting.news_shown(show_news(page, language)))
    return render(request, "public_site/told_list.html", context)


@require_safe
def digest(request: HttpRequest) -> HttpResponse:
    """What newspapers wrote, in our own words, and where to read it."""
    language = get_language()
    rows = digests_in(language, _post(request))
    context = _list(request, "digest", rows, lambda page: presenting.digest_shown(show_digest(page, language)))
    return render(request, "public_site/told_list.html", context)


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """What posts, the ministry and organisations of the register invite to: what is ahead, or with `?past=1` what was.

    Both come from their own registers, in one order.
    """
    language, post, past = get_language(), _post(request), request.GET.get("past") == "1"
    keys = [(opens, "post", pk) for opens, pk in events_in(language, post, past=past).values_list("opens", "pk")]
    if not post:
        theirs = events_past() if past else events_ahead()
        keys += [(opens, "organisation", pk) for opens, pk in theirs.values_list("starts_at", "pk")]
    keys.sort(reverse=past)
    context = _list(request, "events", keys, lambda key: key)
    rows = _events(context["told"], language)
    context |= {"told": [rows[kind, pk] for _opens, kind, pk in context["told"]], "past": past}
    context["query"] += "past=1&" if past else ""
    return render(request, "public_site/events.html", context)


def _events(keys: list[tuple], language: str) -> Mapping[tuple[str, int], dict]:
    """The events of a page of the list, in one question for each register."""
    asked = {kind: [pk for _opens, one, pk in keys if one == kind] for kind in ("post", "organisation")}
    ours = events_of(asked["post"])
    theirs = (events_ahead() | events_past()).filter(pk__in=asked["organisation"])
    return {
        **{("post", page.pk): presenting.event_shown(show_event(page, language)) for page in ours},
        **{("organisation", row.pk): presenting.organisations_event_shown(row, language) for row in theirs},
    }


@require_safe
def galleries(request: HttpRequest) -> HttpResponse:
    language = get_language()
    rows = galleries_in(language, _post(request))
    context = _list(request, "galleries", rows, lambda page: presenting.gallery_shown(show_gallery(page, language)))
    return render(request, "public_site/told_list.html", context)


@require_safe
def news_page(request: HttpRequest, slug: str) -> HttpResponse:
    return _one(request, "news", slug)


@require_safe
def digest_page(request: HttpRequest, slug: str) -> HttpResponse:
    return _one(request, "digest", slug)


@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponse:
    return _one(request, "event", slug)


@require_safe
def gallery(request: HttpRequest, slug: str) -> HttpResponse:
    return _one(request, "gallery", slug)


@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The event for calendars, with the zone of its post."""
    language = get_language()
    page = page_in("event", slug, language)
    if page is None:
        return _elsewhere(request, "event", slug)
    return told_event_file(show_event(page, language), settings.SITE_URL + reverse("public_site:event", args=[slug]))


def preview(request: HttpRequest, page: ToldPage) -> HttpResponse:
    """A draft, for its editors."""
    return _shown(request, page)


def _one(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """The page; where it is not told in this language, in which languages it is. Nothing stands in for it."""
    page = page_in(kind, slug, get_language())
    return _shown(request, page) if page else _elsewhere(request, kind, slug)


def _elsewhere(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    alternates = presenting.language_links(PAGES[kind][0], slug, languages_told(kind, slug))
    context = {"section": "news", "alternates": alternates}
    return render(request, "public_site/not_told_here.html", context, status=404)


def _shown(request: HttpRequest, page: ToldPage) -> HttpResponse:
    language, address = get_language(), settings.SITE_URL + request.path
    kind = next(name for name, row in TABLES.items() if isinstance(page, row))
    name, show, present, link = PAGES[kind]
    told = show(page, language)
    context = {
        "section": "news",
        "told": present(told),
        "linked": link(told, address),
        "alternates": presenting.language_links(name, page.slug, languages_told(kind, page.slug)),
        "post": told.post,
    }
    return render(request, f"public_site/{name}.html", context)


TABLES = {"news": NewsPage, "digest": DigestPage, "event": EventPage, "gallery": GalleryPage}
# kind: name of the address and of the template, the words of the page, how they are shown, what machines read.
PAGES: Mapping[str, tuple[str, Callable, Callable, Callable]] = {
    "news": ("news_page", show_news, presenting.news_shown, presenting.linked_news),
    "digest": ("digest_page", show_digest, presenting.digest_shown, presenting.linked_digest),
    "event": ("event", show_event, presenting.event_shown, presenting.linked_event),
    "gallery": ("gallery", show_gallery, presenting.gallery_shown, presenting.linked_gallery),
}
