"""Letters to editors: what waits, comes back or did not come in time, which sources somebody has to look at again."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message, register_resolver, show_day
from watandoshlar.domains.guides.models import Source

MESSAGES = (
    Message(
        code="text_waits",
        subject=_("A text waits for your agreement: %(text)s"),
        text=_(
            "Another editor has written a text and asks for agreement.\n\n"
            "Text: %(text)s\n\n"
            "Read it and agree, or ask for changes:\n%(editing_url)s"
        ),
        facts=("text", "page", "number"),
    ),
    Message(
        code="text_back",
        subject=_("Changes are asked for in your text: %(text)s"),
        text=_(
            "Another editor has read your text and asks for changes.\n\n"
            "Text: %(text)s\n\n"
            "See what is asked for:\n%(editing_url)s"
        ),
        facts=("text", "page", "number"),
    ),
    Message(
        code="text_failed",
        subject=_("A text could not come or go at its time: %(text)s"),
        text=_(
            "The time chosen for this text has come, and the platform could not publish it or take it off. It tries "
            "again every minute; other texts do not wait for it.\n\n"
            "Text: %(text)s\n\n"
            "See what stands in its way, for example whether its address is taken, and submit it again:\n"
            "%(editing_url)s"
        ),
        facts=("text", "page", "number"),
    ),
    Message(
        code="source_due",
        subject=_("Look at a source again by %(review_day)s"),
        text=_(
            "Somebody has to look at this source again by %(review_day)s, and say as of which day it is right.\n\n"
            "Source: %(source_name)s\n\n"
            "Open it:\n%(source_url)s"
        ),
        facts=("source", "guide", "review_by"),
    ),
    Message(
        code="source_over",
        subject=_("The review day of a source has passed: %(review_day)s"),
        text=_(
            "Readers now see a notice above the guide, and 60 days after the day the guide goes off.\n\n"
            "Source: %(source_name)s\n\n"
            "Open it:\n%(source_url)s"
        ),
        facts=("source", "guide", "review_by"),
    ),
    Message(
        code="source_off",
        subject=_("A guide is off, because nobody looked at its source"),
        text=_(
            "The guide is shown again when somebody has looked at the source and another editor has agreed.\n\n"
            "Source: %(source_name)s\n\n"
            "Open it:\n%(source_url)s"
        ),
        facts=("source", "guide", "review_by"),
    ),
    Message(
        code="sources_due",
        subject=_("Look at sources again by %(review_day)s: %(place)s"),
        text=_(
            "Somebody has to look at what this rests on by %(review_day)s, and write as of which day it is right.\n\n"
            "In the folder of content: %(place)s"
        ),
        facts=("place", "review_by"),
    ),
    Message(
        code="sources_over",
        subject=_("The review day of sources has passed: %(place)s"),
        text=_(
            "The review day was %(review_day)s. Readers now see a notice on the page, which stays.\n\n"
            "In the folder of content: %(place)s"
        ),
        facts=("place", "review_by"),
    ),
)


def _editing_url(facts: dict, language: str) -> str:
    if facts["page"]:
        return f"{settings.SITE_URL}/{language}/editing/pages/{facts['number']}/edit/"
    kind = "glossaryterm" if facts["text"].startswith("glossary/") else "source"
    return f"{settings.SITE_URL}/{language}/editing/snippets/guides/{kind}/edit/{facts['number']}/"


def _source_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/editing/snippets/guides/source/edit/{facts['source']}/"


def _source_name(facts: dict, language: str) -> str:
    return str(Source.objects.get(pk=facts["source"]))


RESOLVERS = {
    "editing_url": _editing_url,
    "review_day": show_day("review_by"),
    "source_name": _source_name,
    "source_url": _source_url,
}


def register() -> None:
    for placeholder, resolver in RESOLVERS.items():
        register_resolver(placeholder, resolver)
    for message in MESSAGES:
        register_message(message)
