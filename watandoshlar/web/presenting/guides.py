"""Guides in words: topics, states of sources, links to their languages."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from watandoshlar.domains.guides.api import TOPICS, GuideCard, GuideText
from watandoshlar.foundation.countries import country_name
from watandoshlar.foundation.scripts import spelled

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
            "cards": [_card(one) for one in sorted(listed, key=lambda one: (one.country, one.title))],
        }
        for topic, listed in found.items()
        if listed
    ]


def _card(card: GuideCard) -> dict:
    return {
        "url": reverse("public_site:guide", args=[card.slug]),
        "title": card.title,
        "summary": card.summary,
        "facts": [country_name(card.country, card.language)] if card.country else [],
    }


def guide_shown(guide: GuideText) -> dict:
    return {
        "guide": guide,
        "topic_name": TOPIC_NAMES[guide.topic],
        "languages_of_guide": language_links(guide.slug, guide.languages),
    }


def language_links(slug: str, codes: Iterable[str]) -> list[dict]:
    links = []
    for code in codes:
        with translation.override(code):
            url = reverse("public_site:guide", args=[slug])
        links.append({"code": code, "label": spelled(settings.LANGUAGE_NAMES[code], code), "url": url})
    return links
