"""From the words of an editor to what a page shows: links by name, letters by script."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from watandoshlar.domains.guides.rules.markup import Block, Inline, Link, Strong, read
from watandoshlar.domains.guides.rules.overriding import read_words
from watandoshlar.foundation.scripts import latin_to_cyrillic, spelled

Letters = Callable[[str], str]
PAGES = {"service": "public_site:service", "guide": "public_site:guide", "post": "public_site:post"}


def letters_of(language: str, derived: bool, words: str = "") -> Letters:
    """How a text is written for its reader: Cyrillic follows from Latin, with the words that an editor gave."""
    if derived:
        overrides = read_words(words)
        return lambda text: latin_to_cyrillic(text, overrides)
    return lambda text: spelled(text, language)


def letters_for(page: Any, language: str) -> Letters:
    """The same for a page of the editors, with the words that it names itself."""
    return letters_of(language, is_derived(language, page.locale.language_code), page.cyrillic_words)


def is_derived(language: str, written: str) -> bool:
    return settings.DERIVED_LANGUAGES.get(language) == written


def written_for(language: str) -> list[str]:
    """The languages whose pages a reader of this one may read, the nearest first."""
    return [language, *filter(None, [settings.DERIVED_LANGUAGES.get(language)])]


def readable_in(written: Iterable[str]) -> list[str]:
    """In which languages one can read what is written in these, in the order of the languages of the platform."""
    known = set(written)
    return [code for code, _name in settings.LANGUAGES if known.intersection(written_for(code))]


def html_of(text: str, letters: Letters) -> SafeString:
    return format_html_join("\n", "{}", ((_block(block, letters),) for block in read(text)))


def _block(block: Block, letters: Letters) -> SafeString:
    lines = [format_html_join("", "{}", ((_inline(part, letters),) for part in line)) for line in block.lines]
    if block.is_list:
        return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((line,) for line in lines)))
    return format_html("<p>{}</p>", lines[0])


def _inline(part: Inline, letters: Letters) -> SafeString:
    words = letters(part.words)
    if isinstance(part, Strong):
        return format_html("<strong>{}</strong>", words)
    if not isinstance(part, Link):
        return format_html("{}", words)
    if part.kind:
        return format_html('<a href="{}">{}</a>', reverse(PAGES[part.kind], args=[part.target]), words)
    if part.target.startswith("tel:"):
        return format_html('<a href="{}">{}</a>', part.target, words)
    return format_html('<a href="{}" rel="noreferrer">{}</a>', part.target, words)
