"""What the holder of a document may do, as data: one file for each scheme, ours and those of other countries.

Every entry names its source, whose state and day are shown with it. Where no entry speaks of an area, nothing is said
about it: silence is neither a right nor its absence.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watandoshlar.foundation import countries
from watandoshlar.foundation.yaml_files import Item, Source, TableProblems, read_yaml, sources_of, words_of

FOLDER = "rights"
AREAS = (
    "entry",
    "stay",
    "registration",
    "visa_fee",
    "work",
    "business",
    "property",
    "land",
    "study",
    "health",
    "services",
    "money",
    "vote",
)
ANSWERS = ("yes", "partly", "no")
FACTS = ("eligible", "excluded", "validity", "procedure", "issued")
# Who asks what the holder may do, and in which areas.
READERS: Mapping[str, tuple[str, ...]] = {
    "border": ("entry", "stay", "visa_fee"),
    "registration": ("registration", "stay", "visa_fee"),
    "employer": ("work", "business"),
    "university": ("study",),
    "clinic": ("health",),
    "notary": ("property", "land"),
    "office": ("services", "money", "vote"),
}
CATEGORY = r"[A-Z][0-9]"
DOCUMENT_TYPE = r"[a-z]+(-[a-z]+)*"


@dataclass(frozen=True)
class Fact:
    """One thing about a scheme, in words by language."""

    words: Mapping[str, str]
    source: Source


@dataclass(frozen=True)
class Right:
    """What a scheme gives (`answer` yes or partly) or expressly does not give (no) in an area.

    `categories` of holders have it by showing one of `documents`; both are empty for schemes of other countries.
    """

    area: str
    answer: str
    categories: tuple[str, ...]
    documents: tuple[str, ...]
    words: Mapping[str, str]
    source: Source


@dataclass(frozen=True)
class Scheme:
    """`categories` names the kinds of holders by code, as the seal bears it; only our own scheme has them."""

    code: str
    country: str
    title: Mapping[str, str]
    categories: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Fact]
    rights: tuple[Right, ...]


class SchemeProblems(TableProblems):
    """The files cannot be used."""


def parse_scheme(text: str, file: str) -> Scheme:
    """Read and check one file; `file` is its name. Raises SchemeProblems with everything that is wrong."""
    whole = read_yaml(text, FOLDER, file)
    scheme = None if whole.problems else _scheme(whole, file.removesuffix(".yaml"))
    if scheme is None or whole.problems:
        raise SchemeProblems(whole.problems)
    return scheme


def rights_with(scheme: Scheme, document_type: str, category: str) -> tuple[Right, ...]:
    """What a holder of this category may do by showing this kind of document, in the order of the areas."""
    own = [right for right in scheme.rights if document_type in right.documents and category in right.categories]
    return tuple(sorted(own, key=lambda right: AREAS.index(right.area)))


def asked_by(reader: str, rights: Sequence[Right]) -> tuple[Right, ...]:
    """Those of the rights that concern this reader."""
    return tuple(right for right in rights if right.area in READERS[reader])


def _scheme(whole: Item, stem: str) -> Scheme | None:
    parts = whole.parts(required=("scheme", "country", "title", "sources", "facts", "rights"), optional=("categories",))
    sources = sources_of(parts["sources"])
    code = parts["scheme"].text(DOCUMENT_TYPE, "bad_code")
    if code and code != stem:
        parts["scheme"].refuse("code_is_not_file_name", file=whole.report.file)
    country = parts["country"].text()
    if country and not countries.is_country(country):
        parts["country"].refuse("unknown_country", value=country)
    categories = _categories(parts["categories"]) if "categories" in parts else {}
    facts = {name: _fact(entry, name, sources) for name, entry in parts["facts"].entries().items()}
    rights = tuple(_right(entry, categories, sources) for entry in parts["rights"].items())
    title = words_of(parts["title"])
    if whole.problems:
        return None
    return Scheme(code, country, title, categories, facts, rights)


def _categories(item: Item) -> dict[str, Mapping[str, str]]:
    for code, entry in item.entries().items():
        if not re.fullmatch(CATEGORY, code):
            entry.refuse("bad_code", value=code)
    return {code: words_of(entry) for code, entry in item.entries().items()}


def _fact(item: Item, name: str, sources: Mapping[str, Source]) -> Fact:
    if name not in FACTS:
        item.refuse("unknown_key", key=name, known=", ".join(FACTS))
    parts = item.parts(required=("words", "source"))
    return Fact(words_of(parts["words"]), _source(parts["source"], sources))


def _right(item: Item, categories: Mapping[str, object], sources: Mapping[str, Source]) -> Right:
    of_holders = ("categories", "documents") if categories else ()
    parts = item.parts(required=("area", "answer", "words", "source", *of_holders))
    return Right(
        area=parts["area"].one_of(AREAS, "unknown_area"),
        answer=parts["answer"].one_of(ANSWERS, "unknown_answer"),
        categories=tuple(one.one_of(categories, "unknown_category") for one in _listed(parts, "categories")),
        documents=tuple(one.text(DOCUMENT_TYPE, "bad_code") for one in _listed(parts, "documents")),
        words=words_of(parts["words"]),
        source=_source(parts["source"], sources),
    )


def _listed(parts: Mapping[str, Item], name: str) -> list[Item]:
    """The entries of a list, which may not be empty where it is asked for."""
    if name not in parts:
        return []
    listed = parts[name].items()
    if parts[name].is_list and not listed:
        parts[name].refuse("empty_list")
    return listed


def _source(item: Item, sources: Mapping[str, Source]) -> Source:
    """The source that is named; one that confirms nothing after a problem was reported."""
    return sources.get(item.one_of(sources, "unknown_source"), Source({}, "", "to_be_confirmed", None))
