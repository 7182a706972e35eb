"""News, events, digests and galleries of the demonstration as the public reads them, and as feed readers do."""

import json
import re
from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar
from lxml import etree

from tests.domains.guides.news import news, told
from tests.plugins.log_in import client_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.guides.api import GalleryPage, NewsPage, news_in, page_in, show_digest, show_news, told_in
from watandoshlar.domains.guides.models import PictureRendition

pytestmark = pytest.mark.usefixtures("demonstration")
ATOM = "{http://www.w3.org/2005/Atom}"
# A host under which the site answers in tests; what leaves it names the site's own.
OTHER_HOST = "localhost"
ADDRESSES = {"news": "news", "digest": "digest", "event": "events", "gallery": "galleries"}
PAGES = (
    "news/", "news/this-is-a-demonstration/", "digest/", "digest/labour-migration/", "events/",
    "events/?past=1", "events/mobile-reception/",
    "galleries/", "galleries/patterns/",
)  # fmt: skip


@pytest.fixture
def get(client: Client) -> Callable[..., str]:
    def answer(path: str, status: int = 200) -> str:
        found = client.get(path)
        assert found.status_code == status, path
        return found.content.decode()

    return answer


def linked(page: str) -> dict:
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
def test_every_page_is_there_in_every_language(get, language):
    for page in PAGES:
        shown = get(f"/{language}/{page}")
        assert f'<html lang="{language}"' in shown
        assert '<link rel="canonical"' in shown


def test_nothing_stands_in_for_another_language(get):
    assert "new-window" in get("/ru/news/")
    assert "new-window" not in get("/en/news/")
    elsewhere = get("/en/news/new-window/", 404)
    assert set(re.findall(r'<a href="(/[^"]*/news/new-window/)"', elsewhere)) >= {
        "/uz/news/new-window/", "/uz-cyrl/news/new-window/", "/ru/news/new-window/",
    }  # fmt: skip
    shown = get("/ru/news/new-window/")
    assert set(re.findall(r'rel="alternate" hreflang="([^"]+)"', shown)) == {"uz", "uz-cyrl", "ru"}
    assert get("/uz-arab/news/this-is-a-demonstration/", 404)
    assert get("/uz/news/nowhere/", 404)


def test_news_of_one_post(get):
    shown = get("/uz/news/?post=moscow")
    assert ("new-window" in shown, "saturday-hours" in shown) == (True, False)
    for each in ("news", "digest", "events", "galleries"):
        assert 'href="/uz/news/atom.xml?post=moscow"' in get(f"/uz/{each}/?post=moscow")
    get("/uz/news/?post=nowhere", 404)


def test_events_of_both_registers_stand_in_one_list(get):
    ahead, past = get("/uz/events/"), get("/uz/events/?past=1")
    assert ("/uz/events/mobile-reception/" in ahead, "/uz/community/events/" in ahead) == (True, True)
    assert ("/uz/events/evening-of-poetry/" in past, "/uz/community/events/" in past) == (True, True)
    assert "/uz/events/evening-of-poetry/" not in ahead
    assert "/uz/community/events/" not in get("/uz/events/?post=seoul")


def test_a_post_shows_what_it_tells(get):
    shown = get("/uz/posts/seoul/")
    assert "/uz/news/saturday-hours/" in shown
    assert "/uz/events/mobile-reception/" in shown
    assert "/uz/news/new-window/" not in shown


def test_the_first_page_and_the_menu_lead_there(get):
    shown = get("/uz/")
    assert shown.count('href="/uz/news/"') >= 2
    assert 'type="application/atom+xml"' in shown


def test_machines_read_news_events_and_galleries(get):
    article = linked(get("/en/news/this-is-a-demonstration/"))
    assert {"@type", "headline", "datePublished", "dateModified", "author", "image", "url"} <= article.keys()
    assert (article["@type"], article["inLanguage"]) == ("NewsArticle", "en")
    happening = linked(get("/en/events/meeting-of-students/"))
    assert happening["eventStatus"] == "https://schema.org/EventCancelled"
    assert {"startDate", "endDate", "location", "organizer"} <= happening.keys()
    gallery = linked(get("/en/galleries/patterns/"))
    assert gallery["@type"] == "ImageGallery"
    assert all(one["description"] and one["creditText"] for one in gallery["image"])


def test_machines_read_which_articles_a_digest_names(get):
    shown = get("/en/digest/labour-migration/")
    digest = linked(shown)
    assert (digest["@type"], digest["inLanguage"]) == ("Article", "en")
    assert {"headline", "datePublished", "dateModified", "author", "publisher", "url"} <= digest.keys()
    entries = show_digest(page_in("digest", "labour-migration", "en"), "en").entries
    assert [(one["headline"], one["url"], one["abstract"]) for one in digest["citation"]] == [
        (one.title, one.url, one.words) for one in entries
    ]
    assert all(f'href="{one.url}"' in shown for one in entries)
    assert 'href="/en/digest/labour-migration/"' in get("/en/digest/")


def test_every_picture_has_words_a_place_and_no_haste(get):
    shown = get("/uz/galleries/patterns/") + get("/uz/news/") + get("/uz/news/this-is-a-demonstration/")
    pictures = re.findall(r"<img [^>]*>", shown)
    assert len(pictures) >= 5
    for one in pictures:
        assert re.search(r'alt="[^"]{10,}"', one)
        assert re.search(r'width="\d+" height="\d+"', one)
        assert 'loading="lazy"' in one


def test_a_picture_is_kept_for_good_and_is_nothing_else(get, client):
    address = re.search(r'<img src="(/pictures/[^"]+)"', get("/uz/news/"))[1]
    answer = client.get(address)
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    content = b"".join(answer.streaming_content)
    assert content[:4] == b"RIFF"
    assert len(content) <= 30_000
    assert client.get(re.sub(r"-?[0-9a-f]{12}\.webp", "000000000000.webp", address)).status_code == 404


def test_what_no_page_shows_only_editors_see(client):
    NewsPage.objects.update(live=False)
    small = PictureRendition.objects.filter(filter_spec__contains="640", image__title="Mountains").first()
    GalleryPage.objects.update(live=False)
    assert client.get(small.url).status_code == 404
    assert client_of("nodira@example.org").get(small.url).status_code == 404
    assert client_of("editor@example.org", factors=1).get(small.url).status_code == 404
    seen = client_of("editor@example.org").get(small.url)
    assert (seen.status_code, seen["Cache-Control"]) == (200, "private, no-store")


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
def test_atom_is_well_formed_and_says_what_it_must(client, language):
    answer = client.get(f"/{language}/news/atom.xml")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for place in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert place.findtext(f"{ATOM}{name}"), name
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    entries = feed.findall(f"{ATOM}entry")
    told = told_in(language)
    assert [one.find(f"{ATOM}link").get("href") for one in entries] == [
        f"{settings.SITE_URL}/{language}/{ADDRESSES[kind]}/{one.slug}/" for kind, one in told
    ]
    assert {kind for kind, _one in told} == set(ADDRESSES)
    assert all(one.find(f"{ATOM}category") is not None for one in entries)
    assert [one.first_published_at for _kind, one in told] == sorted(
        (one.first_published_at for _kind, one in told), reverse=True
    )
    assert all(one.findtext(f"{ATOM}author/{ATOM}name") for one in entries)


def test_rss_is_well_formed_and_says_what_it_must(client):
    answer = client.get("/ru/news/rss.xml?post=seoul")
    assert answer["Content-Type"].startswith("application/rss+xml")
    channel = etree.fromstring(answer.content).find("channel")
    assert all(channel.findtext(name) for name in ("title", "link", "description"))
    items = channel.findall("item")
    assert {item.findtext("link") for item in items} == {
        f"{settings.SITE_URL}/ru/{address}/"
        for address in ("news/saturday-hours", "events/mobile-reception", "events/evening-of-poetry")
    }
    assert all(item.findtext(name) for item in items for name in ("title", "link", "description", "guid", "pubDate"))
    assert client.get("/ru/news/rss.xml?post=nowhere").status_code == 404


def test_an_event_goes_into_a_calendar(client):
    answer = client.get("/ru/events/meeting-of-students/event.ics?from=feed", HTTP_HOST=OTHER_HOST)
    entry = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert entry["STATUS"] == "CANCELLED"
    assert entry["DTSTART"].params["TZID"] == "Europe/Moscow"
    address = f"{settings.SITE_URL}/ru/events/meeting-of-students/"
    assert entry["URL"] == address
    assert str(entry["DESCRIPTION"]).endswith(f"\n{address}")
    assert client.get("/uz-arab/events/meeting-of-students/event.ics").status_code == 404


def test_the_demonstration_says_what_is_invented(get):
    for language, word in (("uz", "misol"), ("ru", "пример"), ("en", "example")):
        for page in news_in(language):
            shown = show_news(page, language)
            assert word in (shown.title + shown.summary).lower()


def test_more_news_do_not_mean_more_questions(client, demonstration):
    writer, second = (Account.objects.get(email=f"{name}@example.org") for name in ("editor", "second.editor"))

    def asked(path: str) -> int:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        return len(queries)

    paths = ("/uz/news/", "/uz-cyrl/news/", "/uz/news/atom.xml", "/uz/events/", "/uz/galleries/", "/uz/digest/", "/uz/")
    before = {path: asked(path) for path in paths}
    picture = NewsPage.objects.exclude(picture=None).first().picture
    for number in range(4):
        told(news(slug=f"more-{number}", picture=picture, picture_text="Rasm"), writer, second)
    assert {path: asked(path) for path in paths} == before
    assert before["/uz/news/"] <= 12
