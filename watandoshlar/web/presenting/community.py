"""Organisations, events, opportunities and consultations as people read them, and the forms that write them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy, pgettext
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import Post, all_posts
from watandoshlar.domains.community.api import (
    EXPIRES_SOON,
    CommunityEvent,
    Consultation,
    Contact,
    EventFacts,
    Opportunity,
    Organisation,
    OrganisationFacts,
    days_of,
    ends_soon,
    is_promise_late,
    phase,
    said,
    shown_count,
    shown_counts,
    shown_share,
    states,
    today,
)
from watandoshlar.foundation.countries import countries, country_name, language_name, region_name, regions
from watandoshlar.web.presenting.forms import RefusedStep, StepForm

LANGUAGES_OF_TEXTS = {"uz": gettext_lazy("Uzbek"), "ru": gettext_lazy("Russian"), "en": gettext_lazy("English")}
SPOKEN = ("uz", "ru", "en", "kaa", "tg", "kk", "ky", "tk", "tr", "ko", "de", "ar", "zh", "ja", "fr", "es", "pl")
PHASES = {
    "hidden": (gettext_lazy("Not published"), ""),
    "ahead": (gettext_lazy("Opens soon"), "waiting"),
    "open": (gettext_lazy("Open for answers"), "active"),
    "closed": (gettext_lazy("Closed; the reply is being written"), "waiting"),
    "late": (gettext_lazy("The reply is late"), "bad"),
    "replied": (gettext_lazy("Replied"), "good"),
}
REASONS = {
    "organisation": {**states.REFUSALS_OF_ORGANISATION, **states.SUSPENSIONS},
    "event": states.REFUSALS_OF_EVENT,
    "opportunity": states.REFUSALS_OF_OPPORTUNITY,
    "answer": states.SET_ASIDE,
}
LONG, SHORT = {"maxlength": 4000}, {"maxlength": 160}
Row = Organisation | CommunityEvent | Opportunity | Consultation


def state_shown(row: Any) -> dict[str, object]:
    """State, tone and the reason for it of anything in the room."""
    state = states.STATES[row.kind][row.state]
    reason = REASONS.get(row.kind, {}).get(getattr(row, "reason", ""), "")
    return {"label": state.label, "tone": state.tone, "reason": reason}


def languages_shown(codes: Iterable[str], language: str) -> str:
    return ", ".join(language_name(code, language) for code in codes)


# --- cards and pages -------------------------------------------------------------------------------------------------


def organisation_shown(organisation: Organisation, language: str) -> dict[str, object]:
    names = organisation.names
    title = said(names, language)
    written = [said({tag: names[tag]}, tag) for tag in LANGUAGES_OF_TEXTS if names.get(tag)]
    # Nobody says which of the languages of the country that is.
    local = [names["local"]] if names.get("local") else []
    region = region_name(organisation.region, language) if organisation.region else ""
    return {
        "row": organisation,
        "title": title,
        "names": [*written, *local],
        "country": country_name(organisation.country, language),
        "region": region,
        "city": organisation.city,
        "topics": [states.TOPICS[code] for code in organisation.topics],
        "aims": said(organisation.aims, language),
        "languages": languages_shown(organisation.languages, language),
        "state": state_shown(organisation),
    }


def event_shown(event: CommunityEvent, language: str) -> dict[str, object]:
    zone = ZoneInfo(event.zone)
    return {
        "row": event,
        "title": said(event.titles, language),
        "text": said(event.texts, language),
        "organiser": said(event.organisation.names, language),
        "starts_at": event.starts_at.astimezone(zone),
        "ends_at": event.ends_at.astimezone(zone),
        # The clock on the wall of the place, without a zone, so that templates leave it as it is.
        "starts": event.starts_at.astimezone(zone).replace(tzinfo=None),
        "ends": event.ends_at.astimezone(zone).replace(tzinfo=None),
        "zone": event.zone,
        "languages": languages_shown(event.languages, language),
        "state": state_shown(event),
    }


def opportunity_shown(opportunity: Opportunity, language: str) -> dict[str, object]:
    return {
        "row": opportunity,
        "title": said(opportunity.titles, language),
        "text": said(opportunity.texts, language),
        "eligibility": said(opportunity.eligibility, language),
        "kind": states.OPPORTUNITIES[opportunity.what],
        "ends_soon": ends_soon(opportunity.last_day, today(), EXPIRES_SOON),
        "is_over": opportunity.last_day < today(),
        "state": state_shown(opportunity),
    }


def consultation_shown(consultation: Consultation, language: str) -> dict[str, object]:
    now = phase(consultation)
    label, tone = PHASES[now]
    first, last = days_of(consultation)
    return {
        "row": consultation,
        "title": said(consultation.titles, language),
        "text": said(consultation.texts, language),
        "phase": now,
        "label": label,
        "tone": tone,
        "first_day": first,
        "last_day": last,
        "state": state_shown(consultation),
    }


def reply_shown(consultation: Consultation, language: str) -> dict[str, object] | None:
    """What was said with the counts that may be shown, the words of the ministry, and how its promises stand."""
    if consultation.state != "replied":
        return None
    reply = consultation.reply
    themes = list(consultation.themes.order_by("-counted", "pk"))
    counted = shown_counts(reply.set_aside)
    return {
        "text": said(reply.texts, language),
        "published_at": reply.published_at,
        "answers": shown_count(reply.counted),
        "themes": [(said(theme.titles, language), shown_share(theme.counted, reply.counted)) for theme in themes],
        "set_aside": [(states.SET_ASIDE[code], number) for code, number in counted.items()],
        "promises": [promise_shown(row, language) for row in consultation.promises.order_by("due_on", "pk")],
    }


def promise_shown(promise: Any, language: str) -> dict[str, object]:
    is_late = is_promise_late(promise.state, promise.due_on, today())
    return {
        "row": promise,
        "text": said(promise.texts, language),
        "state": state_shown(promise),
        "is_late": is_late,
        "why": said(promise.why, language) if promise.why else "",
    }


# --- forms -----------------------------------------------------------------------------------------------------------


def texts_sent(sent: QueryDict, name: str, tags: Iterable[str] = tuple(LANGUAGES_OF_TEXTS)) -> dict[str, str]:
    """What was typed into the fields of a text, by language."""
    return {tag: sent.get(f"{name}_{tag}", "") for tag in tags}


def add_texts(
    form: StepForm, kind: str, name: str, label: str, initial: Mapping[str, str] | None = None, **more: object
) -> None:
    """A field for each language. What is asked for in one at least is asked for in Uzbek first."""
    required = more.pop("required", tuple(LANGUAGES_OF_TEXTS))
    for tag, spoken in LANGUAGES_OF_TEXTS.items():
        words = f"{label} ({spoken})"
        form.add(kind, f"{name}_{tag}", words, initial=(initial or {}).get(tag, ""), required=tag in required, **more)


def organisation_form(refused: RefusedStep | None, organisation: Organisation | None = None) -> StepForm:
    language, form = get_language(), StepForm("organisation", refused)
    names = organisation.names if organisation else {}
    add_texts(form, "short_text", "name", _("Name"), names, required=("uz",), attributes=SHORT)
    hint = _("As it is written there, for example in Korean or German.")
    local = {"initial": names.get("local", ""), "hint": hint, "attributes": SHORT, "required": False}
    form.add("short_text", "name_local", _("Name in the language of the country"), **local)
    places = [(code, name) for code, name in countries(language) if code != "UZ"]
    form.add("country", "country", _("Country"), places, initial=organisation.country if organisation else "")
    in_regions = [(code, f"{country_name(code[:2], language)}: {name}") for code, name in _regions(language)]
    region = {"initial": organisation.region if organisation else "", "required": False}
    form.add("country", "region", _("Region, where the country is in the list"), in_regions, **region)
    form.add("short_text", "city", _("City"), initial=organisation.city if organisation else "", attributes=SHORT)
    topics = list(states.TOPICS.items())
    form.add("choices", "topics", _("What is it about?"), topics, initial=organisation.topics if organisation else ())
    aims = organisation.aims if organisation else {}
    add_texts(form, "long_text", "aims", _("What it does"), aims, required=("uz",), attributes=LONG)
    spoken = [(code, language_name(code, language)) for code in SPOKEN]
    chosen = organisation.languages if organisation else ()
    form.add("choices", "languages", _("Languages spoken there"), spoken, initial=chosen, required=False)
    year = str(organisation.founded or "") if organisation else ""
    form.add("short_text", "founded", _("Founded in the year"), initial=year, required=False, attributes=YEAR)
    website = organisation.website if organisation else ""
    form.add("short_text", "website", _("Website"), initial=website, required=False, attributes={"maxlength": 300})
    return form


YEAR = {"maxlength": 4, "inputmode": "numeric"}


def _regions(language: str) -> list[tuple[str, str]]:
    """Regions of the countries in which several posts share the work."""
    codes = {post.country for post in all_posts(today()) if post.country}
    return [region for country in sorted(codes) for region in regions(country, language)]


def organisation_sent(sent: QueryDict) -> OrganisationFacts:
    year = sent.get("founded", "").strip()
    return OrganisationFacts(
        names=texts_sent(sent, "name", (*LANGUAGES_OF_TEXTS, "local")),
        aims=texts_sent(sent, "aims"),
        country=sent.get("country", ""),
        region=sent.get("region", ""),
        city=sent.get("city", ""),
        topics=[code for code in sent.getlist("topics") if code],
        languages=[code for code in sent.getlist("languages") if code in SPOKEN],
        founded=None if not year else int(year) if year.isascii() and year.isdigit() else 0,
        website=sent.get("website", "").strip(),
    )


def contact_form(refused: RefusedStep | None, contact: Contact | None) -> StepForm:
    form = StepForm("contact", refused)
    words = vars(contact) if contact else {"name": "", "email": "", "phone": ""}
    labels = {"name": pgettext("of a person", "Name"), "email": _("E-mail"), "phone": _("Telephone")}
    for part, label in labels.items():
        kind = part if part in ("email", "phone") else "short_text"
        named = {"initial": words[part], "required": part == "name", "attributes": SHORT}
        form.add(kind, f"contact_{part}", label, **named)
    return form


def contact_sent(sent: QueryDict) -> Contact:
    return Contact(**{part: sent.get(f"contact_{part}", "").strip() for part in ("name", "email", "phone")})


def hand_over_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("hand_over", refused)
    hint = _("They get a letter, and speak for the organisation when they have accepted.")
    form.add("email", "invited_email", _("E-mail address of who is to speak for it"), hint=hint, attributes=SHORT)
    return form


def event_form(refused: RefusedStep | None, post: Post) -> StepForm:
    language, form = get_language(), StepForm("event", refused)
    add_texts(form, "short_text", "title", _("Title"), required=("uz",), attributes=SHORT)
    add_texts(form, "long_text", "text", _("What happens there"), required=("uz",), attributes=LONG)
    form.add("day", "day", _("Day"), attributes={"min": today().isoformat()})
    clock_hint = _("By the clock of %(zone)s, for example 15:00.") % {"zone": post.zone}
    form.add("short_text", "begins", _("Begins at"), hint=clock_hint, attributes={"maxlength": 5, "size": 5})
    form.add("short_text", "ends", _("Ends at"), attributes={"maxlength": 5, "size": 5})
    form.add("short_text", "place", _("Place"), required=False, attributes={"maxlength": 200})
    hint = _("For who takes part from afar; it begins with https://")
    form.add("short_text", "online", _("Link"), hint=hint, required=False, attributes={"maxlength": 300})
    spoken = [(code, language_name(code, language)) for code in SPOKEN]
    form.add("choices", "languages", _("Languages spoken there"), spoken, required=False)
    return form


def event_sent(sent: QueryDict, zone: str) -> EventFacts:
    """What was typed. A day or a time that nobody can read is the beginning of time, which lies behind everybody."""
    moments = [_moment(sent.get("day", ""), sent.get(name, ""), zone) for name in ("begins", "ends")]
    return EventFacts(
        titles=texts_sent(sent, "title"),
        texts=texts_sent(sent, "text"),
        starts_at=moments[0],
        ends_at=moments[1],
        zone=zone,
        place=sent.get("place", ""),
        online=sent.get("online", "").strip(),
        languages=[code for code in sent.getlist("languages") if code in SPOKEN],
    )


def _moment(day: str, hour: str, zone: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(day), time.fromisoformat(hour.strip()), tzinfo=ZoneInfo(zone))
    except ValueError:
        return datetime(1, 1, 2, tzinfo=ZoneInfo("UTC"))


def day_sent(sent: QueryDict, name: str) -> date | None:
    try:
        return date.fromisoformat(sent.get(name, ""))
    except ValueError:
        return None
