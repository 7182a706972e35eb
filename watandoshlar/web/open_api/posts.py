"""Posts: where they are, when they are open, whom they serve, and what each does otherwise for which service."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from ninja import Field, Query, Router, Schema

from watandoshlar.capabilities.posts.api import (
    Post,
    all_overrides,
    all_posts,
    days_off_ahead,
    districts_of,
    errors,
    get_post,
    in_words,
    moment_at,
    office_calendar,
    post_name,
    posts_for,
    source_at,
    standing_of,
    tariff_in,
    today_at,
)
from watandoshlar.domains.catalogue.api import current_version, published_services
from watandoshlar.foundation import clock
from watandoshlar.foundation.calendars import WEEKDAYS
from watandoshlar.foundation.countries import country_name, region_name
from watandoshlar.web.open_api.parameters import (
    Asked,
    Country,
    Listing,
    Place,
    Slug,
    known_country,
    known_place,
)
from watandoshlar.web.open_api.texts import Listed, Source, Text, address, listed, page_address, source, text

router = Router(tags=["posts"])
# People do not choose the ministry: it considers what concerns the posts themselves.
NOT_CHOSEN = "ministry"
DAYS_AHEAD = 30
PARTS = ("opening", "hours", "weekend", "languages", "contact", "address", "phones", "place")


class Point(Schema):
    """Near the middle of the city, in degrees (WGS 84)."""

    north: float
    east: float


class PostCard(Schema):
    code: str
    kind: str = Field(description="embassy, consulate_general, consulate or mission")
    country: str
    country_name: Text
    city: Text
    zone: str = Field(description="A zone of the IANA database")
    point: Point | None
    stands_in: bool = Field(description="It serves the place that was asked for only in another's stead")
    url: str
    page: str


class Posts(Listed):
    items: list[PostCard]


class Standing(Schema):
    """Now, by the clock of the post; `until` is when that ends, null where it lies too far ahead."""

    is_open: bool
    until: datetime | None


class DayOff(Schema):
    """A day that differs from the week. `why`: host_holiday, uzbek_holiday, closed, opened, swapped."""

    day: str
    works: bool
    why: str
    name: Text | None
    is_estimated: bool


class Phone(Schema):
    number: str
    use: str = Field(description="reception, or duty: for emergencies")


class District(Schema):
    """A place that it serves; an empty region or service means all of them."""

    country: str
    country_name: Text
    region: str
    region_name: Text | None
    service: str
    stands_in: bool
    state: str


class Cited(Schema):
    """A part of what is said here, and who says so."""

    part: str
    source: Source


class Tariff(Schema):
    """`amount` is null while no source names it."""

    tariff: str
    amount: str | None
    currency: str
    source: Source | None


class PaperBesides(Schema):
    text: Text
    source: Source | None


class ServiceHere(Schema):
    """A service at this post. What is empty or null is as at every post."""

    slug: str
    title: Text
    differs: bool
    tariffs: list[Tariff]
    copies: int | None
    photo_mm: list[int] | None = Field(description="Width and height")
    hours: dict[str, list[str]] | None
    languages: list[str] | None
    papers_besides: list[PaperBesides]


class PostShown(PostCard):
    now: Standing
    hours: dict[str, list[str]]
    weekend: list[str]
    days_off: list[DayOff]
    languages: list[str]
    email: str
    phones: list[Phone]
    address: Text | None
    transport: Text | None
    districts: list[District]
    services: list[ServiceHere]
    sources: list[Cited]


class PostsAsked(Listing):
    country: Country | None = Field(None, description="Where they stand")
    serves: Place | None = Field(None, description="Whom they serve: first who is responsible, then who stands in")
    service: str | None = Field(
        None, pattern=r"^[a-z][a-z0-9-]*$", max_length=80, description="Which post serves a place may depend on it"
    )


@router.get("posts", summary=_("Posts, by country or by the place they serve"), response=Posts)
def list_posts(request: HttpRequest, asked: Query[PostsAsked]) -> dict[str, Any]:
    today = clock.today(clock.HOME_ZONE)
    service = current_version(asked.service).slug if asked.service else ""
    if asked.serves:
        found = posts_for(*known_place(asked.serves), service, today)
    else:
        found = [post for post in all_posts(today) if post.kind != NOT_CHOSEN]
    if asked.country:
        country = known_country(asked.country)
        found = [post for post in found if post.country == country]
    return listed(request, found, asked, _card)


@router.get(
    "posts/{code}",
    summary=_("A post: hours, days off, districts, services and what differs here"),
    response=PostShown,
    by_alias=True,
)
def get_one_post(request: HttpRequest, code: Slug, asked: Query[Asked]) -> dict[str, Any]:
    found = get_post(code)
    if found.kind == NOT_CHOSEN or not found.is_active(today_at(found)):
        raise errors.PostNotFound(post=code)
    return shown(found)


def _card(post: Post) -> dict[str, Any]:
    language = get_language()
    return {
        "code": post.code,
        "kind": post.kind,
        "country": post.country,
        "country_name": text(country_name(post.country, language)),
        "city": text(post_name(post, language)),
        "zone": post.zone,
        "point": {"north": post.point[0], "east": post.point[1]} if post.point else None,
        "stands_in": post.stands_in,
        "url": address(f"posts/{post.code}"),
        "page": page_address(f"posts/{post.code}/"),
    }


def shown(post: Post) -> dict[str, Any]:
    language, calendar = get_language(), office_calendar(post)
    now, place = standing_of(post, calendar), post.address
    return {
        **_card(post),
        "now": {"is_open": now.is_open, "until": now.until.astimezone(moment_at(post).tzinfo) if now.until else None},
        "hours": {day: post.hours[day] for day in WEEKDAYS if day in post.hours},
        "weekend": post.weekend,
        "days_off": [_day_off(day, why) for day, why in days_off_ahead(post, calendar, language, DAYS_AHEAD)],
        "languages": post.languages,
        "email": post.email,
        "phones": [{"number": one["number"], "use": one["for"]} for one in post.phones],
        "address": text(in_words(place["text"], language)) if place else None,
        "transport": text(in_words(place["transport"], language)) if "transport" in place else None,
        "districts": [_district(row, language) for row in districts_of(post, today_at(post))],
        "services": _services(post, language),
        "sources": [
            {"part": part, "source": source(source_at(post, post.cited[part], language))}
            for part in PARTS
            if post.cited.get(part) in post.sources
        ],
    }


def _day_off(day: Any, why: Any) -> dict[str, Any]:
    facts = why.facts
    named = {"text": facts["name"], "language": facts["language"]} if "name" in facts else None
    return {
        "day": day.isoformat(),
        "works": why.works,
        "why": why.code,
        "name": named or (text(facts["source"]) if facts.get("source") else None),
        "is_estimated": bool(facts.get("estimated")),
    }


def _district(row: Any, language: str) -> dict[str, Any]:
    return {
        "country": row.country,
        "country_name": text(country_name(row.country, language)),
        "region": row.region,
        "region_name": text(region_name(row.region, language)) if row.region else None,
        "service": row.service,
        "stands_in": row.stand_in,
        "state": row.state,
    }


def _services(post: Post, language: str) -> list[dict[str, Any]]:
    """Every service that one may apply for there, each with what this post does otherwise."""
    differing = all_overrides(post)
    offered = (one for one in published_services() if one.definition.register == "applications")
    return [
        {
            "slug": one.slug,
            "title": text(one.texts(language).title),
            "differs": one.slug in differing,
            **_differences(post, differing.get(one.slug, {}), language),
        }
        for one in offered
    ]


def _differences(post: Post, override: Mapping[str, Any], language: str) -> dict[str, Any]:
    photo = override.get("photo")
    tariffs = [(name, tariff_in(override, name, today_at(post))) for name in override.get("fees", {})]
    return {
        "tariffs": [
            {
                "tariff": name,
                "amount": row["amount"],
                "currency": row["currency"],
                "source": source(source_at(post, row.get("source", ""), language)),
            }
            for name, row in tariffs
            if row
        ],
        "copies": override["copies"]["number"] if "copies" in override else None,
        "photo_mm": [photo["width_mm"], photo["height_mm"]] if photo else None,
        "hours": override["hours"]["hours"] if "hours" in override else None,
        "languages": list(override["languages"]["languages"]) if "languages" in override else None,
        "papers_besides": [
            {
                "text": text(in_words(paper["text"], language)),
                "source": source(source_at(post, paper.get("source", ""), language)),
            }
            for paper in override.get("extra_evidence", ())
        ],
    }
