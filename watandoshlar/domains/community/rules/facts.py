"""What must be said of a thing before it is taken. Pure: values in, the code of the first fault out."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from watandoshlar.domains.community.states import OPPORTUNITIES, TOPICS
from watandoshlar.foundation.countries import is_country, is_region

REQUIRED_LANGUAGES = ("uz", "ru", "en")
MOST_LETTERS = 4000
MOST_TITLE = 160
OLDEST = 1850
# A verification and an opportunity end by themselves; nothing stands for ever unseen.
LONGEST_EVENT = timedelta(days=14)
LONGEST_OPPORTUNITY = timedelta(days=366)
ADDRESS = re.compile(r"https://[^\s/]+\.[^\s]+\Z")
LINKS = ("service", "guide", "right")
LINK = re.compile(r"[A-Za-z0-9-]{1,80}")
Texts = Mapping[str, str]


@dataclass(frozen=True)
class OrganisationFacts:
    """The public facts of an organisation. `names` and `aims` are by language; `names` may hold `local` besides."""

    names: Texts
    aims: Texts
    country: str
    city: str
    region: str = ""
    topics: Collection[str] = ()
    languages: Collection[str] = ()
    founded: int | None = None
    website: str = ""


@dataclass(frozen=True)
class Contact:
    """Whom one asks for in an organisation, and how. Personal."""

    name: str
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class EventFacts:
    """What is announced. `starts_at` and `ends_at` are aware; `zone` is where it takes place."""

    titles: Texts
    texts: Texts
    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str = ""
    online: str = ""
    languages: Collection[str] = ()


@dataclass(frozen=True)
class OpportunityFacts:
    kind: str
    titles: Texts
    texts: Texts
    eligibility: Texts
    offered_by: str
    source_url: str
    last_day: date
    place: str = ""
    links: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ConsultationFacts:
    """A question. It is open from the first until the last day (Tashkent), and replied to by `reply_by`."""

    titles: Texts
    texts: Texts
    first_day: date
    last_day: date
    reply_by: date


def is_whole(texts: Texts, most: int = MOST_LETTERS) -> bool:
    """Whether every required language has a text, and none is too long."""
    return all(texts.get(tag, "").strip() for tag in REQUIRED_LANGUAGES) and not is_long(texts, most)


def is_long(texts: Texts, most: int = MOST_LETTERS) -> bool:
    return any(len(text) > most for text in texts.values())


def is_address(text: str) -> bool:
    return len(text) <= 300 and bool(ADDRESS.match(text))


def fault_of_organisation(facts: OrganisationFacts, this_year: int) -> str:
    """The code of what is wrong, or nothing."""
    has_place = is_country(facts.country) and bool(facts.city.strip())
    checks = (
        ("organisation_name_needed", bool(facts.names.get("uz", "").strip()) and not is_long(facts.names, MOST_TITLE)),
        ("place_needed", has_place and len(facts.city) <= 80),
        ("region_unknown", not facts.region or _is_region_of(facts.country, facts.region)),
        ("topics_needed", bool(facts.topics) and not set(facts.topics) - set(TOPICS)),
        ("aims_needed", any(text.strip() for text in facts.aims.values()) and not is_long(facts.aims)),
        ("founded_unknown", facts.founded is None or OLDEST <= facts.founded <= this_year),
        ("address_not_readable", not facts.website or is_address(facts.website)),
    )
    return next((code for code, holds in checks if not holds), "")


def _is_region_of(country: str, region: str) -> bool:
    return is_region(region) and region.startswith(f"{country}-")


def fault_of_contact(contact: Contact) -> str:
    reached = contact.email.strip() or contact.phone.strip()
    is_short = max(len(contact.name), len(contact.email), len(contact.phone)) <= 160
    is_mail = not contact.email or re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", contact.email) is not None
    return "" if contact.name.strip() and reached and is_short and is_mail else "contact_needed"


def fault_of_event(facts: EventFacts, now: datetime) -> str:
    checks = (
        ("event_title_needed", any(text.strip() for text in facts.titles.values())),
        ("event_title_needed", not is_long(facts.titles, MOST_TITLE) and not is_long(facts.texts)),
        ("event_time_needed", now < facts.starts_at < facts.ends_at <= facts.starts_at + LONGEST_EVENT),
        ("event_place_needed", bool(facts.place.strip() or facts.online) and len(facts.place) <= 200),
        ("address_not_readable", not facts.online or is_address(facts.online)),
    )
    return next((code for code, holds in checks if not holds), "")


def fault_of_opportunity(facts: OpportunityFacts, today: date) -> str:
    checks = (
        ("unknown_opportunity", facts.kind in OPPORTUNITIES),
        ("titles_needed", is_whole(facts.titles, MOST_TITLE)),
        ("texts_needed", is_whole(facts.texts)),
        ("eligibility_needed", is_whole(facts.eligibility)),
        ("offered_by_needed", bool(facts.offered_by.strip()) and len(facts.offered_by) <= MOST_TITLE),
        ("source_url_needed", is_address(facts.source_url)),
        ("link_unknown", all(LINK.fullmatch(key) and name in LINKS for name, key in facts.links.items() if key)),
        ("last_day_needed", today <= facts.last_day <= today + LONGEST_OPPORTUNITY),
    )
    return next((code for code, holds in checks if not holds), "")


def fault_of_consultation(facts: ConsultationFacts, today: date) -> str:
    checks = (
        ("titles_needed", is_whole(facts.titles, MOST_TITLE)),
        ("texts_needed", is_whole(facts.texts)),
        ("days_needed", today <= facts.first_day < facts.last_day < facts.reply_by),
    )
    return next((code for code, holds in checks if not holds), "")
