"""What the platform knows already, offered as answers. It is never assumed: only the person makes an answer of it.

Facts of earlier cases and what a machine read off a picture are offered beside each other, each with its origin. Where
an answer and a picture differ, that is a question to the person and a hint to the officer, and refuses nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.evidence.api import zones_of
from watandoshlar.capabilities.people.api import Known, access_known_facts
from watandoshlar.domains.cases.content import file_ids
from watandoshlar.domains.cases.models import Draft
from watandoshlar.domains.catalogue.api import KINDS, Field, Journey, Page, full_name, is_answered
from watandoshlar.foundation.references import TravelZone, pinfl_facts
from watandoshlar.foundation.scripts import may_be_same_name

OF_APPLICANT = ("phone", "email", "address")
"""Where somebody is reached: that is who applies, whomever the application is for."""
OF_ANOTHER = ("child", "another")


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an offer comes from: `case` or `picture` of an earlier application, `document` (a name as a paper writes
    it), or `upload`: a picture in this draft."""

    kind: str
    reference: str = ""
    as_of: datetime | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that may be the answer to a field."""

    field: Field
    value: Any
    origin: Origin

    @property
    def is_read(self) -> bool:
        """Whether it was read off a picture of this application."""
        return self.origin.kind == "upload"


def access_offers(account: Account, draft: Draft, journey: Journey, page: Page) -> list[Offer]:
    """What may answer the questions of a page, in their order: nothing that is answered so already, or could not be."""
    fields = [asked for asked in journey.fields(page) if asked.known]
    if not fields:
        return []
    sources = [*_facts_for(account, draft, journey, fields), *_facts_read(journey)]
    offers: dict[tuple[str, str], Offer] = {}
    for asked in fields:
        for facts, is_for in sources:
            known = facts.get(asked.known)
            if known and is_for(asked) and _may_answer(asked, known.value, journey):
                origin = Origin(known.origin, known.reference, known.as_of)
                offers.setdefault((asked.id, repr(known.value)), Offer(asked, known.value, origin))
    return list(offers.values())


def _may_answer(asked: Field, value: Any, journey: Journey) -> bool:
    return (
        journey.answers.get(asked.id) != value
        and is_answered(asked, value)
        and not KINDS[asked.kind].check(asked, value, journey.facts)
    )


def _facts_for(account: Account, draft: Draft, journey: Journey, fields: Iterable[Field]) -> Iterator[tuple]:
    """Facts of who applies and of the person for whom they do; of somebody who is new nothing is known."""
    subject = subject_of(journey, draft.applicant_id)
    people = {_person_of(asked, subject, draft.applicant_id) for asked in fields} - {None}
    for person_id in people:
        facts = access_known_facts(account, person_id)
        yield facts, lambda asked, of=person_id: _person_of(asked, subject, draft.applicant_id) == of


def _person_of(asked: Field, subject: UUID | None, applicant: UUID) -> UUID | None:
    return applicant if asked.known in OF_APPLICANT else subject


def subject_of(journey: Journey, applicant: UUID) -> UUID | None:
    """The person for whom one applies: the applicant until another is named, None for somebody not registered yet."""
    for asked in journey.definition.fields.values():
        answer = journey.answers.get(asked.id)
        if asked.kind == "person" and answer and journey.shows(asked.id) and answer["role"] in OF_ANOTHER:
            return UUID(answer["person"]) if answer["person"] else None
    return applicant


# --- what was read off pictures -------------------------------------------------------------------------------------


def _facts_read(journey: Journey) -> Iterator[tuple]:
    for zone in zones_in(journey):
        facts = {name: Known(name, value, "upload", "", None) for name, value in facts_of_zone(zone).items()}
        yield facts, lambda _asked: True


def zones_in(journey: Journey) -> list[TravelZone]:
    """The machine-readable zones of the pictures in these answers, in the order in which they were read."""
    fields = [asked for page in journey.pages for asked in journey.fields(page) if asked.reads == "mrz"]
    ids = list(file_ids([journey.answers.get(asked.id) for asked in fields]))
    return [zone for zone in zones_of(ids).values() if zone]


def facts_of_zone(zone: TravelZone) -> Mapping[str, str]:
    """The facts that a zone proves by its check digits. Its names are not among them: they are only compared."""
    facts = {
        "passport_number": zone.number,
        "birth_date": zone.birth_date and zone.birth_date.isoformat(),
        "passport_until": zone.expires_on and zone.expires_on.isoformat(),
        "pinfl": zone.pinfl,
    }
    return {name: value for name, value in facts.items() if value}


@dataclass(frozen=True, slots=True)
class Doubt:
    """An answer that something else contradicts: `picture` says `seen`, or the personal number another `birth_date`."""

    field_id: str
    code: str
    seen: str


def doubts_of(journey: Journey) -> list[Doubt]:
    """What a person should look at once more; nothing of it is wrong for sure."""
    asked = [one for page in journey.pages for one in journey.fields(page) if one.known]
    answered = {one.id: one for one in asked if is_answered(one, journey.answers.get(one.id))}
    zones = zones_in(journey) if answered else []
    doubts = [doubt for one in answered.values() if (doubt := _doubt(one, journey.answers[one.id], zones))]
    return doubts + list(_doubts_of_number(answered.values(), journey))


def _doubt(asked: Field, answer: Any, zones: list[TravelZone]) -> Doubt | None:
    """The answer against the pictures; one of them that says the same is enough."""
    if asked.known == "name":
        named = [zone for zone in zones if zone.family]
        seen = [f"{zone.family} {zone.given}" for zone in named]
        agrees = any(
            may_be_same_name(zone.family, answer["family"] or answer["given"])
            and may_be_same_name(zone.given, full_name(answer))
            for zone in named
        )
    else:
        seen = [facts[asked.known] for zone in zones if asked.known in (facts := facts_of_zone(zone))]
        agrees = any(one == answer or one.startswith(f"{answer}-") for one in seen)
    return Doubt(asked.id, "picture", seen[-1]) if seen and not agrees else None


def _doubts_of_number(fields: Iterable[Field], journey: Journey) -> Iterator[Doubt]:
    """The personal number tells a birth date: its own rules are not published, so it proves nothing."""
    by_fact = {asked.known: asked for asked in fields}
    number, birth = by_fact.get("pinfl"), by_fact.get("birth_date")
    facts = pinfl_facts(journey.answers[number.id]) if number and birth else None
    if facts and not facts.birth_date.isoformat().startswith(journey.answers[birth.id]):
        yield Doubt(number.id, "birth_date", facts.birth_date.isoformat())
