"""Rights in plain words: what the holder of a document may do, each with its source and how sure it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.posts.api import in_words
from watandoshlar.domains.certificates.api import Fact, Right, Scheme, own_scheme, rights_of
from watandoshlar.foundation.countries import LocalName, country_name

AREAS = {
    "entry": _("Entering the country"),
    "stay": _("Staying"),
    "registration": _("Registration of the place of stay"),
    "visa_fee": _("Fee for the visa"),
    "work": _("Work"),
    "business": _("Business"),
    "property": _("Buying a home"),
    "land": _("Land"),
    "study": _("Study"),
    "health": _("Medical care"),
    "services": _("Public services"),
    "money": _("Banks and the economy"),
    "vote": _("Voting and public office"),
}
READERS = {
    "border": _("At the border"),
    "registration": _("At registration"),
    "employer": _("For an employer"),
    "university": _("For a university"),
    "clinic": _("For a clinic"),
    "notary": _("For a notary"),
    "office": _("At a public office"),
}
FACTS = {
    "eligible": _("Who may have it"),
    "excluded": _("Who may not"),
    "validity": _("How long it holds"),
    "procedure": _("How one gets it"),
    "issued": _("How many there are"),
}
# Beside a right that no source confirms, wherever it is read.
UNSURE = _("to be confirmed by the ministry")
ANSWERS = {"yes": (_("Yes"), "good"), "partly": (_("In part"), "waiting"), "no": (_("No"), "bad")}


@dataclass(frozen=True)
class SourceShown:
    """A source as `web/parts/source.html` shows it."""

    name: LocalName
    url: str
    state: str
    as_of: Any
    review_by: date | None = None


def said(entry: Fact | Right, language: str) -> dict:
    """The words of an entry and its source; of a right also its area and its answer in words."""
    shown: dict[str, Any] = {
        "words": in_words(entry.words, language),
        "source": SourceShown(
            in_words(entry.source.title, language),
            entry.source.url,
            entry.source.state,
            entry.source.as_of,
            entry.source.review_by,
        ),
    }
    if isinstance(entry, Right):
        answer, tone = ANSWERS[entry.answer]
        shown |= {"area": AREAS[entry.area], "code": entry.area, "answer": answer, "tone": tone}
    return shown


def rights_shown(rights: Iterable[Right], language: str) -> list[dict]:
    return [said(right, language) for right in rights]


def category_name(category: str, language: str) -> LocalName | None:
    """What a holder of this category is called; None where our scheme knows no such category."""
    names = own_scheme().categories.get(category)
    return in_words(names, language) if names else None


def scheme_shown(scheme: Scheme, language: str) -> dict:
    return {"title": in_words(scheme.title, language), "country": country_name(scheme.country, language)}


def rights_for_readers(language: str) -> dict[str, list[str]]:
    """Every set of rights that a document can carry, as plain sentences by "document type/category": for a check that
    has no network. What is not confirmed says so itself."""
    found = {}
    for document, category in sorted(carried_by(own_scheme())):
        found[f"{document}/{category}"] = [
            str(words) if right.source.state == "confirmed" else f"{words} ({UNSURE})"
            for right in rights_of(document, category)
            for words in (in_words(right.words, language),)
        ]
    return found


def carried_by(scheme: Scheme) -> set[tuple[str, str]]:
    """Each kind of document with each category of holder that it gives rights to."""
    return {pair for right in scheme.rights for pair in product(right.documents, right.categories)}
