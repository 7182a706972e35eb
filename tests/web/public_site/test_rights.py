"""Pages of rights: who holds the card, who asks, and what other countries give."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from watandoshlar.domains.certificates.api import AREAS, FACTS, READERS, own_scheme, schemes
from watandoshlar.web.presenting import rights as presenting

LANGUAGES = ["uz", "uz-cyrl", "uz-arab", "ru", "en"]


def get(name: str, *arguments: str, language: str = "en", **query: str):
    with override(language):
        return Client().get(reverse(f"public_site:{name}", args=arguments), query)


def test_every_word_of_the_tables_has_a_name():
    assert set(presenting.AREAS) == set(AREAS)
    assert set(presenting.READERS) == set(READERS)
    assert set(presenting.FACTS) == set(FACTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_opens_in_every_language(db, language):
    assert get("rights", language=language).status_code == 200
    for category in own_scheme().categories:
        assert get("rights_of", category, language=language).status_code == 200
    for about in (*FACTS, *AREAS):
        page = get("rights_compare", language=language, about=about)
        assert len(page.context["rows"]) == len(schemes())


@pytest.mark.parametrize("reader", READERS)
def test_who_asks_reads_what_concerns_them(db, reader):
    page = get("rights_of", "C1", **{"for": reader})
    assert {one["code"] for one in page.context["rights"]} <= set(READERS[reader])
    assert [tab["label"] for tab in page.context["tabs"] if tab["current"]] == [presenting.READERS[reader]]


def test_what_is_not_confirmed_says_so(db):
    """Nobody has read the annexes of the resolution yet: what is known of our own rights, others have reported."""
    for category in own_scheme().categories:
        assert {one["source"].state for one in get("rights_of", category).context["rights"]} == {"to_be_confirmed"}


def test_a_right_of_two_kinds_of_holders_is_compared_once(db):
    rows = get("rights_compare", about="entry").context["rows"]
    assert len(rows[0]["entries"]) == 1
    assert rows[0]["entries"][0]["source"].state == "to_be_confirmed"
    assert "confirmed" in {one["source"].state for row in rows[1:] for one in row["entries"]}
    assert [row["entries"] for row in rows if not row["entries"]], "silence is shown as silence"


@pytest.mark.parametrize(
    ("name", "arguments", "query"),
    [
        ("rights_of", ("C9",), {}),
        ("rights_of", ("C1",), {"for": "neighbour"}),
        ("rights_compare", (), {"about": "weather"}),
    ],
)
def test_what_is_not_there_is_not_found(db, name, arguments, query):
    assert get(name, *arguments, **query).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_rights_travel_with_the_offline_check(language):
    with override(language):
        found, unsure = presenting.rights_for_readers(language), f" ({presenting.UNSURE})"
    assert {key.split("/")[1] for key in found} == set(own_scheme().categories)
    assert all(sentence.strip() for sentences in found.values() for sentence in sentences)
    assert all(sentence.endswith(unsure) for sentences in found.values() for sentence in sentences)
