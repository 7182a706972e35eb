"""What search engines are told: which pages there are, in which languages, and which addresses are nobody's to list.

The sitemap lists what the search of the platform finds (docs/decisions/0050-the-sitemap-is-the-index.md), so a page
that comes into the one comes into the other. A sensitive guide is listed like any other: whoever needs it has to find
it, its title and description are neutral, and an address in the sitemap is no trace of a reader.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as answer_with
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.search.api import Listed, kinds_listed, listed
from watandoshlar.web.middleware import is_listed
from watandoshlar.web.reading import same_for_everybody

# Search engines take 50,000; a file of this size is made in a moment.
PAGES_IN_A_FILE = 5_000
HOUR = 3600
# What belongs to one person, needs a log-in or a token, or answers a question.
CLOSED = ("account", "consent", "editing", "mailbox", "my", "recommendation", "reply", "search", "wallet", "work")


class PagesOfAKind(Sitemap):
    """Every page of a kind, once for each language in which it exists, with its other languages beside it."""

    i18n = True
    alternates = True
    limit = PAGES_IN_A_FILE

    def __init__(self, kind: str) -> None:
        self.kind = kind

    def items(self) -> list[Listed]:
        return self._items_of_kind

    @cached_property
    def _items_of_kind(self) -> list[Listed]:
        return listed(self.kind)

    def get_languages_for_item(self, item: Listed) -> tuple[str, ...]:
        return item.languages

    def location(self, item: Listed) -> str:
        name, arguments = item.route
        return reverse(name, args=arguments)

    def lastmod(self, item: Listed) -> object:
        return item.changed_at

    # The address that people see, whichever host somebody asks.
    def get_protocol(self, protocol: str | None = None) -> str:
        return urlsplit(settings.SITE_URL).scheme

    def get_domain(self, site: object = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


@require_safe
@same_for_everybody
def index(request: HttpRequest) -> HttpResponse:
    """The files of the sitemap. There is none where search engines are not welcome, or nothing is published yet."""
    there = [SitemapIndexItem(address, changed_at) for kind in _kinds() for address, changed_at in _files(kind)]
    answer = TemplateResponse(request, "sitemap_index.xml", {"sitemaps": there}, content_type="application/xml")
    return _kept(answer)


def _kinds() -> list[str]:
    kinds = kinds_listed() if is_listed() else []
    if not kinds:
        raise Http404
    return kinds


def _files(kind: str) -> list[tuple[str, object]]:
    pages = PagesOfAKind(kind)
    address = settings.SITE_URL + reverse("sitemaps:of_a_kind", args=[kind])
    changed_at = pages.get_latest_lastmod()
    more = range(2, pages.paginator.num_pages + 1)
    return [(address, changed_at), *((f"{address}?p={number}", changed_at) for number in more)]


@require_safe
@same_for_everybody
def of_a_kind(request: HttpRequest, kind: str) -> HttpResponse:
    answer = answer_with(request, {one: PagesOfAKind(one) for one in _kinds()}, section=kind)
    return _kept(answer)


@require_safe
@same_for_everybody
def robots(request: HttpRequest) -> HttpResponse:
    """Which addresses machines leave alone (RFC 9309). One that is not listed anywhere refuses all of them."""
    lines = ["User-agent: *"]
    if is_listed():
        lines += [f"Disallow: /{code}/{part}/" for code, _name in settings.LANGUAGES for part in CLOSED]
        lines += ["", f"Sitemap: {settings.SITE_URL}{reverse('sitemaps:index')}"]
    else:
        lines.append("Disallow: /")
    return _kept(HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8"))


def _kept(answer: HttpResponse) -> HttpResponse:
    answer["Cache-Control"] = f"public, max-age={HOUR}"
    return answer


app_name = "sitemaps"

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", index, name="index"),
    path("sitemap/<slug:kind>.xml", of_a_kind, name="of_a_kind"),
]
