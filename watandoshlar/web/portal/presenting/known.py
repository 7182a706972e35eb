"""What is known already, as an offer that a button takes: with each value stands where it comes from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import Known, Person, access_known_facts
from watandoshlar.domains.cases.api import Offer, Origin, access_cases
from watandoshlar.domains.catalogue.api import (
    KINDS,
    KNOWN_FACTS,
    NAME_DOCUMENTS,
    Field,
    Texts,
    display,
    full_name,
    typed,
)
from watandoshlar.web.presenting.cases import listed_title

KNOWN, READ = "known", "read"
FACTS = {
    "birth_date": gettext_lazy("Date of birth"),
    "birth_place": gettext_lazy("Place of birth"),
    "passport_number": gettext_lazy("Number of the passport"),
    "passport_until": gettext_lazy("Passport valid until"),
    "pinfl": gettext_lazy("Personal number (PINFL)"),
    "address": gettext_lazy("Address"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
}


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
    titles = _titles(account, [offer.origin for offer in by_code.get(KNOWN, ())])
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


def facts_shown(account: Account, person: Person) -> dict:
    """What is known of a person for whom the account acts, in words; `name` is "" for the account holder."""
    known = access_known_facts(account, person.pk)
    name = known.pop("name", None)
    titles = _titles(account, known.values())
    return {
        "id": person.pk,
        "name": full_name(name.value) if name and person.relation != "myself" else "",
        "facts": [_fact_shown(known[code], titles) for code in FACTS if code in known],
    }


def _fact_shown(known: Known, titles: Mapping[str, str]) -> dict:
    kind = KINDS[KNOWN_FACTS[known.fact]]
    asked = Field(known.fact, kind.code)
    # None of these kinds has words of a service in its answers.
    value = ", ".join(kind.display(asked, known.value, get_language(), None))
    origin = _in_words(Origin(known.origin, known.reference, known.as_of), titles)
    return {"code": known.fact, "label": FACTS[known.fact], "value": value, "origin": origin}


def _titles(account: Account, origins: Iterable[Origin | Known]) -> dict[str, str]:
    """The services of the account's own earlier applications, by reference."""
    references = {origin.reference for origin in origins if origin.reference.startswith("WD-")}
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
