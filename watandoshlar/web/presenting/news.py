"""News, digests, events and galleries as pages show them, and as machines read them (schema.org)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watandoshlar.capabilities.posts.api import Post, post_name
from watandoshlar.domains.cases.api import MINISTRY
from watandoshlar.domains.community.api import CommunityEvent, said
from watandoshlar.domains.guides.api import Digest, Entry, EventTold, Gallery, News, PictureShown, Told
from watandoshlar.foundation.scripts import spelled
from watandoshlar.web.presenting.community import event_shown as community_event_shown

LICENCES = {
    "ours": "",
    "given": gettext_lazy("given to us for publication"),
    "free": gettext_lazy("free licence"),
    "public_domain": gettext_lazy("public domain"),
}


@dataclass(frozen=True)
class ToldList:
    """A list by its heads, and what it says when it is empty."""

    title: Promise
    lead: Promise
    none: Promise


# The lists beside each other, by the names of their addresses.
LISTS = {
    "news": ToldList(
        gettext_lazy("News"),
        gettext_lazy("What the ministry and its posts abroad tell compatriots."),
        gettext_lazy("No news in this language yet"),
    ),
    "events": ToldList(
        gettext_lazy("Events"),
        gettext_lazy(
            "What posts, the ministry and organisations of compatriots invite to. Times are those of the place."
        ),
        gettext_lazy("No events here"),
    ),
    "digest": ToldList(
        gettext_lazy("Press digest"),
        gettext_lazy("What newspapers and sites write about compatriots, in our own words, and where to read it."),
        gettext_lazy("No press digest in this language yet"),
    ),
    "galleries": ToldList(
        gettext_lazy("Galleries"),
        gettext_lazy("Pictures of posts and the ministry, each described in words."),
        gettext_lazy("No gallery in this language yet"),
    ),
}


def tabs_of(current: str, post: str = "") -> list[dict]:
    """The lists, each for the same post."""
    query = f"?post={post}" if post else ""
    return [
        {"url": reverse(f"public_site:{name}") + query, "label": one.title, "current": name == current, "count": None}
        for name, one in LISTS.items()
    ]


def teller(post: Post, language: str) -> str:
    """Who tells it: the ministry, or a post by its city."""
    return _("Ministry of Foreign Affairs") if post.code == MINISTRY else post_name(post, language)


def language_links(name: str, slug: str, codes: Iterable[str]) -> list[dict]:
    """The page in each of the languages in which it is told."""
    links = []
    for code in codes:
        with translation.override(code):
            url = reverse(f"public_site:{name}", args=[slug])
        label = spelled(settings.LANGUAGE_NAMES[code], code)
        links.append({"code": code, "label": label, "url": url, "absolute": settings.SITE_URL + url})
    return links


def picture_shown(picture: PictureShown | None) -> dict | None:
    if picture is None:
        return None
    return {
        "small": picture.small,
        "large": picture.large,
        "text": picture.text,
        "caption": picture.caption,
        "taken_by": picture.taken_by,
        "licence": LICENCES[picture.licence],
    }


def news_shown(news: News) -> dict[str, Any]:
    return {
        "url": reverse("public_site:news_page", args=[news.slug]),
        "title": news.title,
        "summary": news.summary,
        "day": news.day,
        "html": news.html,
        "teller": teller(news.post, news.language),
        "picture": picture_shown(news.picture),
    }


def event_shown(event: EventTold) -> dict[str, Any]:
    """An event of a post or the ministry, in the shape that lists share with those of organisations."""
    return {
        "slug": event.slug,
        "url": reverse("public_site:event", args=[event.slug]),
        "title": event.title,
        "summary": event.summary,
        "html": event.html,
        "teller": teller(event.post, event.language),
        "place": event.place,
        "street": event.street,
        "taking_part": event.taking_part,
        "is_cancelled": event.is_cancelled,
        **_clock_of(event.opens, event.closes, event.post.zone),
    }


def organisations_event_shown(event: CommunityEvent, language: str) -> dict[str, Any]:
    shown = community_event_shown(event, language)
    return {
        "url": reverse("public_site:community_event", args=[event.pk]),
        "title": shown["title"],
        "teller": said(event.organisation.names, language),
        "place": event.place,
        **_clock_of(event.starts_at, event.ends_at, event.zone),
    }


def _clock_of(opens: datetime, closes: datetime, zone: str) -> dict[str, Any]:
    place = ZoneInfo(zone)
    opens, closes = opens.astimezone(place), closes.astimezone(place)
    # The clock on the wall of the place, without a zone, so that templates leave it as it is.
    walls = {"begins": opens.replace(tzinfo=None), "ends": closes.replace(tzinfo=None)}
    return {"opens": opens, "closes": closes, "zone": zone, "one_day": opens.date() == closes.date(), **walls}


def gallery_shown(gallery: Gallery) -> dict[str, Any]:
    pictures = [picture_shown(one) for one in gallery.pictures]
    return {
        "url": reverse("public_site:gallery", args=[gallery.slug]),
        "title": gallery.title,
        "summary": gallery.summary,
        "day": gallery.day,
        "teller": teller(gallery.post, gallery.language),
        "pictures": pictures,
        "picture": pictures[0] if pictures else None,
    }


def digest_shown(digest: Digest) -> dict[str, Any]:
    return {
        "url": reverse("public_site:digest_page", args=[digest.slug]),
        "title": digest.title,
        "summary": digest.summary,
        "day": digest.day,
        "teller": teller(digest.post, digest.language),
        "entries": digest.entries,
    }


# --- schema.org -------------------------------------------------------------------------------------------------------


def linked_news(news: News, address: str) -> dict[str, Any]:
    image = [settings.SITE_URL + news.picture.large.url] if news.picture else []
    return _known({**_article(news, address), "@type": "NewsArticle", "image": image})


def linked_digest(digest: Digest, address: str) -> dict[str, Any]:
    """Of the articles elsewhere: where they stand, under which title, and in our words what they are about."""
    return _known({**_article(digest, address), "citation": [_citation(one) for one in digest.entries]})


def _article(told: Told, address: str) -> dict[str, Any]:
    return {
        "@type": "Article",
        "headline": told.title,
        "description": told.summary,
        "inLanguage": told.language,
        "url": address,
        "datePublished": _iso(told.first_published_at) or told.day.isoformat(),
        "dateModified": _iso(told.changed_at),
        "author": _organisation(told.post, told.language),
        "publisher": _organisation(told.post, told.language),
    }


def _citation(entry: Entry) -> dict[str, Any]:
    cited = {
        "@type": "NewsArticle",
        "headline": entry.title,
        "abstract": entry.words,
        "inLanguage": entry.language,
        "url": entry.url,
        "datePublished": entry.published_on.isoformat() if entry.published_on else "",
        "publisher": {"@type": "Organization", "name": entry.outlet},
    }
    return _known(cited, context=False)


def linked_event(event: EventTold, address: str) -> dict[str, Any]:
    where = {"@type": "Place", "name": event.place, "address": _address(event)}
    return _known(
        {
            "@type": "Event",
            "name": event.title,
            "description": event.summary,
            "inLanguage": event.language,
            "url": address,
            "startDate": event.opens.isoformat(),
            "endDate": event.closes.isoformat(),
            "eventStatus": f"https://schema.org/{'EventCancelled' if event.is_cancelled else 'EventScheduled'}",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": where,
            "organizer": _organisation(event.post, event.language),
        }
    )


def linked_gallery(gallery: Gallery, address: str) -> dict[str, Any]:
    return _known(
        {
            "@type": "ImageGallery",
            "name": gallery.title,
            "description": gallery.summary,
            "inLanguage": gallery.language,
            "url": address,
            "datePublished": _iso(gallery.first_published_at) or gallery.day.isoformat(),
            "image": [_known(_image(one), context=False) for one in gallery.pictures],
        }
    )


def _image(picture: PictureShown) -> dict[str, Any]:
    return {
        "@type": "ImageObject",
        "contentUrl": settings.SITE_URL + picture.large.url,
        "thumbnailUrl": settings.SITE_URL + picture.small.url,
        "width": picture.large.width,
        "height": picture.large.height,
        "description": picture.text,
        "caption": picture.caption,
        "creditText": picture.taken_by,
    }


def _address(event: EventTold) -> dict[str, Any]:
    told = {"streetAddress": event.street, "addressCountry": event.post.country}
    return _known({"@type": "PostalAddress", **told}, context=False)


def _organisation(post: Post, language: str) -> dict[str, str]:
    name = teller(post, language)
    if post.code == MINISTRY:
        return {"@type": "GovernmentOrganization", "name": name}
    return {"@type": "GovernmentOffice", "name": f"{post.get_kind_display()}, {name}"}


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""


def _known(told: Mapping[str, Any], *, context: bool = True) -> dict[str, Any]:
    known = {name: value for name, value in told.items() if value not in (None, "", [])}
    return {"@context": "https://schema.org", **known} if context else known
