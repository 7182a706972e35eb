"""A post for whoever wants to go there: open or closed by two clocks, days off, where it is, and what machines read."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import (
    Post,
    days_off_ahead,
    emergency_in,
    in_words,
    moment_at,
    office_calendar,
    post_name,
    source_at,
    standing_of,
)
from watandoshlar.foundation.calendars import HOME, WEEKDAYS, DayExplained
from watandoshlar.foundation.countries import LocalName, country_name, language_name
from watandoshlar.foundation.scripts import latin_to_cyrillic, normalise_apostrophes, sort_key, spelled
from watandoshlar.web.presenting.posts import week_of

DAYS_OFF = 6
SHORT_DAYS = dict(zip(WEEKDAYS, ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
# What of a post's file is told with its source, in the order of the page.
PARTS = ("opening", "hours", "weekend", "languages", "contact", "address", "phones", "place")


def opening_shown(post: Post, zone: str, language: str) -> dict[str, Any]:
    """Whether the post is open now and until when, by its clock and by the reader's (`zone`, "" for none); its week,
    and the days on which it differs."""
    calendar = office_calendar(post)
    now = standing_of(post, calendar)
    here = moment_at(post)
    return {
        "is_open": now.is_open,
        "until": _by_clock(now.until, here.tzinfo),
        "is_today": bool(now.until) and now.until.astimezone(here.tzinfo).date() == here.date(),
        "now_there": here.replace(tzinfo=None),
        "until_here": _by_clock(now.until, ZoneInfo(zone)) if zone else None,
        "week": week_of(post, language),
        "days_off": [_day_off(day, why, language) for day, why in days_off_ahead(post, calendar, language, DAYS_OFF)],
    }


def _by_clock(moment: datetime | None, zone: Any) -> datetime | None:
    return moment.astimezone(zone).replace(tzinfo=None) if moment else None


def _day_off(day: Any, why: DayExplained, language: str) -> dict[str, Any]:
    facts = why.facts
    shown: dict[str, Any] = {"day": day, "works": why.works, "estimated": facts.get("estimated", False)}
    if why.code in ("host_holiday", "uzbek_holiday"):
        country = HOME if why.code == "uzbek_holiday" else str(facts["country"])
        return shown | {
            "name": _holiday_name(str(facts["name"]), str(facts["language"]), language),
            "country": country_name(country, language),
        }
    names = {"closed": _("Closed"), "opened": _("Open"), "swapped": _("Worked in exchange for another day off")}
    return shown | {"name": names[why.code], "why": facts.get("source", "")}


def _holiday_name(name: str, spoken: str, language: str) -> LocalName:
    """As the list of holidays has it; Cyrillic Uzbek follows from Latin, as everywhere."""
    if spoken != "uz":
        return LocalName(name, spoken)
    name = normalise_apostrophes(name)
    if language == "uz-cyrl":
        return LocalName(latin_to_cyrillic(name), language)
    return LocalName(spelled(name, "uz"), "uz")


def clocks(posts: Iterable[Post], language: str, chosen: str) -> list[dict[str, Any]]:
    """Places whose clock the reader may live by: the cities of our posts, one for each zone; another zone that the
    address names stands among them."""
    named = {post.zone: post_name(post, language) for post in posts}
    if chosen and chosen not in named:
        named[chosen] = LocalName(chosen.rpartition("/")[2].replace("_", " "), "en")
    ordered = sorted(named.items(), key=lambda one: sort_key(one[1], language))
    return [{"zone": zone, "name": name, "current": zone == chosen} for zone, name in ordered]


def zone_asked(written: str) -> str:
    """The zone, or "" for none and for one that does not exist."""
    return written if written in _zones() else ""


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def reached(post: Post, language: str) -> dict[str, Any]:
    """Where the post is and how one speaks to it; what no source names is empty."""
    address = post.address
    return {
        "address": in_words(address["text"], language) if address else "",
        "transport": in_words(address["transport"], language) if "transport" in address else "",
        "phones": [{**phone, "to_dial": phone["number"].replace(" ", "")} for phone in post.phones],
        "spoken": ", ".join(language_name(one, language) for one in post.languages),
        "emergency": emergency_in(post.country),
    }


def sources_shown(post: Post, language: str) -> list[dict[str, Any]]:
    """Each source of what the page says, once, with the parts that rest on it."""
    names = {
        "opening": _("Post"),
        "hours": _("Hours"),
        "weekend": _("Weekend"),
        "languages": _("Languages"),
        "contact": _("E-mail"),
        "address": _("Address"),
        "phones": _("Phones"),
        "place": _("Place"),
    }
    parts: dict[str, list[str]] = {}
    for part in PARTS:
        if part in post.cited:
            parts.setdefault(post.cited[part], []).append(names[part])
    return [{"parts": ", ".join(told), "source": source_at(post, key, language)} for key, told in parts.items()]


def described(post: Post, language: str) -> dict[str, Any]:
    """The post as schema.org describes an office of a government."""
    opened = [f"{SHORT_DAYS[day]} {span}" for day in WEEKDAYS if day in post.hours for span in post.hours[day]]
    content: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "GovernmentOffice",
        "name": f"{post.get_kind_display()}, {post_name(post, language)}",
        "url": settings.SITE_URL + reverse("public_site:post", args=[post.code]),
        "openingHours": opened,
        "address": {
            "@type": "PostalAddress",
            "addressLocality": post_name(post, language),
            "addressCountry": post.country,
        },
        "parentOrganization": {"@type": "GovernmentOrganization", "name": _("Ministry of Foreign Affairs")},
    }
    if post.address:
        content["address"]["streetAddress"] = in_words(post.address["text"], language)
    if post.phones:
        content["telephone"] = [phone["number"] for phone in post.phones]
    return content | ({"email": post.email} if post.email else {})
