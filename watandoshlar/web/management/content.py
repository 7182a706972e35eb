"""What is wrong with what people wrote in the folders of content, whatever the room: days, addresses, links, letters
and lengths. Pure rules over one file.

The rooms check the shape of their files and what steps, fees or statements refer to (`check_guides`, `check_services`).
A day that has passed is told apart from what is wrong: it comes with time, not with a change of the file.

Codes: `day_to_come`, `review_before_day`, `review_too_far`, `bad_url`, `first_page_confirms`, `bad_link`,
`unknown_link`, `links_to_itself`, `wrong_apostrophe`, `mixed_alphabets`, `too_long`, `unused_source` and those of
`markup.problems`; `review_passed` and `review_due` for days that pass.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import yaml

from watandoshlar.domains.guides.api import freshness, markup
from watandoshlar.foundation.scripts import normalise_apostrophes
from watandoshlar.foundation.yaml_files import Item, Problem, read_yaml

LANGUAGES = ("uz", "ru", "en", "uz-cyrl", "uz-arab")
# What fits on the screen of a small phone: a heading in two lines, a summary in five.
LONGEST = {"title": 80, "neutral_title": 40, "summary": 220, "body": 1500}
# What the table of sources holds.
LONGEST_ADDRESS = 2000
HOST = re.compile(r"[^\W_](?:[\w-]*[^\W_])?(?:\.[^\W_](?:[\w-]*[^\W_])?)+")
FIRST_PAGE = re.compile(r"https?://[^/?#]+/?")
# A name in English keeps its own sign: “Today’s Zaman”.
GENITIVE = re.compile(r"(?<=[a-z])\u2019s\b")
WORD = re.compile(r"[^\W\d_]+")
LATIN, CYRILLIC = re.compile(r"[A-Za-z]"), re.compile(r"[\u0400-\u04ff]")
REVIEW_CODES = {"due": "review_due", "stale": "review_passed", "off": "review_passed"}
# Who goes abroad on last year's rules is the one who pays: guides on work and on dangers are looked at twice a year.
SOON = timedelta(days=180)
# `check_guides` looks for unused sources itself; a service lists more than its parts can cite.
CITED_OTHERWISE = ("guides", "services")


@dataclass(frozen=True)
class Content:
    """One file: where it lies, and the slug of the guide to which it belongs ("" for any other)."""

    folder: str
    file: str
    guide: str = ""

    @property
    def language(self) -> str:
        """The language of a file of texts; "" where every text names its own."""
        folder, _slash, name = self.file.rpartition("/")
        return name.removesuffix(".yaml").lower() if folder == "texts" else ""


@dataclass(frozen=True)
class Findings:
    """`wrong` is for whoever changed the file; `reviews` are days that come or have passed by themselves."""

    wrong: tuple[Problem, ...]
    reviews: tuple[Problem, ...]


def findings(content: Content, text: str, known: Mapping[str, Collection[str]], today: date) -> Findings:
    """What is found in a file. `known` are the slugs and codes by kind of link: service, guide, post."""
    whole = read_yaml(text, content.folder, content.file)
    reviews: list[Problem] = []
    for item, language in _walk(whole, content.language):
        name = item.path.rpartition(".")[2]
        if isinstance(item.node, yaml.MappingNode):
            reviews += _days(item, today)
            _confirms(item)
            continue
        if name == "url":
            _address(item)
        elif item.written():
            _letters(item, language)
            if content.guide and content.language:
                _length(item, name)
                if name == "body":
                    _links(item, content, known)
    if content.guide and content.file == "guide.yaml":
        _soon_reviewed(whole, today)
    if content.folder.partition("/")[0] not in CITED_OTHERWISE:
        _unused_sources(whole)
    return Findings(tuple(whole.problems), tuple(reviews))


def _walk(item: Item, language: str) -> Iterator[tuple[Item, str]]:
    """Every mapping and every scalar, with the language in which it is written as far as that is known."""
    if item.is_list:
        for part in item.items():
            yield from _walk(part, language)
        return
    yield item, language
    if isinstance(item.node, yaml.MappingNode):
        for name, part in item.entries().items():
            yield from _walk(part, name if not language and name in LANGUAGES else language)


# --- sources --------------------------------------------------------------------------------------------------------


def _days(item: Item, today: date) -> list[Problem]:
    entries = item.entries()
    if "as_of" not in entries or not (as_of := _day(entries["as_of"])):
        return []
    if as_of > today:
        entries["as_of"].refuse("day_to_come", value=str(as_of), today=str(today))
    if "review_by" not in entries or not (review_by := _day(entries["review_by"])):
        return []
    if review_by <= as_of:
        entries["review_by"].refuse("review_before_day", value=str(review_by), as_of=str(as_of))
    code = REVIEW_CODES.get(freshness(as_of, review_by, today))
    if not code:
        return []
    place = entries["review_by"]
    line = place.node.start_mark.line + 1 if place.node else 1
    return [Problem(place.report.folder, place.report.file, line, place.path, code, {"day": str(review_by)})]


def _day(item: Item) -> date | None:
    try:
        return date.fromisoformat(item.written())
    except ValueError:
        return None


def _soon_reviewed(guide: Item, today: date) -> None:
    entries = guide.entries()
    said = {name: entries[name].written() for name in ("topic", "sensitive") if name in entries}
    if "sources" not in entries or (said.get("topic") != "work" and said.get("sensitive") != "true"):
        return
    for source in entries["sources"].entries().values():
        day = source.entries().get("review_by") if isinstance(source.node, yaml.MappingNode) else None
        if day and (review_by := _day(day)) and review_by > today + SOON:
            day.refuse("review_too_far", value=str(review_by), last=str(today + SOON))


def _confirms(item: Item) -> None:
    """A confirmed fact has a place where it is read: the first page of a site confirms nothing."""
    said = {name: part.written() for name, part in item.entries().items() if name in ("state", "url")}
    if said.get("state") == "confirmed" and FIRST_PAGE.fullmatch(said.get("url", "")):
        item.entries()["url"].refuse("first_page_confirms", value=said["url"])


def _unused_sources(whole: Item) -> None:
    """A source that nothing in its file cites."""
    entries = whole.entries() if isinstance(whole.node, yaml.MappingNode) else {}
    sources = entries.pop("sources", None)
    if not sources or not isinstance(sources.node, yaml.MappingNode):
        return
    cited = {item.written() for part in entries.values() for item, _language in _walk(part, "")}
    for name, source in sources.entries().items():
        if name not in cited:
            source.refuse("unused_source", source=name)


def _address(item: Item) -> None:
    # A source is cited where it was seen, though that place may not know https.
    if item.written() and not is_address(item.written(), schemes=("https", "http")):
        item.refuse("bad_url", value=item.written())
    if len(item.written()) > LONGEST_ADDRESS:
        item.refuse("too_long", length=len(item.written()), longest=LONGEST_ADDRESS)


def is_address(url: str, schemes: Collection[str] = ("https",)) -> bool:
    """Whether this is an address that a browser opens: a known scheme, a named host, no log-in, no blank."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if parts.scheme not in schemes or "@" in parts.netloc or re.search(r"[\s<>\"\\]", url):
        return False
    return bool(HOST.fullmatch(parts.netloc.removesuffix(f":{port}")))


# --- words ----------------------------------------------------------------------------------------------------------


def _letters(item: Item, language: str) -> None:
    text = GENITIVE.sub("", item.written())
    if language == "uz" and (right := normalise_apostrophes(text)) != text:
        place = next(position for position, (one, other) in enumerate(zip(text, right, strict=False)) if one != other)
        item.refuse("wrong_apostrophe", near=text[max(0, place - 10) : place + 10])
    for word in WORD.findall(text):
        if LATIN.search(word) and CYRILLIC.search(word):
            item.refuse("mixed_alphabets", word=word)


def _length(item: Item, name: str) -> None:
    length = len(markup.plain(item.written()))
    if name in LONGEST and length > LONGEST[name]:
        item.refuse("too_long", length=length, longest=LONGEST[name])


def _links(item: Item, content: Content, known: Mapping[str, Collection[str]]) -> None:
    for code, near in markup.problems(item.written()):
        item.refuse(code, near=near)
    for link in markup.links(item.written()):
        if link.kind and link.target not in known[link.kind]:
            item.refuse("unknown_link", link=f"{link.kind}:{link.target}")
        elif link.kind == "guide" and link.target == content.guide:
            item.refuse("links_to_itself", link=f"{link.kind}:{link.target}")
        elif link.target.startswith("https:") and not is_address(link.target):
            item.refuse("bad_link", near=link.target)
