"""Published numbers: side by side with who said them, as we said them on a day, and all that we ever said."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from watandoshlar.capabilities.posts.api import in_words
from watandoshlar.foundation.countries import country_name
from watandoshlar.insight.statements.api import Statement, Subject, by_place, get_subject, holding_on, span, subjects
from watandoshlar.web.open_api.parameters import Country, Day, Listing, Slug, day_said, known_country
from watandoshlar.web.open_api.texts import (
    Listed,
    Source,
    Text,
    address,
    listed,
    page_address,
    source_of_file,
    text,
    text_or_none,
)

router = Router(tags=["statements"])


class SubjectCard(Schema):
    """A question that the numbers answer."""

    subject: str
    title: Text
    about: Text
    url: str
    record: str = Field(description="All that we ever said of it")
    page: str


class Subjects(Listed):
    items: list[SubjectCard]


class Measure(Schema):
    """What is counted. Numbers of two measures cannot be compared."""

    id: str
    definition: Text
    unit: str


class Said(Schema):
    """A number with who said it. `as_of` is the day, month or year of which it speaks, null where its source names
    none; `said_on` the day on which we said it; `approved_by` is null while nobody answers for it; `supersedes` names
    the statement whose place it took, and `reason` why, where it was not just a newer number."""

    id: str
    country: str
    measure: str
    value: str = Field(description="Exact, in decimal digits")
    precision: str = Field(description="exact, about or at_least")
    as_of: str | None
    said_on: str
    source: Source
    approved_by: Text | None
    supersedes: str | None
    reason: Text | None


class PlaceShown(Schema):
    """What the sources say of a country, side by side. They count differently: never add them up."""

    country: str
    name: Text
    least: str
    most: str
    statements: list[Said]


class SubjectShown(SubjectCard, Listed):
    on: str = Field(description="The day on which we said all this")
    measures: list[Measure]
    items: list[PlaceShown]


class Record(SubjectCard, Listed):
    measures: list[Measure]
    items: list[Said]


class StatementsAsked(Listing):
    on: Day | None = Field(None, description="What we said on this day; without it, today in Tashkent")
    country: Country | None = None


@router.get("statements", summary=_("What there are published numbers about"), response=Subjects)
def list_subjects(request: HttpRequest, asked: Query[Listing]) -> dict[str, Any]:
    found = list(subjects().values())
    return listed(request, found, asked, _card)


@router.get("statements/{slug}", summary=_("What we said on a day, sources side by side"), response=SubjectShown)
def get_statements(request: HttpRequest, slug: Slug, asked: Query[StatementsAsked]) -> dict[str, Any]:
    """The places with the largest number first."""
    subject, day = get_subject(slug), day_said(asked.on)
    places = list(by_place(_about(holding_on(subject, day), asked.country)).items())
    return {
        **_card(subject),
        **listed(request, places, asked, lambda found: _place(subject, *found)),
        "on": day.isoformat(),
        "measures": _measures(subject),
    }


@router.get("statements/{slug}/record", summary=_("Everything that we ever said"), response=Record)
def get_record(request: HttpRequest, slug: Slug, asked: Query[Listing]) -> dict[str, Any]:
    """Every statement that was ever made, the superseded ones too, in the order in which they were made."""
    subject = get_subject(slug)
    return {
        **_card(subject),
        **listed(request, subject.statements, asked, lambda one: _said(subject, one)),
        "measures": _measures(subject),
    }


def _about(statements: Iterable[Statement], country: str | None) -> list[Statement]:
    if country is None:
        return list(statements)
    place = known_country(country)
    return [one for one in statements if one.place == place]


def _card(subject: Subject) -> dict[str, Any]:
    language = get_language()
    return {
        "subject": subject.code,
        "title": text(in_words(subject.title, language)),
        "about": text(in_words(subject.about, language)),
        "url": address(f"statements/{subject.code}"),
        "record": address(f"statements/{subject.code}/record"),
        "page": page_address(f"figures/{subject.code}/"),
    }


def _measures(subject: Subject) -> list[dict[str, Any]]:
    language = get_language()
    return [
        {"id": name, "definition": text(in_words(one.words, language)), "unit": one.unit}
        for name, one in subject.measures.items()
    ]


def _place(subject: Subject, place: str, said: list[Statement]) -> dict[str, Any]:
    least, most = span(said)
    return {
        "country": place,
        "name": text(country_name(place, get_language())),
        "least": str(least),
        "most": str(most),
        "statements": [_said(subject, one) for one in said],
    }


def _said(subject: Subject, one: Statement) -> dict[str, Any]:
    language, found = get_language(), subject.source_of(one)
    return {
        "id": one.id,
        "country": one.place,
        "measure": one.measure,
        "value": str(one.value),
        "precision": one.precision,
        "as_of": one.as_of,
        "said_on": one.said_on.isoformat(),
        "source": source_of_file(found),
        "approved_by": text_or_none(in_words(one.approved_by, language) if one.approved_by else ""),
        "supersedes": one.supersedes or None,
        "reason": text_or_none(in_words(one.reason, language) if one.reason else ""),
    }
