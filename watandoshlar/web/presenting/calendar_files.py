"""A visit, or an event of the community, as an iCalendar file (RFC 5545)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event

from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.appointments.api import Visit
from watandoshlar.domains.cases.api import Case, service_of
from watandoshlar.domains.community.api import CommunityEvent
from watandoshlar.domains.guides.api import EventTold
from watandoshlar.foundation import clock

A_DAY_BEFORE = timedelta(days=-1)


def calendar_file(case: Case, visit: Visit) -> HttpResponse:
    """The visit with its time zone. What it is for is not named: calendars are shared, and lie on other computers."""
    language, zone = get_language(), ZoneInfo(case.post.zone)
    place = post_name(case.post, language)
    address = f"{settings.SITE_URL}{reverse('portal:visit', args=[case.reference])}"
    summary = _("Visit to the post in %(place)s") % {"place": place}
    bring = str(service_of(case).texts(language).visit("bring"))
    event = Event()
    event.add("uid", f"{visit.pk}@watandoshlar")
    event.add("dtstamp", clock.now())
    event.add("dtstart", visit.span.lower.astimezone(zone))
    event.add("dtend", visit.span.upper.astimezone(zone))
    event.add("summary", summary, parameters={"LANGUAGE": language})
    event.add("location", str(place), parameters={"LANGUAGE": language})
    event.add("description", f"{case.reference}\n{bring}\n{address}", parameters={"LANGUAGE": language})
    event.add("url", address)
    event.add("class", "PRIVATE")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", A_DAY_BEFORE)
    alarm.add("description", summary)
    event.add_component(alarm)
    return _sent_as(case.reference, event)


def event_file(event: CommunityEvent, shown: Mapping[str, Any], address: str, language: str) -> HttpResponse:
    """An event that is open to everybody, in the zone where it takes place; `shown` are its words in the language."""
    entry = _open_to_all(f"community-{event.pk}", shown["starts_at"], shown["ends_at"], address)
    entry.add("summary", str(shown["title"]), parameters={"LANGUAGE": language})
    entry.add("location", event.place or event.online)
    entry.add("description", f"{shown['text']}\n{shown['organiser']}\n{address}", parameters={"LANGUAGE": language})
    return _sent_as(f"event-{event.pk}", entry)


def told_event_file(event: EventTold, address: str) -> HttpResponse:
    """An event of a post or the ministry. One that is cancelled is taken out of the calendars into which it was put."""
    spoken = {"LANGUAGE": event.language}
    entry = _open_to_all(f"event-{event.slug}", event.opens, event.closes, address)
    entry.add("summary", event.title, parameters=spoken)
    entry.add("location", ", ".join(filter(None, (event.place, event.street))), parameters=spoken)
    entry.add("description", f"{event.summary}\n{address}", parameters=spoken)
    entry.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    return _sent_as(f"event-{event.slug}", entry)


def _open_to_all(name: str, opens: datetime, closes: datetime, address: str) -> Event:
    entry = Event()
    entry.add("uid", f"{name}@watandoshlar")
    entry.add("dtstamp", clock.now())
    entry.add("dtstart", opens)
    entry.add("dtend", closes)
    entry.add("url", address)
    entry.add("class", "PUBLIC")
    return entry


def _sent_as(name: str, event: Event) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Watandoshlar//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(event)
    calendar.add_missing_timezones()
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response
