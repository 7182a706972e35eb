"""What a phone may keep, and what machines are told of it."""

import json
import re

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.plugins.log_in import client_of

pytestmark = pytest.mark.django_db
LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


def constants(language: str) -> dict[str, object]:
    answer = Client().get(f"/{language}/worker.js")
    assert answer["Content-Type"] == "text/javascript"
    return {
        name: json.loads(value) for name, value in re.findall(r'^const (\w+) = (["\[].*);$', answer.text, re.MULTILINE)
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_worker_answers_for_pages_that_are_everybodys(language: str) -> None:
    """None of the addresses for which it answers leads to what somebody must log in for, or holds a token."""
    found = constants(language)
    assert found["LANGUAGE"] == language
    assert all(address.startswith(f"/{language}/") for address in found["OPEN"] + found["PAGES"])
    for private in (
        "my",
        "work",
        "account",
        "wallet",
        "consent",
        "reply",
        "recommendation",
        "mailbox",
        "track",
        "verify",
    ):
        assert not any(f"/{language}/{private}/".startswith(address) for address in found["OPEN"])


@pytest.mark.parametrize("name", ["worker.js", "app.webmanifest"])
def test_these_files_are_the_same_for_everybody(demonstration, name: str) -> None:
    answers = [client.get(f"/ru/{name}") for client in (Client(), client_of("nodira@example.org"))]
    assert answers[0].content == answers[1].content
    for answer in answers:
        assert not answer.cookies
        assert "public" in answer["Cache-Control"]
        assert "Cookie" not in answer["Vary"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_installed_page_knows_its_language(language: str) -> None:
    manifest = json.loads(Client().get(f"/{language}/app.webmanifest").content)
    assert (manifest["lang"], manifest["scope"], manifest["start_url"]) == (language, f"/{language}/", f"/{language}/")
    assert constants(language)["HOME"] == manifest["start_url"], "without a network it opens all the same"
    assert manifest["dir"] == ("rtl" if language == "uz-arab" else "ltr")


def test_the_worker_of_the_verifier_keeps_its_own_place() -> None:
    """A worker of a language reaches no address of the verifier, and no cache of it by name."""
    assert not any(
        "/verifier/".startswith(address) for language in LANGUAGES for address in constants(language)["OPEN"]
    )
    text = Client().get("/uz/worker.js").text
    assert set(re.findall(r"startsWith\(`([a-z]+)-", text)) == {"pages"}


def test_what_is_kept_exists() -> None:
    for page in constants("uz")["PAGES"]:
        assert get_resolver().resolve(page)
        assert Client().get(page).status_code == 200
