"""Guides as pages: what programs read of them, and what a sensitive one keeps back."""

import json
import re

import pytest
from django.core.management import call_command
from django.test import Client

from tests.plugins.snapshot import once


@pytest.fixture
def published_guides(committed_db: None) -> None:
    once("posts, services and guides", publish)


def publish() -> None:
    for command in ("load_posts", "publish_services", "publish_guides"):
        call_command(command, verbosity=0)


@pytest.mark.parametrize("language", ["uz", "uz-cyrl", "uz-arab", "ru", "en"])
def test_programs_read_what_a_guide_is_about(published_guides, language):
    page = Client().get(f"/{language}/guides/detention/").content.decode()
    (written,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    told = json.loads(written)
    assert (told["@type"], told["inLanguage"]) == ("Article", language)
    assert told["citation"]


def test_a_sensitive_guide_leaves_nothing_behind(published_guides):
    answer = Client().get("/en/guides/useful-contacts/")
    page = answer.content.decode()
    assert (answer["Cache-Control"], answer["Referrer-Policy"]) == ("no-store", "no-referrer")
    assert "ld+json" not in page
    assert re.search(r"<title>\s*Useful contacts", page)


def test_a_guide_that_is_not_there_is_said_to_be_missing(published_guides):
    assert Client().get("/en/guides/no-such-guide/").status_code == 404
