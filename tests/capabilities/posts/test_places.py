"""Which place is meant by a name as people say it, in the real folder of posts."""

import pytest
from django.conf import settings

from watandoshlar.capabilities.posts.api import Place, Post, find_places, read_posts, unsaved_post
from watandoshlar.foundation.countries import countries, country_name, everyday_names

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


@pytest.fixture(scope="module")
def chosen() -> list[Post]:
    """The posts that one may choose."""
    found = [unsaved_post(post_file) for post_file, _content_hash in read_posts(settings.POSTS_DIRECTORY)]
    return [post for post in found if post.kind != "ministry"]


def test_every_everyday_name_means_its_country_alone(chosen: list[Post]) -> None:
    meant = {
        (name, code): find_places(name, chosen)
        for code, _name in countries("en")
        for language in LANGUAGES
        for name in everyday_names(code, language)
    }
    assert len(meant) > 200
    assert {key: found for key, found in meant.items() if found != [Place("country", key[1])]} == {}


def test_whoever_may_need_a_post_finds_the_country_by_its_common_names(chosen: list[Post]) -> None:
    """Every country with a post has everyday names; by its Persian name those find it who write Arabic letters."""
    there = {post.country for post in chosen}
    assert [code for code in sorted(there) if not everyday_names(code, "uz-arab")] == []
    for code in there:
        assert find_places(country_name(code, "fa"), chosen) == [Place("country", code)]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("USA", "US"),
        ("u.s.a.", "US"),
        ("США", "US"),
        ("AQSH", "US"),
        ("АҚШ", "US"),
        ("Amerika", "US"),
        ("آمریکا", "US"),
        ("UK", "GB"),
        ("Англия", "GB"),
        ("London", "GB"),
        ("РФ", "RU"),
        ("روسیه", "RU"),
        ("BAA", "AE"),
        ("افغانستان", "AF"),
        ("ازبکستان", "UZ"),
        ("کرهٔ جنوبی", "KR"),
        ("كره جنوبي", "KR"),
    ],
)
def test_a_country_by_its_common_name(chosen: list[Post], typed: str, code: str) -> None:
    assert find_places(typed, chosen) == [Place("country", code)]


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("كابل", Place("post", "kabul")),
        ("سيول", Place("post", "seoul")),
        ("تاتارستان", Place("region", "RU-TA")),
    ],
)
def test_a_place_in_arabic_letters(chosen: list[Post], typed: str, place: Place) -> None:
    """As it is written on any keyboard; and a name that we have in other scripts alone, by its consonants."""
    assert find_places(typed, chosen)[0] == place


def test_both_koreas_are_asked_about(chosen: list[Post]) -> None:
    for typed in ("Koreya", "Корея", "کره"):
        assert set(find_places(typed, chosen)) == {Place("country", "KR"), Place("country", "KP")}, typed


def test_two_consonants_say_too_little(chosen: list[Post]) -> None:
    assert Place("region", "RU-KIR") not in find_places("کوریا", chosen)
