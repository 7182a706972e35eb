"""What is told, for programs that read news: Atom 1.0 and RSS 2.0, one of each in every language, of all or of a post.

News, press digests, events and galleries stand in one feed, each under its category.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import Post, get_post
from watandoshlar.domains.guides.api import Told, told_in
from watandoshlar.web.presenting.news import LISTS, teller
from watandoshlar.web.public_site.news import PAGES

LAST = 30
# The list in which one stands, by its kind.
LIST_OF = {"news": "news", "digest": "digest", "event": "events", "gallery": "galleries"}


@dataclass(frozen=True)
class Asked:
    language: str
    post: Post | None
    address: str

    @property
    def query(self) -> str:
        return f"?post={self.post.code}" if self.post else ""


class NewsInRss(Feed):
    """Addresses are absolute and those of the platform, whatever a request calls it."""

    feed_type = Rss201rev2Feed

    def get_object(self, request: HttpRequest) -> Asked:
        code = request.GET.get("post", "")
        return Asked(get_language(), get_post(code) if code else None, request.path)

    def title(self, asked: Asked) -> str:
        name = _("News for compatriots")
        return f"{name} · {teller(asked.post, asked.language)}" if asked.post else f"{name} · Watandoshlar"

    def description(self, asked: Asked) -> str:
        return _("What the ministry and its posts abroad tell compatriots.")

    subtitle = description

    def link(self, asked: Asked) -> str:
        return settings.SITE_URL + reverse("public_site:news") + asked.query

    def feed_url(self, asked: Asked) -> str:
        return settings.SITE_URL + asked.address + asked.query

    def feed_guid(self, asked: Asked) -> str:
        return self.feed_url(asked)

    def author_name(self, asked: Asked) -> str:
        return teller(asked.post, asked.language) if asked.post else _("Ministry of Foreign Affairs")

    def items(self, asked: Asked) -> list[tuple[str, Told]]:
        return told_in(asked.language, asked.post.code if asked.post else "", LAST)

    def item_title(self, item: tuple[str, Told]) -> str:
        return item[1].title

    def item_description(self, item: tuple[str, Told]) -> str:
        return item[1].summary

    def item_link(self, item: tuple[str, Told]) -> str:
        kind, told = item
        return settings.SITE_URL + reverse(f"public_site:{PAGES[kind][0]}", args=[told.slug])

    def item_categories(self, item: tuple[str, Told]) -> list[str]:
        return [str(LISTS[LIST_OF[item[0]]].title)]

    def item_author_name(self, item: tuple[str, Told]) -> str:
        return teller(item[1].post, item[1].language)

    def item_pubdate(self, item: tuple[str, Told]) -> datetime | None:
        return item[1].first_published_at

    def item_updateddate(self, item: tuple[str, Told]) -> datetime | None:
        return item[1].changed_at


class NewsInAtom(NewsInRss):
    feed_type = Atom1Feed
