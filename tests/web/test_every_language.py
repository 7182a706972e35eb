"""Every public page in every language and script: the links keep the place, and nothing stands in silently.

Words that a language lacks are seen by their letters: whatever does not say its own language is written in the letters
of its page.
"""

import re
from collections.abc import Iterator

import lxml.html
import pytest
from django.conf import settings as project
from django.test import Client

from tests.journeys.public_pages import NOT_THERE, PUBLIC, SENSITIVE
from tests.web.test_alphabet_of_2026 import LEFT_ALONE, OLD_LETTERS

LANGUAGES = [code for code, _name in project.LANGUAGES]
# Words of other letters; the shortest are codes and measures.
OTHER_LETTERS = {
    "uz": re.compile(r"[\u0400-\u052f\u0600-\u06ff]{2,}"),
    "uz-cyrl": re.compile(r"[A-Za-zʻʼ]{4,}|[\u0600-\u06ff]{2,}"),
    "ru": re.compile(r"[A-Za-zʻʼ]{4,}|[\u0600-\u06ff]{2,}"),
    "en": re.compile(r"[\u0400-\u052f\u0600-\u06ff]{2,}|\b\w*ʻ\w*"),
}
# Spelt alike everywhere: names of things and papers, places as people typed them, and what somebody searched for.
ALIKE = frozenset(
    [
        "Watandoshlar",
        "Ansan",
        "Atom",
        "HEIC",
        "JPEG",
        "JSON",
        "NICOP",
        "PESEL",
        "SAVE",
        "pasport",
        "Moskva",
        "Seoul",
        "Itaewon",
        "Example",
        "University",
        "Astana",
        "Hindu",
        "Asia",
        "Tashkent",
        "Central",
        "Direct",
        "Europe",
        "Hilfetelefon",
        "Khaleej",
        "News",
        "Onet",
        "Times",
        "Today",
        "Zaman",
        "lawyersclubindia",
        "lexlege",
        "visaverge",
        "asia",
        "pacific",
        "solidarity",
    ]
)
# What programs are told is spelt as they write it.
OF_PROGRAMS = frozenset(
    [
        "Accept",
        "CPSV",
        "Content",
        "Control",
        "Cache",
        "ETag",
        "Forwarded",
        "HEAD",
        "Language",
        "Modified",
        "OPTIONS",
        "OpenAPI",
        "cookie",
    ]
)
ADDRESSES = re.compile(r"\S+@\S+|https?://\S+|\w+(?:[./]\w+)+\S*")
UNREAD = ("script", "style", "svg", "code")


class Page:
    """A page as it came, with what stands in it by language."""

    def __init__(self, language: str, path: str) -> None:
        self.answer = Client().get(f"/{language}/{path}")
        self.tree = lxml.html.document_fromstring(self.answer.content.decode())

    def said(self) -> Iterator[tuple[str, str]]:
        """Each text with the language that the nearest element around it names."""
        unread = " or ".join(f"ancestor::{name}" for name in UNREAD)
        for text in self.tree.xpath(f"//text()[normalize-space() and not({unread})]"):
            around = text.getparent() if text.is_text else text.getparent().getparent()
            yield around.xpath("ancestor-or-self::*[@lang][1]/@lang")[0], " ".join(text.split())

    def codes(self) -> set[str]:
        return set(self.tree.xpath("//@data-code"))

    def language_links(self) -> dict[str, str]:
        links = self.tree.xpath("//details[contains(@class, 'languages')]//a")
        return {link.get("hreflang"): link.get("href") for link in links}


@pytest.mark.parametrize("language", LANGUAGES)
def test_language_links_keep_the_place(published, language, subtests):
    for path in PUBLIC:
        page = Page(language, path)
        with subtests.test(page=path):
            links = {code: f"/{code}/{path}" for code in LANGUAGES}
            assert page.language_links() == ({} if path == NOT_THERE else links)
            assert page.tree.get("lang") == language
            assert page.tree.get("dir") == ("rtl" if language == "uz-arab" else "ltr")
            for link in page.tree.xpath("//details[contains(@class, 'languages')]//a"):
                assert link.get("lang") == link.get("hreflang")
                assert link.get("dir") == ("rtl" if link.get("hreflang") == "uz-arab" else "ltr")


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_stands_in_silently(published, language, subtests):
    for path in PUBLIC:
        page = Page(language, path)
        with subtests.test(page=path):
            # Only of the language that may lack texts; the page says so, and where they can be read.
            unwritten = language in project.PARTIAL_LANGUAGES and "not_in_this_language" in page.codes()
            assert page.answer.status_code == 200 or path == NOT_THERE or unwritten
            partly = language in project.PARTIAL_LANGUAGES and path != NOT_THERE
            assert ("partly_written" in page.codes()) == partly
            alike = ALIKE | OF_PROGRAMS if path == "api/" else ALIKE
            if language in OTHER_LETTERS:
                spoken = " | ".join(ADDRESSES.sub(" ", words) for tag, words in page.said() if tag == language)
                assert set(OTHER_LETTERS[language].findall(spoken)) - alike == set()


def test_a_guide_that_nobody_wrote_in_a_language_says_in_which_it_is(published):
    page = Page("uz-arab", SENSITIVE)
    assert page.answer.status_code == 404
    assert "not_in_this_language" in page.codes()
    named = {link.get("hreflang"): link.get("href") for link in page.tree.xpath("//main//ul//a")}
    assert named == {code: f"/{code}/{SENSITIVE}" for code in ("uz", "uz-cyrl", "ru", "en")}
    assert set(page.tree.xpath("//link[@rel='alternate']/@hreflang")) == set(named)


def test_the_letters_of_2026_hold_everywhere(published, switched_on, subtests):
    for path in PUBLIC:
        page = Page("uz", path)
        with subtests.test(page=path):
            spoken = [LEFT_ALONE.sub(" ", words) for tag, words in page.said() if tag == "uz"]
            assert any(re.search("[öğşç]", words) for words in spoken)
            assert [words for words in spoken if OLD_LETTERS.search(words)] == []
