"""What is known already, as an offer that a button takes: with each value stands where it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.cases.api import Offer, Origin, access_cases
from watandoshlar.domains.catalogue.api import NAME_DOCUMENTS, Texts, display, typed
from watandoshlar.web.presenting.cases import listed_title

KNOWN, READ = "known", "read"


@dataclass(frozen=True)
class Offered:
    """One button with what it puts into the form: `rows` are question, value and origin in words; `typed` the HTML
    names with their values; `origins` the origin by field id."""

    code: str
    rows: Sequence[Mapping[str, object]]
    typed: Mapping[str, Sequence[str]]
    origins: Mapping[str, str]

    @property
    def is_read(self) -> bool:
        """Whether a machine has read it off a picture of this application."""
        return self.code == READ


def offered(account: Account, offers: Iterable[Offer], texts: Texts) -> list[Offered]:
    """What is known from before, and what was read off a picture: a button for each, if there is anything."""
    by_code: dict[str, list[Offer]] = {}
    for offer in offers:
        of_code = by_code.setdefault(READ if offer.is_read else KNOWN, [])
        # One question takes one answer: of two pictures the first one counts.
        if offer.field.id not in {one.field.id for one in of_code}:
            of_code.append(offer)
    titles = _titles(account, by_code.get(KNOWN, ()))
    return [_offered(code, by_code[code], texts, titles) for code in (READ, KNOWN) if code in by_code]


def _offered(code: str, offers: Sequence[Offer], texts: Texts, titles: Mapping[str, str]) -> Offered:
    language = get_language()
    rows, html, origins = [], {}, {}
    for offer in offers:
        origins[offer.field.id] = _in_words(offer.origin, titles)
        label = texts.field(offer.field.id)
        value = ", ".join(display(offer.field, offer.value, language, label))
        rows.append({"label": label.label, "value": value, "origin": origins[offer.field.id]})
        html |= typed(offer.field, offer.value)
    return Offered(code, rows, html, origins)


def _titles(account: Account, offers: Iterable[Offer]) -> dict[str, str]:
    """The services of the account's own earlier applications, by reference."""
    references = {offer.origin.reference for offer in offers if offer.origin.kind in ("case", "picture")}
    cases = access_cases(account).filter(reference__in=references) if references else ()
    return {case.reference: str(listed_title(case)) for case in cases}


def _in_words(origin: Origin, titles: Mapping[str, str]) -> str:
    if origin.kind == "upload":
        return _("read from the picture you have added")
    day = date_format(origin.as_of)
    if origin.kind == "document":
        paper = NAME_DOCUMENTS.get(origin.reference, origin.reference)
        return _("as you wrote it on %(day)s, document: %(paper)s") % {"day": day, "paper": paper}
    if title := titles.get(origin.reference):
        return _("from your application “%(service)s”, approved on %(day)s") % {"service": title, "day": day}
    return _("from an application approved on %(day)s") % {"day": day}
