"""Finding one's post by place, and what its page says of hours, days off and ways to reach it."""

import json
import re
from datetime import UTC, datetime

import lxml.html
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import Place, all_posts, find_places, get_post
from watandoshlar.foundation import clock

pytestmark = pytest.mark.django_db
LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


@pytest.fixture
def page(posts):
    """The context of a page, asked in a language."""

    def ask(name: str, *arguments: str, language: str = "uz", **asked: str) -> dict:
        with override(language):
            address = reverse(f"public_site:{name}", args=arguments)
        answer = Client().get(address, asked)
        assert answer.status_code == 200
        told = {name: value for one in answer.context for name, value in one.flatten().items()}
        return told | {"html": answer.content.decode()}

    return ask


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Tatarstan", Place("region", "RU-TA")),
        ("татарстан", Place("region", "RU-TA")),
        ("Janubiy Koreya", Place("country", "KR")),
        ("Жанубий Корея", Place("country", "KR")),
        ("южная корея", Place("country", "KR")),
        ("Toshkent", Place("post", "ministry")),
        ("Қозон", Place("post", "kazan")),
        ("Qozon", Place("post", "kazan")),
        ("Kazan", Place("post", "kazan")),
        ("Polsh", Place("country", "PL")),
    ],
)
def test_a_place_is_known_in_any_script(posts, typed: str, place: Place) -> None:
    assert place in find_places(typed, all_posts(clock.now().date()))


@pytest.mark.parametrize("typed", ["", "  ", "!!", "qwxzqwxz", "a" * 5000, "\u202e<script>"])
def test_what_names_no_place_finds_none(posts, typed: str) -> None:
    assert find_places(typed, all_posts(clock.now().date())) == []


@pytest.mark.parametrize(
    ("country", "region", "name"),
    [("KR", "", "seoul"), ("RU", "RU-TA", "kazan"), ("RU", "RU-MOW", "moscow"), ("DK", "", "brussels")],
)
def test_the_post_of_a_place(page, country: str, region: str, name: str) -> None:
    found = page("posts", country=country, region=region)
    assert found["responsible"]["url"].endswith(f"/posts/{name}/")
    assert found["emergency_country"] == country


def test_a_country_with_several_posts_asks_for_the_region(page) -> None:
    found = page("posts", country="RU")
    assert found["responsible"] is None
    assert found["region_needed"]
    assert len(found["regions"]) > 80


def form_of(html: str) -> dict[str, str]:
    """What a browser sends of the finder as it stands on the page."""
    (form,) = lxml.html.document_fromstring(html).xpath("//form[contains(@class, 'finder')]")
    return dict(form.form_values())


@pytest.mark.parametrize("typed", ["Rossiya", "Россия", "Russia"])
def test_a_typed_country_and_then_its_region_lead_to_the_post(page, typed: str) -> None:
    first = page("posts", **(form_of(page("posts")["html"]) | {"place": typed}))
    assert first["region_needed"]
    sent = form_of(first["html"])
    assert sent == {"place": "", "country": "RU", "region": ""}
    second = page("posts", **(sent | {"region": "RU-TA"}))
    assert second["responsible"]["url"].endswith("/posts/kazan/")
    assert not second["region_needed"]
    other = page("posts", **(form_of(second["html"]) | {"country": "KR"}))
    assert other["responsible"]["url"].endswith("/posts/seoul/")
    typed_next = page("posts", **(form_of(other["html"]) | {"place": "Tatarstan"}))
    assert typed_next["responsible"]["url"].endswith("/posts/kazan/")


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [
        ({"place": "Rossiya", "country": "RU", "region": "RU-TA"}, ("RU", "RU-TA")),
        ({"place": "Rossiya", "country": "KR", "region": "KR-11"}, ("RU", "")),
        ({"place": "qwxzqwxz", "country": "KR"}, ("KR", "")),
        ({"place": "Koreya", "country": "KR"}, ("KR", "")),
        ({"place": "Polsh", "country": "RU", "region": "RU-TA"}, ("PL", "")),
        ({"place": "Qozon", "country": "KR"}, ("", "")),
    ],
    ids=["region kept", "typed anew", "unknown", "one of several", "beginning", "city"],
)
def test_what_was_typed_and_what_was_chosen(page, asked: dict[str, str], chosen: tuple[str, str]) -> None:
    found = page("posts", **asked)
    region = next((one["code"] for one in found["regions"] if one["selected"]), "")
    assert (found["emergency_country"], region) == chosen
    assert found["candidates"] == []
    assert form_of(found["html"])["place"] == ""


def test_several_places_are_asked_about_beside_a_country_chosen_earlier(page) -> None:
    found = page("posts", place="Seul", country="RU", region="RU-TA")
    assert found["responsible"]["url"].endswith("/posts/kazan/")
    assert [one["url"].partition("/posts/")[2] for one in found["candidates"]] == [
        "seoul/",
        "?country=KR&region=KR-11#answer",
    ]


def test_what_was_not_understood_stays_to_be_mended(page) -> None:
    for typed in ("qwxzqwxz", "Koreya"):
        assert form_of(page("posts", place=typed)["html"])["place"] == typed


def test_a_typed_region_is_answered_at_once(page) -> None:
    assert page("posts", place="Томская область")["responsible"]["url"].endswith("/posts/novosibirsk/")


@pytest.mark.parametrize("asked", [{"country": "XX"}, {"country": "FR"}, {"country": "KR", "region": "RU-TA"}])
def test_a_place_that_nobody_serves_is_no_error(page, asked: dict[str, str]) -> None:
    assert page("posts", **asked)["map"]["points"]


def test_every_post_is_a_point_of_the_map(page) -> None:
    found = page("posts")
    chosen = [post for post in all_posts(clock.now().date()) if post.kind != "ministry"]
    assert len(found["map"]["points"]) == len(chosen)
    eastward = [point["url"] for point in found["map"]["points"]]
    assert eastward[0].endswith("/washington/")
    assert eastward[-1].endswith("/tokyo/")


@pytest.mark.parametrize("language", LANGUAGES)
def test_hours_by_two_clocks(page, language: str) -> None:
    with clock.fixed(datetime(2026, 11, 26, 7, 0, tzinfo=UTC)):
        opening = page("post", "seoul", language=language, zone="Asia/Tashkent")["opening"]
    assert opening["is_open"]
    assert f"{opening['until']:%H:%M}" == "17:00"
    assert f"{opening['until_here']:%H:%M}" == "13:00"


@pytest.mark.parametrize("zone", ["", "Nowhere/Land", "../../etc/passwd", "Asia/Seoul"])
def test_a_zone_that_does_not_exist_is_none(page, zone: str) -> None:
    assert page("post", "seoul", zone=zone)["zone"] == ("Asia/Seoul" if zone == "Asia/Seoul" else "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_off_of_both_countries_say_in_which_language_they_are(page, language: str) -> None:
    days = page("post", "moscow", language=language)["opening"]["days_off"]
    assert {day["country"].language for day in days if "country" in day} <= {language, "uz", "en"}
    assert all(day["name"].language for day in days if "country" in day)
    assert len(days) == 6


def test_what_no_source_names_is_not_shown(page) -> None:
    reached = page("post", "seoul")["reached"]
    assert (reached["address"], reached["phones"]) == ("", [])
    assert [one.number for one in reached["emergency"].numbers] == ["112", "119", "119"]


def test_what_a_source_names_is_shown(page) -> None:
    post = get_post("berlin")
    post.address = {"text": {"uz": "A </script> B", "ru": "a", "en": "a"}}
    post.phones = [{"number": "+49 30 1", "for": "duty"}]
    post.save()
    found = page("post", "berlin")
    assert 'href="tel:+49301"' in found["html"]
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', found["html"]).group(1)
    assert json.loads(block)["address"]["streetAddress"] == "A </script> B"


def test_machines_read_an_office(page) -> None:
    described = page("post", "seoul", language="en")["described"]
    assert described["@type"] == "GovernmentOffice"
    assert described["openingHours"][0] == "Mo 09:30-17:00"
    assert described["address"]["addressCountry"] == "KR"


@pytest.mark.parametrize(
    ("code", "different"),
    [("seoul", {"consular-registration", "child-return-certificate"}), ("warsaw", set())],
)
def test_services_that_differ_are_marked(page, publish, code: str, different: set[str]) -> None:
    there = {"consular-registration", "child-return-certificate", "emergency-travel-help"}
    for slug in sorted(there):
        publish(slug)
    cards = [card for topic in page("post", code)["topics"] for card in topic["cards"]]
    marked = {card["url"].split("/")[3]: bool(card["facts"]) for card in cards}
    assert marked == {slug: slug in different for slug in there}


def test_the_foot_of_a_page_knows_its_country(page) -> None:
    assert 'href="tel:102"' in page("post", "moscow")["html"]
    assert 'href="tel:102"' in page("services", country="kz")["html"]
    assert 'href="tel:' not in page("services", country="<b>")["html"]
