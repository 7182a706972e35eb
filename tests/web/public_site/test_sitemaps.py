"""What search engines are told: every address is there, names itself, and names the languages in which it is there."""

import re
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import etree

from watandoshlar.capabilities.search.api import KINDS
from watandoshlar.capabilities.search.models import IndexEntry
from watandoshlar.web.public_site import sitemaps

SCHEMAS = Path(__file__).with_name("schemas")
S, XHTML = "{http://www.sitemaps.org/schemas/sitemap/0.9}", "{http://www.w3.org/1999/xhtml}"
CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)">')
LANGUAGES = ("uz", "uz-cyrl", "uz-arab", "ru", "en")
# Kinds of which the rooms of this platform tell today; each brings its own file.
PUBLISHED = (
    *("service", "guide", "post", "news", "event", "organisation", "opportunity", "consultation", "right", "page"),
)

CLOSED = (
    "my/",
    "work/",
    "editing/",
    "account/login/",
    "search/?q=x",
    "reply/K/1/token/",
    "consent/K/t/",
    "mailbox/",
)


@pytest.fixture
def listed_site(settings):
    """An installation that people are meant to find."""
    settings.SEARCH_ENGINES, settings.DEMONSTRATION = True, False


def read(address: str, schema: str) -> etree._Element:
    """A file of the sitemap, which its schema allows."""
    parts = urlsplit(address)
    answer = Client().get(parts.path + (f"?{parts.query}" if parts.query else ""))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("application/xml")
    tree = etree.fromstring(answer.content)
    etree.XMLSchema(etree.parse(SCHEMAS / schema)).assertValid(tree)
    return tree


def files() -> list[str]:
    return [each.text for each in read("/sitemap.xml", "siteindex.xsd").iter(f"{S}loc")]


def entries() -> dict[str, dict[str, str]]:
    """Every address with its languages."""
    found = {}
    for file in files():
        for entry in read(file, "sitemap.xsd").iter(f"{S}url"):
            assert entry.find(f"{S}loc").text not in found
            links = entry.iter(f"{XHTML}link")
            found[entry.find(f"{S}loc").text] = {link.get("hreflang"): link.get("href") for link in links}
    return found


def test_the_schema_refuses_what_is_wrong(listed_site, published):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "sitemap.xsd"))
    tree = read("/sitemap/service.xml", "sitemap.xsd")
    next(tree.iter(f"{XHTML}link")).set("hreflang", "no language at all")
    assert not schema.validate(tree)


def test_every_address_is_there_and_names_itself(listed_site, published, settings):
    there = entries()
    for address, languages in there.items():
        assert address.startswith(settings.SITE_URL)
        answer = Client().get(urlsplit(address).path)
        assert answer.status_code == 200, address
        assert CANONICAL.findall(answer.content.decode()) == [address]
        # Each language of a page names all of them, itself among them.
        assert address in languages.values()
        assert all(there[other] == languages for other in languages.values())
        assert all(urlsplit(other).path.startswith(f"/{code}/") for code, other in languages.items())
    menu = ("home", "services", "posts", "guides", "rights", "statements", "community", "emergency", "for_me")
    assert {settings.SITE_URL + reverse(f"public_site:{name}") for name in menu} <= there.keys()
    kinds = Counter(urlsplit(file).path for file in files())
    assert set(kinds) == {f"/sitemap/{kind}.xml" for kind in PUBLISHED}
    assert set(PUBLISHED) <= set(KINDS)


def test_a_page_is_listed_in_its_languages_only(listed_site, published, settings):
    """Few guides and no rights are written in Arabic letters; Cyrillic follows by rule."""
    there = entries()
    assert "uz-arab" in there[f"{settings.SITE_URL}/uz/guides/detention/"]
    for page in ("guides/work-in-russia/", "rights/C1/"):
        assert f"{settings.SITE_URL}/uz-arab/{page}" not in there
        assert set(there[f"{settings.SITE_URL}/uz/{page}"]) == {"uz", "uz-cyrl", "ru", "en"}


def test_a_sensitive_guide_is_listed_without_its_title(listed_site, published, settings):
    """Whoever needs it must find it; what a list of a search engine shows of it is neutral."""
    address = "/uz/guides/useful-contacts/"
    assert settings.SITE_URL + address in entries()
    page = Client().get(address).content.decode()
    title = re.search("<title>(.*?)</title>", page, re.DOTALL)[1]
    guide = Client().get(address).context["guide"]
    assert guide.title not in title
    assert guide.neutral_title in title
    assert re.search('<meta name="description" content="([^"]*)"', page)[1] == guide.neutral_title


def test_the_day_of_a_change_is_told_where_it_is_known(listed_site, published):
    days = {
        entry.find(f"{S}loc").text: entry.findtext(f"{S}lastmod")
        for kind in ("guide", "service", "post")
        for entry in read(f"/sitemap/{kind}.xml", "sitemap.xsd").iter(f"{S}url")
    }
    for address, day in days.items():
        assert (day is None) == ("/posts/" in address)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", days["http://testserver/uz/guides/detention/"])


def test_a_file_has_an_end(listed_site, published, monkeypatch):
    monkeypatch.setattr(sitemaps.PagesOfAKind, "limit", 40)
    assert sitemaps.PAGES_IN_A_FILE <= 50_000
    posts = [file for file in files() if "post.xml" in file]
    assert len(posts) > 2
    addresses = [entry.find(f"{S}loc").text for file in posts for entry in read(file, "sitemap.xsd").iter(f"{S}url")]
    assert len(addresses) == len(set(addresses)) == IndexEntry.objects.filter(kind="post").count()
    assert Client().get(f"/sitemap/post.xml?p={len(posts) + 1}").status_code == 404


def test_statements_of_a_file(listed_site, published):
    for kind in ("service", "post"):
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(f"/sitemap/{kind}.xml").status_code == 200
        # What there is, its pages, and the transaction in which a GET cannot write.
        assert len(queries) == 5


def test_machines_leave_alone_what_is_not_everybodys(listed_site, published, settings):
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"].startswith("text/plain")
    assert not answer.cookies
    robots = RobotFileParser()
    robots.parse(answer.content.decode().splitlines())
    assert robots.site_maps() == [f"{settings.SITE_URL}/sitemap.xml"]
    assert all(robots.can_fetch("anybody", address) for address in [*files(), *entries()])
    for language in LANGUAGES:
        for closed in CLOSED:
            assert not robots.can_fetch("anybody", f"{settings.SITE_URL}/{language}/{closed}")


def test_what_is_no_real_installation_is_not_listed(published, settings, subtests):
    for welcome, demonstration in ((False, False), (False, True), (True, True)):
        settings.SEARCH_ENGINES, settings.DEMONSTRATION = welcome, demonstration
        with subtests.test(welcome=welcome, demonstration=demonstration):
            robots = RobotFileParser()
            robots.parse(Client().get("/robots.txt").content.decode().splitlines())
            assert not robots.can_fetch("anybody", f"{settings.SITE_URL}/uz/")
            assert Client().get("/sitemap.xml").status_code == 404
            assert Client().get("/sitemap/service.xml").status_code == 404
            for address in ("/uz/", "/uz/services/", "/robots.txt", "/health"):
                assert Client().get(address)["X-Robots-Tag"] == "noindex, nofollow"


def test_a_real_installation_forbids_no_page(listed_site, published):
    assert "X-Robots-Tag" not in Client().get("/uz/")
    assert Client().get("/sitemap/person.xml").status_code == 404
