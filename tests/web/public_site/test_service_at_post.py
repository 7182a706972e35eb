"""One merged truth: what the definition says for all, what the post does otherwise, and where that comes from."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import get_post, overrides, source_at
from watandoshlar.domains.catalogue.api import current_version
from watandoshlar.web.presenting.posts import service_at_post

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


def here(slug: str, code: str, language: str = "en") -> dict:
    post = get_post(code)
    with override(language):
        return service_at_post(current_version(slug), post, overrides(post, slug), language)


def why_of(shown: dict, label: str) -> str:
    return next((one.why.state for one in shown["at_post"] if one.label == label and one.why), "")


def test_what_a_post_does_otherwise_names_its_source(demonstration) -> None:
    seoul, tashkent = here("consular-registration", "seoul"), here("consular-registration", "berlin")
    assert why_of(seoul, "Copies") == why_of(seoul, "Photo") == "to_be_confirmed"
    assert why_of(seoul, "Open for this service") == "", "the usual hours of the post are no difference"
    assert [one.label for one in tashkent["at_post"]] == ["Open for this service", "Languages at the counter"]
    assert seoul["fees"][0]["why"].url == ""
    assert seoul["fees"][0]["amount"] is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_legal_part_is_the_same_at_every_post(demonstration, language: str) -> None:
    one, other = (here("child-return-certificate", code, language) for code in ("seoul", "moscow"))
    for part in ("terms", "visit", "result"):
        assert one[part] == other[part]
    assert [fee["label"] for fee in one["fees"]] == [fee["label"] for fee in other["fees"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_source_of_a_difference_says_in_which_language_it_is(demonstration, language: str) -> None:
    source = source_at(get_post("seoul"), "photo_of_post", language)
    assert source.name
    assert source.name.language in (language, "uz", "en")


@pytest.mark.parametrize(
    ("name", "arguments", "status"),
    [
        ("posts", (), 200),
        ("post", ("seoul",), 200),
        ("service_at_post", ("consular-registration", "seoul"), 200),
        ("post", ("ministry",), 404),
        ("post", ("atlantis",), 404),
        ("service_at_post", ("consular-registration", "atlantis"), 404),
        ("service_at_post", ("no-such-service", "seoul"), 404),
    ],
)
def test_a_post_is_shown_to_those_who_may_choose_it(demonstration, name: str, arguments: tuple, status: int) -> None:
    assert Client().get(reverse(f"public_site:{name}", args=arguments)).status_code == status
