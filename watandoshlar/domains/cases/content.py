"""What lies encrypted in a draft, and the facts beside the answers that conditions may ask for."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from watandoshlar.capabilities.people.api import decrypt_json_for, encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.models import Case, Draft
from watandoshlar.domains.catalogue.api import Definition, Facts, Journey, Page, get_version

Answers = Mapping[str, Any]


@dataclass
class DraftContent:
    """`answers`: stored values by field id. `typed`: what was typed into fields that were refused, by field id, as HTML
    names and values. `set_aside`: lists of values whose question a later version dropped, by field id. None of them
    is ever thrown away but by the applicant."""

    answers: dict = field(default_factory=dict)
    typed: dict = field(default_factory=dict)
    set_aside: dict = field(default_factory=dict)

    @property
    def file_ids(self) -> set[str]:
        """Ids of the evidence on which this content rests."""
        return set(file_ids([self.answers, self.set_aside]))


# A row of a group is kept under `row` beside its answers, so it is never taken for a file.
FILE_KEYS = {"id", "name", "size", "type"}


def file_ids(value: object) -> Iterator[str]:
    """Ids of the stored files in answers, groups included."""
    if isinstance(value, dict):
        if value.keys() == FILE_KEYS:
            yield value["id"]
        for part in value.values():
            yield from file_ids(part)
    elif isinstance(value, list):
        for part in value:
            yield from file_ids(part)


def open_content(draft: Draft) -> DraftContent:
    return DraftContent(**decrypt_json_for(draft.applicant, draft.answers, draft.context))


def keep_content(draft: Draft, content: DraftContent) -> None:
    """Put the content into the draft's field; the act saves the row."""
    draft.answers = encrypt_json_for(draft.applicant, vars(content), draft.context)


def fingerprint(content: DraftContent, field_ids: list[str]) -> str:
    """The state of a page when it is shown: a short hash of each answer, by which a change made elsewhere is seen."""
    return " ".join(["page", *(_mark(name, content.answers[name]) for name in field_ids if name in content.answers)])


def changed_since(base: str, content: DraftContent, field_ids: list[str]) -> set[str]:
    """The fields whose answers another tab or device has changed since the page was shown with `base`."""
    now = fingerprint(content, field_ids)
    return {mark.partition(":")[0] for mark in set(base.split()) ^ set(now.split())}


def _mark(name: str, answer: object) -> str:
    text = json.dumps(answer, sort_keys=True, ensure_ascii=False)
    return f"{name}:{hashlib.sha256(text.encode()).hexdigest()[:12]}"


class DraftJourney(Journey):
    """The way of a draft. `elsewhere` are the pages that another draft of the family answers for this one too: their
    answers count here, and nobody is asked for them again."""

    def __init__(
        self, definition: Definition, answers: Answers, facts: Facts, elsewhere: frozenset[str] = frozenset()
    ) -> None:
        super().__init__(definition, answers, facts)
        self.elsewhere = elsewhere

    @property
    def own_pages(self) -> tuple[Page, ...]:
        """The pages that this draft asks itself."""
        return tuple(page for page in self.pages if page.id not in self.elsewhere)

    def next_page(self, page_id: str) -> Page | None:
        following = super().next_page(page_id)
        while following and following.id in self.elsewhere:
            following = super().next_page(following.id)
        return following


def journey_of(draft: Draft, content: DraftContent) -> DraftJourney:
    """The way of a draft's answers through its definition, as of today at its post."""
    definition = get_version(draft.version_id).definition
    elsewhere = _pages_elsewhere(draft, definition)
    answers = content.answers
    if elsewhere:
        lead = draft.family.lead
        # The same account, and so the same applicant.
        lead.applicant = draft.applicant
        shared = open_content(lead).answers
        names = {name for name, page in definition.page_of.items() if page.id in elsewhere}
        own = {name: value for name, value in answers.items() if name not in names}
        answers = own | {name: shared[name] for name in names & shared.keys()}
    return DraftJourney(definition, answers, _facts(draft, today_at(draft.post)), elsewhere)


def _pages_elsewhere(draft: Draft, definition: Definition) -> frozenset[str]:
    if draft.family_id is None or draft.family.lead_id == draft.pk or definition.family is None:
        return frozenset()
    return frozenset(definition.family.shared)


def journey_of_case(case: Case, answers: dict) -> Journey:
    """The same for a case, as of the day it was submitted: it is judged by that day, whenever it is read."""
    facts = _facts(case, today_at(case.post, case.submitted_at))
    return Journey(get_version(case.version_id).definition, answers, facts)


def incomplete_pages(journey: DraftJourney, content: DraftContent) -> list[str]:
    """Ids of the pages that are asked and have a missing or refused answer, in order."""
    wrong = journey.problems()
    return [
        page.id
        for page in journey.own_pages
        if page.id in wrong
        or any(journey.asks(name) for asked in journey.fields(page) for name in content.typed.get(asked.id, ()))
    ]


def _facts(application: Draft | Case, today: date) -> Facts:
    return Facts(today=today, post=application.post.code, host_country=application.post.country)
