"""Which example of which service is walked in which language, with and without JavaScript."""

import os
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from watandoshlar.domains.catalogue.api import read_folder

LANGUAGES = ("uz", "uz-cyrl", "ru", "en")
# One right-to-left; its texts are not complete.
ARABIC = {"uz-arab": ("newborn-with-the-maternity-record",)}
# In a real browser too every page of these is filled in in every language. Of the others forms filled in over HTTP show
# that (`fillings`), and tests/journeys/test_every_page.py opens each page in every language.
PAGE_BY_PAGE = ("consular-registration", "child-return-certificate")
# `make test TESTS=tests/journeys LANGUAGES=all` walks every example in every language, both ways.
EVERY_LANGUAGE = os.environ.get("LANGUAGES") == "all"


# Service and page.
Page = tuple[str, str]


@dataclass(frozen=True)
class Branch:
    """An example as a way through a service."""

    slug: str
    name: str
    raw: Mapping[str, Any] = field(hash=False, compare=False)

    @property
    def pages(self) -> list[Page]:
        return [(self.slug, page) for page in self.raw["expects"]["pages"]]

    @property
    def whole(self) -> Page:
        """Stands for the service, whatever the page."""
        return self.slug, ""

    @property
    def kinds(self) -> dict[Page, set[str]]:
        """The kinds of field that are filled in, page by page."""
        given = {name for typed in self.raw["answers"].values() for name in typed} | set(self.raw.get("files") or ())
        asked = {page["id"]: page["fields"] for page in FOLDERS[self.slug].definition["pages"]}
        return {page: {field["kind"] for field in asked[page[1]] if field["id"] in given} for page in self.pages}


@dataclass(frozen=True)
class Walk:
    branch: Branch
    language: str
    runs_scripts: bool

    @property
    def shows(self) -> set[tuple[Page, str | bool]]:
        """Its pages, each in its language and with or without scripts."""
        pages = (*self.branch.pages, self.branch.whole)
        return {(page, seen) for page in pages for seen in (self.language, self.runs_scripts)}


FOLDERS = {
    folder.name: read_folder(folder)
    for folder in sorted(settings.SERVICES_DIRECTORY.iterdir())
    if (folder / "definition.yaml").exists()
}
BRANCHES = [
    Branch(slug, name, raw) for slug, folder in FOLDERS.items() for name, raw in sorted(folder.examples.items())
]
PAGES = {(slug, page["id"]) for slug, folder in FOLDERS.items() for page in folder.definition["pages"]}


def covering(slug: str) -> dict[Branch, list[Page]]:
    """Few examples that between them show every page and every kind of field of the service, each with those of its
    pages that show something new."""
    found: dict[Branch, list[Page]] = {}
    shown: set[object] = set()
    mine = [branch for branch in BRANCHES if branch.slug == slug]
    while True:
        news = {branch: {page: {page, *kinds} - shown for page, kinds in branch.kinds.items()} for branch in mine}
        best = max(mine, key=lambda branch: len(set().union(*news[branch].values())))
        if not any(news[best].values()):
            return found
        found[best] = [page for page, new in news[best].items() if new]
        shown.update(*news[best].values())


def walks() -> list[Walk]:
    """Few enough not to take long: every page of every service, with scripts and without, every service in every
    language, and of some every page. Which pages are rare decides first."""
    if EVERY_LANGUAGE:
        return [Walk(branch, language, way) for branch in BRANCHES for language in LANGUAGES for way in (False, True)]
    often = Counter(page for branch in BRANCHES for page in (*branch.pages, branch.whole))
    unseen = {(page, way) for page in PAGES for way in (False, True)}
    unseen |= {((slug, ""), language) for slug in FOLDERS for language in LANGUAGES}
    unseen |= {(page, language) for page in PAGES if page[0] in PAGE_BY_PAGE for language in LANGUAGES}
    found: list[Walk] = []
    while unseen:
        page, _seen = min(unseen, key=lambda each: (often[each[0]], str(each)))
        through = [branch for branch in BRANCHES if page in (*branch.pages, branch.whole)]
        ways = [Walk(branch, language, way) for branch in through for language in LANGUAGES for way in (False, True)]
        found.append(max((each for each in ways if each not in found), key=lambda each: len(each.shows & unseen)))
        unseen.difference_update(found[-1].shows)
    arabic = [branch for branch in BRANCHES for names in ARABIC.values() if branch.name in names]
    return [*found, *(Walk(branch, language, True) for branch in arabic for language in ARABIC)]


def fillings() -> list[tuple[Branch, str]]:
    """Every example in a language, and some in more: every page of every service in every language. By language."""
    often = Counter(page for branch in BRANCHES for page in branch.pages)
    unseen = {(page, language) for page in PAGES for language in LANGUAGES}
    spoken: Counter[str] = Counter()
    found = []
    for branch in sorted(BRANCHES, key=lambda each: min(often[page] for page in each.pages)):
        news = {language: {(page, language) for page in branch.pages} & unseen for language in LANGUAGES}
        language = max(LANGUAGES, key=lambda each: (len(news[each]), -spoken[each]))
        found.append((branch, language))
        spoken[language] += 1
        unseen -= news[language]
    while unseen:
        _page, language = min(unseen)
        best, news = max(
            ((branch, {(page, language) for page in branch.pages} & unseen) for branch in BRANCHES),
            key=lambda each: len(each[1]),
        )
        found.append((best, language))
        unseen -= news
    return sorted(found, key=lambda each: LANGUAGES.index(each[1]))


WALKS = walks()
FILLINGS = fillings()
