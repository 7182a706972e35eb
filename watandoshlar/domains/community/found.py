"""What the search finds of the community. Contacts are not told, so that a consent can end without any index."""

from collections.abc import Iterator, Mapping

from django.conf import settings

from watandoshlar.capabilities.search.api import Entry
from watandoshlar.domains.community.queries import (
    consultations,
    events_ahead,
    events_past,
    opportunities,
    organisations,
)
from watandoshlar.domains.community.wording import said


def tell_organisations() -> Iterator[Entry]:
    """One page for each language in which the organisation has a name of its own; Cyrillic Uzbek follows by rule."""
    for organisation in organisations():
        route = ("public_site:organisation", (str(organisation.pk),))
        names = tuple(sorted(set(organisation.names.values())))
        for language in _languages(organisation.names):
            title, aims = said(organisation.names, language), _only(organisation.aims, language)
            yield Entry(
                kind="organisation",
                key=str(organisation.pk),
                language=language,
                title=title,
                summary=organisation.city,
                text=aims,
                route=route,
                also_called=names,
            )


def tell_events() -> Iterator[Entry]:
    for events in (events_ahead(), events_past()):
        for event in events:
            for language in _languages(event.titles):
                yield Entry(
                    kind="event",
                    key=f"community-{event.pk}",
                    language=language,
                    title=said(event.titles, language),
                    summary=event.place,
                    text=_only(event.texts, language),
                    route=("public_site:community_event", (str(event.pk),)),
                )


def tell_opportunities() -> Iterator[Entry]:
    """Those that are on today; one whose last day has passed is gone by the night."""
    for row in opportunities():
        for language in _languages(row.titles):
            yield Entry(
                kind="opportunity",
                key=str(row.pk),
                language=language,
                title=said(row.titles, language),
                summary=", ".join(filter(None, (row.offered_by, row.place))),
                text=" ".join(filter(None, (_only(row.texts, language), _only(row.eligibility, language)))),
                route=("public_site:opportunity", (str(row.pk),)),
            )


def tell_consultations() -> Iterator[Entry]:
    """The questions of the ministry and its replies; what people have answered is nobody's to find."""
    for row in consultations().select_related("reply"):
        reply = getattr(row, "reply", None)
        for language in _languages(row.titles):
            yield Entry(
                kind="consultation",
                key=str(row.pk),
                language=language,
                title=said(row.titles, language),
                summary=_only(row.texts, language),
                text=_only(reply.texts, language) if reply else "",
                route=("public_site:consultation", (str(row.pk),)),
            )


def _languages(texts: Mapping[str, str]) -> list[str]:
    derived = settings.DERIVED_LANGUAGES
    return [code for code, _name in settings.LANGUAGES if code in texts or derived.get(code) in texts]


def _only(texts: Mapping[str, str], language: str) -> str:
    """The text where it exists in the language: another one is not found under it."""
    shown = said(texts, language)
    return str(shown) if shown.language == language else ""
