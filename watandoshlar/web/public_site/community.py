"""The community for whoever reads: organisations, events, opportunities at home, consultations and their replies."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.domains.community.api import (
    access_published_contact,
    consultations,
    countries_of_organisations,
    events_ahead,
    events_past,
    get_consultation,
    get_event,
    get_opportunity,
    get_organisation,
    opportunities,
    organisations,
    states,
)
from watandoshlar.foundation.countries import country_name, is_country
from watandoshlar.foundation.scripts import sort_key
from watandoshlar.web.presenting import community as presenting
from watandoshlar.web.presenting.calendar_files import event_file

ROWS, FEW = 30, 6
TO_DIAL = "+0123456789"
# Where an opportunity leads to, by what the room knows as its links.
LINKS = {
    "service": ("public_site:service", gettext_lazy("The service that you need for it")),
    "guide": ("public_site:guide", gettext_lazy("The guide that explains it")),
    "right": ("public_site:rights_of", gettext_lazy("The rights of the compatriot's card that help with it")),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Where everything of the community begins: by country and by topic, what is ahead, what is asked."""
    language = get_language()
    listed = reverse("public_site:organisations")
    by_country = [
        (f"{listed}?country={code}", country_name(code, language), number)
        for code, number in countries_of_organisations()
    ]
    context = {
        "section": "community",
        "countries": sorted(by_country, key=lambda row: sort_key(row[1], language)),
        "topics": [(f"{listed}?topic={code}", label) for code, label in states.TOPICS.items()],
        "events": [presenting.event_shown(row, language) for row in events_ahead()[:FEW]],
        "opportunities": [presenting.opportunity_shown(row, language) for row in opportunities()[:FEW]],
        "consultations": [presenting.consultation_shown(row, language) for row in consultations()[:FEW]],
    }
    return render(request, "public_site/community.html", context)


@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """The register, or those of a country or about a topic (`?country=KR`, `?topic=language`)."""
    language = get_language()
    country, topic = request.GET.get("country", ""), request.GET.get("topic", "")
    if (country and not is_country(country)) or (topic and topic not in states.TOPICS):
        raise Http404
    page = Paginator(organisations(country, topic), ROWS).get_page(request.GET.get("page"))
    chosen = [country_name(country, language)] if country else []
    chosen += [states.TOPICS[topic]] if topic else []
    query = "".join(f"{name}={value}&" for name, value in (("country", country), ("topic", topic)) if value)
    context = {
        "section": "community",
        "organisations": [presenting.organisation_shown(row, language) for row in page],
        "chosen": chosen,
        "page_of": page,
        "query": query,
    }
    return render(request, "public_site/organisations.html", context)


@require_safe
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """One organisation of the register; its contact only while the person agrees."""
    language, row = get_language(), get_organisation(pk)
    contact = access_published_contact(row)
    shown = presenting.organisation_shown(row, language)
    context = {
        "section": "community",
        "organisation": shown,
        "contact": contact,
        "to_dial": "".join(sign for sign in contact.phone if sign in TO_DIAL) if contact else "",
        "events": [presenting.event_shown(event, language) for event in events_ahead(row)[:FEW]],
        "linked": _linked(
            {
                "@type": "Organization",
                "name": shown["title"],
                "alternateName": sorted(set(row.names.values()) - {shown["title"]}),
                "url": settings.SITE_URL + request.path,
                "sameAs": [row.website] if row.website else [],
                "foundingDate": str(row.founded) if row.founded else None,
                "location": {
                    "@type": "Place",
                    "address": {"@type": "PostalAddress", "addressLocality": row.city, "addressCountry": row.country},
                },
            }
        ),
    }
    return render(request, "public_site/organisation.html", context)


@require_safe
def event_list(request: HttpRequest) -> HttpResponse:
    """What is ahead; with `?past=1` what has been."""
    language, past = get_language(), request.GET.get("past") == "1"
    page = Paginator(events_past() if past else events_ahead(), ROWS).get_page(request.GET.get("page"))
    address = reverse("public_site:community_events")
    tabs = [
        {"url": address, "label": _("Ahead"), "current": not past, "count": None},
        {"url": f"{address}?past=1", "label": _("Archive"), "current": past, "count": None},
    ]
    context = {
        "section": "community",
        "events": [presenting.event_shown(row, language) for row in page],
        "tabs": tabs,
        "page_of": page,
        "query": "past=1&" if past else "",
    }
    return render(request, "public_site/community_events.html", context)


@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    language, row = get_language(), get_event(pk)
    shown = presenting.event_shown(row, language)
    places = [{"@type": "Place", "name": row.place, "address": row.place}] if row.place else []
    places += [{"@type": "VirtualLocation", "url": row.online}] if row.online else []
    context = {
        "section": "community",
        "event": shown,
        "linked": _linked(
            {
                "@type": "Event",
                "name": shown["title"],
                "description": shown["text"],
                "startDate": shown["starts_at"].isoformat(),
                "endDate": shown["ends_at"].isoformat(),
                "eventStatus": "https://schema.org/EventScheduled",
                "location": places,
                "organizer": {"@type": "Organization", "name": shown["organiser"]},
                "url": settings.SITE_URL + request.path,
            }
        ),
    }
    return render(request, "public_site/community_event.html", context)


@require_safe
def event_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """The event for calendars, in the language of the page and the zone where it takes place."""
    row, language = get_event(pk), get_language()
    address = settings.SITE_URL + reverse("public_site:community_event", args=[pk])
    return event_file(row, presenting.event_shown(row, language), address, language)


@require_safe
def opportunity_list(request: HttpRequest) -> HttpResponse:
    """What is on today, or of one kind (`?kind=study`)."""
    language, kind = get_language(), request.GET.get("kind", "")
    if kind and kind not in states.OPPORTUNITIES:
        raise Http404
    page = Paginator(opportunities(kind), ROWS).get_page(request.GET.get("page"))
    address = reverse("public_site:opportunities")
    tabs = [{"url": address, "label": _("Everything"), "current": not kind, "count": None}]
    tabs += [
        {"url": f"{address}?kind={code}", "label": label, "current": code == kind, "count": None}
        for code, label in states.OPPORTUNITIES.items()
    ]
    context = {
        "section": "community",
        "opportunities": [presenting.opportunity_shown(row, language) for row in page],
        "tabs": tabs,
        "page_of": page,
        "query": f"kind={kind}&" if kind else "",
    }
    return render(request, "public_site/opportunities.html", context)


@require_safe
def opportunity(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_opportunity(pk)
    shown = presenting.opportunity_shown(row, get_language())
    links = [(reverse(LINKS[name][0], args=[key]), LINKS[name][1]) for name, key in row.links.items()]
    context = {"section": "community", "opportunity": shown, "links": links}
    return render(request, "public_site/opportunity.html", context)


@require_safe
def consultation_list(request: HttpRequest) -> HttpResponse:
    language = get_language()
    page = Paginator(consultations(), ROWS).get_page(request.GET.get("page"))
    context = {
        "section": "community",
        "consultations": [presenting.consultation_shown(row, language) for row in page],
        "page_of": page,
    }
    return render(request, "public_site/consultations.html", context)


@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """A question of the ministry, until when one can answer, and what came of it. No answer is shown to anybody."""
    language, row = get_language(), get_consultation(pk)
    context = {
        "section": "community",
        "consultation": presenting.consultation_shown(row, language),
        "reply": presenting.reply_shown(row, language),
    }
    return render(request, "public_site/consultation.html", context)


def _linked(facts: dict[str, object]) -> dict[str, object]:
    """What the page says, for machines (schema.org)."""
    known = {name: value for name, value in facts.items() if value not in (None, "", [])}
    return {"@context": "https://schema.org", **known}
