"""What the answers say: what the rooms below say, each text with its true language, each fact with its source."""

from datetime import UTC, date, datetime

import pytest
from django.conf import settings
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import emergencies, get_post, posts_for
from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.domains.guides.api import guide_in, guides, guides_in, languages_of
from watandoshlar.foundation import clock
from watandoshlar.insight.statements.api import get_subject, holding_on
from watandoshlar.web.open_api.languages import CODES

pytestmark = pytest.mark.usefixtures("published", "unlimited")
SUBJECT = "diaspora-by-country"


def texts_in(content):
    """Every text with its language, wherever it stands."""
    if isinstance(content, dict):
        if set(content) == {"text", "language"}:
            yield content
        else:
            yield from (found for value in content.values() for found in texts_in(value))
    elif isinstance(content, list):
        yield from (found for value in content for found in texts_in(value))


@pytest.mark.parametrize("language", CODES)
def test_every_service_says_what_its_version_says(ask, language):
    services = published_services()
    listed = ask(f"services?limit=100&language={language}").json()
    assert [one["slug"] for one in listed["items"]] == [service.slug for service in services]
    for service in services:
        said, definition = ask(f"services/{service.slug}?language={language}").json(), service.definition
        title = service.texts(language).title
        assert said["title"] == {"text": title, "language": title.language}
        assert said["version"] == service.hash
        for part in ("fees", "terms"):
            assert [one["id"] for one in said[part]] == [one.id for one in getattr(definition, part)]
        assert [one["id"] for one in said["not_for"]] == [one.id for one in definition.eligibility]


def test_a_text_that_a_language_lacks_says_in_which_it_is(ask):
    said = ask("services/birth-registration?language=uz-arab").json()
    shares = {one["language"]: one["share"] for one in said["languages"]}
    assert shares["uz"] == shares["ru"] == shares["en"] == shares["uz-cyrl"] == 1
    languages = {one["language"] for one in texts_in(said)}
    assert "uz" in languages
    assert shares["uz-arab"] < 1


def test_a_service_says_when_its_version_was_published(ask):
    assert ask("services/birth-registration")["Last-Modified"].endswith("GMT")


def test_services_are_chosen_by_topic(ask):
    chosen = ask("services?topic=family").json()["items"]
    assert {one["topic"] for one in chosen} == {"family"}
    assert len(chosen) == sum(one.definition.topic == "family" for one in published_services())


def test_a_fee_without_a_source_has_no_amount(ask):
    fees = ask("services/birth-registration").json()["fees"]
    assert {(one["amount"], one["by_tariff_of_post"]) for one in fees} == {(None, True)}


def test_a_post_says_what_it_does_otherwise(ask):
    said = ask("posts/seoul").json()
    assert said["now"] == {"is_open": True, "until": "2027-01-12T17:00:00+09:00"}
    assert said["point"] == {"north": 37.6, "east": 127.0}
    assert [(one["country"], one["stands_in"]) for one in said["districts"]] == [("KR", False)]
    assert any(one["why"] == "host_holiday" for one in said["days_off"])
    here = {one["slug"]: one for one in said["services"]}
    assert len(here) == sum(one.definition.register == "applications" for one in published_services())
    differs = here["consular-registration"]
    assert (differs["differs"], differs["copies"], differs["photo_mm"]) == (True, 2, [35, 45])
    assert differs["tariffs"][0]["amount"] is None
    assert differs["tariffs"][0]["source"]["state"] == "to_be_confirmed"
    assert {one["part"] for one in said["sources"]} <= set(get_post("seoul").cited)


def test_the_post_for_a_place_comes_first(ask):
    for serves, country, region in (("KR", "KR", ""), ("RU-MOW", "RU", "RU-MOW"), ("AF", "AF", "")):
        said = ask(f"posts?serves={serves}").json()["items"]
        found = posts_for(country, region, "", date(2027, 1, 12))
        assert [(one["code"], one["stands_in"]) for one in said] == [(post.code, post.stands_in) for post in found]


def test_posts_are_chosen_by_where_they_stand(ask):
    chosen = ask("posts?country=RU&limit=100").json()["items"]
    assert len(chosen) > 1
    assert {one["country"] for one in chosen} == {"RU"}


def test_nobody_is_sent_to_the_ministry(ask):
    assert "ministry" not in {one["code"] for one in ask("posts?limit=100").json()["items"]}


@pytest.mark.parametrize("language", CODES)
def test_guides_are_told_in_languages_that_have_them(ask, language):
    cards = guides_in(language)
    assert [one["slug"] for one in ask(f"guides?limit=100&language={language}").json()["items"]] == [
        card.slug for card in cards
    ]
    for slug in guides():
        answer, with_it = ask(f"guides/{slug}?language={language}"), languages_of(slug)
        if language not in with_it:
            assert (answer.status_code, answer.json()["fields"]["languages"]) == (404, with_it)
            continue
        with override(language):
            told, said = guide_in(slug, language), answer.json()
        assert [one["id"] for one in said["steps"]] == [part.id for part in told.steps]
        assert [one["html"] for one in said["steps"]] == [part.html for part in told.steps]
        assert {one["language"] for part in ("title", "summary") for one in texts_in(said[part])} == {language}
        assert said["languages"] == with_it


def test_every_step_has_its_source_and_how_fresh_it_is(ask):
    steps = ask("guides/lost-papers").json()["steps"]
    assert steps
    assert all(one["source"]["state"] in ("confirmed", "to_be_confirmed") for one in steps)
    assert {one["source"]["freshness"] for one in steps} <= {"fresh", "due", "stale"}


def test_of_a_sensitive_guide_nothing_is_kept(ask):
    sensitive = [guide.slug for guide in guides().values() if guide.sensitive]
    assert sensitive
    for slug in sensitive:
        answer = ask(f"guides/{slug}")
        assert answer["Cache-Control"] == "no-store"
        assert "ETag" not in answer
        assert answer.json()["is_sensitive"]
        assert answer.json()["neutral_title"]


def test_a_guide_whose_sources_are_too_old_is_taken_back(ask, monkeypatch):
    monkeypatch.setattr("watandoshlar.domains.guides.queries.freshness", lambda *_days: "off")
    answer = ask("guides/lost-papers")
    assert (answer.status_code, answer.json()["code"]) == (410, "guide_off")
    assert ask("guides").json()["total"] == 0


def test_sources_that_differ_stand_side_by_side_and_are_not_added_up(ask):
    said = ask(f"statements/{SUBJECT}?limit=100").json()
    holding = holding_on(get_subject(SUBJECT), date(2027, 1, 12))
    told = {(one["country"], one["id"]): one["value"] for place in said["items"] for one in place["statements"]}
    assert told == {(one.place, one.id): str(one.value) for one in holding}
    several = [place for place in said["items"] if len(place["statements"]) > 1]
    assert several
    for place in several:
        values = [int(one["value"]) for one in place["statements"]]
        assert (int(place["least"]), int(place["most"])) == (min(values), max(values))
    measures = {one["id"] for one in said["measures"]}
    assert all(one["measure"] in measures and one["source"] for place in said["items"] for one in place["statements"])


def test_what_we_said_on_a_day(ask):
    assert ask(f"statements/{SUBJECT}?on=2026-11-25").json()["items"] == []
    assert ask(f"statements/{SUBJECT}?on=2026-11-26").json()["total"] > 0
    assert ask(f"statements/{SUBJECT}").json()["on"] == "2027-01-12"


def test_the_day_is_that_of_tashkent(ask):
    with clock.fixed(datetime(2027, 1, 12, 19, tzinfo=UTC)):
        for asked in ("", "?on=2027-01-13"):
            assert ask(f"statements/{SUBJECT}{asked}").json()["on"] == "2027-01-13"


def test_the_record_has_everything_that_was_ever_said(ask):
    subject = get_subject(SUBJECT)
    said = ask(f"statements/{SUBJECT}/record?limit=100").json()
    assert said["total"] == len(subject.statements)
    assert [one["id"] for one in said["items"]] == [one.id for one in subject.statements][:100]


def test_emergency_numbers_are_those_that_a_source_names(ask):
    said = ask("emergency-numbers?limit=100").json()
    assert said["total"] == len(emergencies())
    for one in said["items"]:
        found = emergencies()[one["country"]]
        assert [each["number"] for each in one["numbers"]] == [each.number for each in found.numbers]
        assert all(each["source"]["name"]["text"] for each in one["numbers"])


def test_every_page_that_an_answer_names_opens(ask, client):
    for language in CODES:
        for address in ("services/birth-registration", "posts/seoul", f"statements/{SUBJECT}"):
            page = ask(f"{address}?language={language}").json()["page"]
            assert client.get(page.removeprefix(settings.SITE_URL)).status_code == 200, page
