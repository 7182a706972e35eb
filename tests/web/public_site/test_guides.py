"""Guides as pages: what programs read of them, and what a sensitive one keeps back."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.content import publish_content
from tests.example_day import NOW
from watandoshlar.capabilities.search.api import listed, rebuild
from watandoshlar.domains.guides.api import GuidePage, Source, guide_in, guides_in
from watandoshlar.foundation import clock

GUIDE, SENSITIVE = "detention", "useful-contacts"


@pytest.fixture
def published_guides(committed_db: None) -> None:
    publish_content()


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_programs_read_what_a_guide_is_about(published_guides, language):
    page = Client().get(f"/{language}/guides/detention/").content.decode()
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(written)
    assert (told["@type"], told["inLanguage"]) == ("Article", language)
    assert told["citation"]


def test_a_sensitive_guide_leaves_nothing_behind(published_guides):
    answer = Client().get(f"/en/guides/{SENSITIVE}/")
    page = answer.content.decode()
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "ld+json" not in page
    assert re.search(r"<title>\s*Useful contacts", page)


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "ru", "en"])
def test_other_guides_lead_to_a_sensitive_one_by_its_neutral_title(published_guides, language):
    page = Client().get(f"/{language}/guides/work-in-russia/", {"papers": "kept_by_someone"})
    links = {link["url"]: link["label"] for step in page.context["steps"] for link in step["links"]}
    sensitive = guide_in(SENSITIVE, language)
    assert links[f"/{language}/guides/{SENSITIVE}/"] == sensitive.neutral_title
    assert sensitive.title not in page.content.decode()


def test_a_guide_that_is_not_there_is_said_to_be_missing(published_guides):
    assert Client().get("/en/guides/no-such-guide/").status_code == 404


def look_again_by(slug: str, days_ago: int) -> None:
    day = NOW.date() - timedelta(days=days_ago)
    Source.objects.filter(guide=slug).update(as_of=day, review_by=day)


@pytest.mark.parametrize(("days_ago", "warned"), [(0, False), (1, True), (60, True)])
def test_after_its_review_day_a_guide_warns(published_guides, days_ago, warned):
    look_again_by(GUIDE, days_ago)
    answer = Client().get(f"/uz/guides/{GUIDE}/")
    assert (answer.status_code, 'class="notice warning"' in answer.content.decode()) == (200, warned)


def test_a_guide_goes_off_at_midnight_in_tashkent(published_guides):
    look_again_by(GUIDE, 60)
    midnight = NOW.replace(hour=19)
    for moment, status in ((midnight - timedelta(seconds=1), 200), (midnight, 410)):
        with clock.fixed(moment):
            assert Client().get(f"/uz/guides/{GUIDE}/").status_code == status
            rebuild(["guide"])
            assert (GUIDE in {one.key for one in listed("guide")}) == (status == 200)


def test_long_after_it_a_guide_is_gone_and_says_where_to_go(published_guides):
    look_again_by(GUIDE, 61)
    for language in ("uz", "uz-cyrl", "uz-arab", "ru", "en"):
        answer = Client().get(f"/{language}/guides/{GUIDE}/")
        page = answer.content.decode()
        assert (answer.status_code, page.count("<h1>"), 'id="steps"' in page) == (410, 1, False)
        ways_on = re.findall(r'href="([^"]+)"', page[page.index("<h1>") : page.index("</main>")])
        assert ways_on == [f"/{language}/guides/", f"/{language}/posts/"]
        assert all(Client().get(way).status_code == 200 for way in ways_on)
        assert GUIDE not in {card.slug for card in guides_in(language)}


def test_a_sensitive_guide_leaves_nothing_behind_when_it_is_gone_either(published_guides):
    look_again_by(SENSITIVE, 61)
    answer = Client().get(f"/en/guides/{SENSITIVE}/")
    assert (answer.status_code, answer["Cache-Control"], answer["Referrer-Policy"]) == (410, "no-store", "no-referrer")


@pytest.mark.parametrize(("language", "status"), [("uz-arab", 404), ("uz-cyrl", 200)])
def test_only_what_follows_by_rule_stands_in_for_a_language(published_guides, language, status):
    """Cyrillic follows from Latin; for Arabic letters somebody has to write the text."""
    answer = Client().get(f"/{language}/guides/inheritance/")
    assert answer.status_code == status


def statements(address: str) -> int:
    """How many statements a page sends, BEGIN and COMMIT and what forbids writing among them, after somebody else has
    opened it."""
    Client().get(address)
    with CaptureQueriesContext(connection) as queries:
        assert Client().get(address).status_code == 200
    return len(queries.captured_queries)


@pytest.mark.parametrize(("language", "number"), [("uz", 5), ("uz-cyrl", 7), ("ru", 7)])
def test_the_list_asks_as_much_for_one_guide_as_for_all(published_guides, language, number):
    """What is not in the reader's language is looked for in the first one."""
    address = f"/{language}/guides/"
    assert statements(address) == number
    GuidePage.objects.exclude(slug=GUIDE).update(live=False)
    assert statements(address) == number


@pytest.mark.parametrize("slug", [GUIDE, SENSITIVE])
def test_a_guide_asks_as_much_for_one_step_as_for_many(published_guides, slug):
    assert statements(f"/uz/guides/{slug}/") == 6
