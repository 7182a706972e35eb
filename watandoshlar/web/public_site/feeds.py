"""News for programs that read news: Atom 1.0 and RSS 2.0, one of each in every language, of all or of one post."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import Post, get_post
from watandoshlar.domains.guides.api import News, news_in, show_news
from watandoshlar.web.presenting.news import teller

LAST = 30


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

    def items(self, asked: Asked) -> list[News]:
        pages = news_in(asked.language, asked.post.code if asked.post else "")
        return [show_news(page, asked.language) for page in pages[:LAST]]

    def item_title(self, news: News) -> str:
        return news.title

    def item_description(self, news: News) -> str:
        return news.summary

    def item_link(self, news: News) -> str:
        return settings.SITE_URL + reverse("public_site:news_page", args=[news.slug])

    def item_author_name(self, news: News) -> str:
        return teller(news.post, news.language)

    def item_pubdate(self, news: News) -> datetime | date:
        return news.first_published_at

    def item_updateddate(self, news: News) -> datetime:
        return news.changed_at


class NewsInAtom(NewsInRss):
    feed_type = Atom1Feed
