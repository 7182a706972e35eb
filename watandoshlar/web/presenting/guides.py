"""Guides in words: topics, states of sources, links to their languages."""

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.guides.api import TOPICS, GuideCard, GuideText, PartShown
from watandoshlar.foundation.countries import country_name
from watandoshlar.foundation.scripts import SortKey, sort_key, spelled
from watandoshlar.web.presenting.rights import category_name

# From so many parts on a guide has a list of them.
LONG = 3

TOPIC_NAMES = {
    "trouble": _("In trouble"),
    "papers": _("Papers"),
    "family": _("Family and children"),
    "work": _("Work abroad"),
    "daily_life": _("Daily life in a new country"),
    "home_coming": _("Coming home"),
    "taking_part": _("Taking part from abroad"),
}


def by_topic(cards: Iterable[GuideCard]) -> list[dict]:
    """Cards under their topics; within a topic the general ones first, then by country."""
    found: dict[str, list[GuideCard]] = {topic: [] for topic in TOPICS}
    for card in cards:
        found[card.topic].append(card)
    return [
        {
            "topic": topic,
            "title": TOPIC_NAMES[topic],
            "cards": [_card(one) for one in sorted(listed, key=_place)],
        }
        for topic, listed in found.items()
        if listed
    ]


def _place(card: GuideCard) -> tuple[str, SortKey]:
    return card.country, sort_key(card.title, card.language)


def _card(card: GuideCard) -> dict:
    return {
        "url": reverse("public_site:guide", args=[card.slug]),
        "title": card.title,
        "summary": card.summary,
        "facts": [country_name(card.country, card.language)] if card.country else [],
    }


def kicker_of(guide: GuideText) -> str:
    """What the guide is about, and in which country."""
    topic = str(TOPIC_NAMES[guide.topic])
    return f"{topic} · {country_name(guide.country, guide.language)}" if guide.country else topic


def contents_of(parts: Iterable[PartShown]) -> list[dict]:
    """Links to the sections of a long guide; of a short one they would only be in the way."""
    listed = [{"id": part.id, "title": part.title} for part in parts]
    if len(listed) < LONG:
        return []
    return [*listed, {"id": "steps", "title": _("What to do")}]


def step_links(part: PartShown, language: str, guides: Mapping[str, str]) -> list[dict]:
    """Where a step leads besides a service: another guide, rights, the reader's post, emergency numbers."""
    rule = part.rule
    links = []
    if rule.guide in guides:
        links.append({"url": reverse("public_site:guide", args=[rule.guide]), "label": guides[rule.guide]})
    if rule.right:
        name = category_name(rule.right, language)
        links.append({"url": reverse("public_site:rights_of", args=[rule.right]), "label": name})
    if rule.post:
        links.append({"url": reverse("public_site:posts"), "label": _("Find your consular post")})
    if rule.emergency:
        links.append({"url": reverse("public_site:emergency"), "label": _("Emergency numbers")})
    return links


def language_links(slug: str, codes: Iterable[str]) -> list[dict]:
    """The guide in each of the languages."""
    links = []
    for code in codes:
        with translation.override(code):
            url = reverse("public_site:guide", args=[slug])
        label = spelled(settings.LANGUAGE_NAMES[code], code)
        links.append({"code": code, "label": label, "url": url, "absolute": settings.SITE_URL + url})
    return links


def linked_data(guide: GuideText, address: str) -> dict:
    """The guide as programs read it (schema.org)."""
    told = {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": guide.title,
        "description": guide.summary,
        "inLanguage": guide.language,
        "url": address,
        "dateModified": guide.changed_at.date().isoformat() if guide.changed_at else None,
        "citation": [source.url for source in guide.sources.values() if source.url],
    }
    return {name: value for name, value in told.items() if value}
