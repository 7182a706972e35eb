"""The drafts and the cases of one family, and what of the first application counts for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from watandoshlar.capabilities.people.api import comes_of_age_on
from watandoshlar.domains.cases.content import DraftContent, DraftJourney, incomplete_pages, journey_of, open_content
from watandoshlar.domains.cases.models import Case, Draft
from watandoshlar.domains.catalogue.api import Definition, Journey


@dataclass(frozen=True)
class Member:
    """One person of a family that is being filled in: `number` counts from one, the first application leads."""

    number: int
    draft: Draft
    content: DraftContent
    journey: DraftJourney

    @property
    def pages(self) -> list[str]:
        """The pages that are not complete."""
        return incomplete_pages(self.journey, self.content)

    @property
    def rule(self) -> str:
        """The rule by which this person cannot apply; empty when there is none."""
        found = self.journey.ineligibility()
        return found.id if found else ""

    @property
    def name(self) -> Mapping[str, Any]:
        return subject_name(self.journey.definition, self.journey.answers)


def members_of(draft: Draft) -> list[Member]:
    """The drafts of the family of a draft that the caller has from `access_draft` or has locked, the lead first."""
    drafts = [draft] if draft.family_id is None else list(drafts_of_family(draft))
    return [
        Member(number, each, content := open_content(each), journey_of(each, content))
        for number, each in enumerate(drafts, start=1)
    ]


def named_twice(members: Sequence[Member]) -> list[Member]:
    """Those that apply for somebody for whom an earlier one of the family applies already: oneself, or a person who was
    chosen among those that are known."""
    seen: set[str] = set()
    again = []
    for member in members:
        whom = [
            answer["person"] or answer["role"]
            for name, answer in member.journey.answers.items()
            if member.journey.definition.fields[name].kind == "person"
            and (answer["person"] or answer["role"] == "myself")
        ]
        again += [member] if seen & set(whom) else []
        seen |= set(whom)
    return again


def drafts_of_family(draft: Draft) -> QuerySet[Draft]:
    """Every draft of the family, submitted or not, in the order in which they were added."""
    rows = Draft.objects.filter(family=draft.family_id).select_related("applicant", "post", "family__lead")
    return rows.order_by("place")


def family_of(case: Case) -> list[Case]:
    """The cases that were submitted together with this one, itself included, the first application first.

    A case that belongs to no family is a family of one.
    """
    if not case.family:
        return [case]
    return list(Case.objects.filter(family=case.family).select_related("post", "account", "officer").order_by("pk"))


def subject_name(definition: Definition, answers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The name of the person whom the application is about, as it is written there; {} while there is none."""
    names = [field for field in definition.fields.values() if field.kind == "name"]
    known = [field.id for field in names if field.known == "name"]
    holder = [definition.document.holder] if definition.document else []
    for name in (*holder, *known, *(field.id for field in names)):
        if answers.get(name):
            return answers[name]
    return {}


def page_of_grown_child(journey: Journey) -> str:
    """The page with the date of birth of a child who is of age already, so that no parent acts; empty otherwise."""
    definition = journey.definition
    roles = {
        answer["role"]
        for name, answer in journey.answers.items()
        if definition.fields[name].kind == "person" and journey.shows(name)
    }
    born = birth_date_of(journey)
    if "child" not in roles or not born or comes_of_age_on(date.fromisoformat(born)) > journey.facts.today:
        return ""
    return next(definition.page_of[name].id for name in _birth_dates(definition) if journey.answers.get(name) == born)


def _birth_dates(definition: Definition) -> list[str]:
    known = [field.id for field in definition.fields.values() if field.known == "birth_date"]
    document = definition.document
    return [*([document.birth_date] if document and document.birth_date else []), *known]


def birth_date_of(journey: Journey) -> str:
    """The date of birth of the person whom the application is about, as it is stored; empty where none is asked."""
    for name in _birth_dates(journey.definition):
        if journey.shows(name) and journey.answers.get(name):
            return journey.answers[name]
    return ""
