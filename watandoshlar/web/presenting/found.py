"""Pages that the search has found, as they are shown."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from watandoshlar.capabilities.search.api import Match, Reason, marked_parts
from watandoshlar.foundation.countries import LocalName
from watandoshlar.foundation.scripts import spelled

KINDS = {
    "service": _("Service"),
    "guide": _("Guide"),
    "post": _("Consular post"),
    "news": _("News"),
    "event": _("Event"),
    "organisation": _("Organisation"),
    "opportunity": _("Opportunity"),
    "consultation": _("Consultation"),
    "right": _("Right"),
    "page": _("Page"),
}
MANY = {
    "service": _("Services"),
    "guide": _("Guides"),
    "post": _("Consular posts"),
    "news": _("News"),
    "event": _("Events"),
    "organisation": _("Organisations"),
    "opportunity": _("Opportunities"),
    "consultation": _("Consultations"),
    "right": _("Rights"),
    "page": _("Pages"),
}
WHY = {
    "same_words": _("Has your words"),
    "other_spelling": _("The same in another spelling"),
    "word_form": _("Another form of the word"),
    "begins_so": _("A word begins so"),
    "close_spelling": _("Spelt nearly so"),
}


@dataclass(frozen=True)
class Part:
    """A piece of a text; `marked` if it answers the query."""

    text: str
    marked: bool


def match_shown(match: Match, language: str) -> dict:
    """A page with its address, its words in pieces, and why it was found. A page that does not exist in the language is
    shown, and opened, in the one that it exists in, and says so."""
    name, arguments = match.route
    with override(match.language):
        url = reverse(name, args=arguments)
    return {
        "url": url,
        "kind": KINDS[match.kind],
        "title": [Part(*part) for part in marked_parts(match.title, match.marks)],
        "summary": [Part(*part) for part in marked_parts(match.summary, match.marks)],
        # Carries the language of the words for `language_of`.
        "words": LocalName(match.title, match.language),
        "in_language": language_name(match.language) if match.language != language else None,
        "why": [_reason(reason, language) for reason in match.why],
    }


def _reason(reason: Reason, language: str) -> dict:
    return {
        "sentence": WHY[reason.code],
        "words": ", ".join(reason.words),
        "found": ", ".join(reason.found),
        "in_language": language_name(reason.language) if reason.language != language else None,
    }


def language_name(code: str) -> LocalName:
    """What a language calls itself."""
    return LocalName(spelled(settings.LANGUAGE_NAMES[code], code), code)
