"""Families that apply for a letter, filled in page by page and submitted by the real acts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from tests.domains.cases.builders import SEOUL, TRIP, TRIP_FOLDER, account_of, worker_of
from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.cases.api import (
    Case,
    Consent,
    Draft,
    add_person,
    answer_consents,
    consent_token,
    save_page,
    start_draft,
    submit_draft,
    submit_family,
    take_case,
    uploads_of_example,
)
from watandoshlar.domains.catalogue.api import current_version, fill_in, read_folder

SHARED = ("together", "parents")
CHILD, ANOTHER, MYSELF = "child-of-two-parents", "for-another-by-mandate", "for-myself"
PASSPORT = {"name": "LOLA KARIMOVA", "document": "AA1234567", "is_me": True}


@dataclass
class Travellers:
    """A relative with an account, who applies for others, and the officers of Seoul."""

    applicant: Account
    officer: Account
    second: Account

    def page(self, draft: Draft, page_id: str, name: str, answers: Mapping[str, Any] | None = None) -> None:
        """Save one page of a draft as the example has it, with what is given in its place."""
        raw = example(name, {page_id: answers or {}})
        service = current_version(TRIP)
        typed = fill_in(service.definition, raw).typed.get(page_id, {})
        uploads = uploads_of_example(service.definition.page(page_id).fields, raw)
        save_page(acting_user=self.applicant, draft_id=draft.pk, page_id=page_id, typed=typed, uploads=uploads)

    def fill(self, draft: Draft, name: str, *, leave: tuple[str, ...] = (), **changes: Mapping[str, Any]) -> Draft:
        for page_id in example(name)["answers"]:
            if page_id not in leave:
                self.page(draft, page_id, name, changes.get(page_id))
        return Draft.objects.select_related("applicant", "post", "family__lead").get(pk=draft.pk)

    def start(self, name: str = CHILD, **changes: Mapping[str, Any]) -> Draft:
        draft = start_draft(acting_user=self.applicant, slug=TRIP, post_code="seoul", **SEOUL)
        return self.fill(draft, name, **changes)

    def add(self, draft: Draft, name: str = CHILD, **changes: Mapping[str, Any]) -> Draft:
        added = add_person(acting_user=self.applicant, draft_id=draft.pk)
        return self.fill(added, name, leave=SHARED, **changes)

    def case(self, name: str = CHILD, **changes: Mapping[str, Any]) -> Case:
        draft = self.start(name, **changes)
        return submit_draft(acting_user=self.applicant, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")

    def taken(self, name: str = CHILD, **changes: Mapping[str, Any]) -> Case:
        return take_case(acting_user=self.officer, reference=self.case(name, **changes).reference)

    def family(self, *names: str) -> list[Case]:
        first, *others = names
        lead = self.start(first)
        for name in others:
            self.add(lead, name)
        return submit_family(acting_user=self.applicant, draft_id=lead.pk, idempotency_key=f"key-{lead.pk}")


def travellers() -> Travellers:
    seoul = get_post("seoul")
    return Travellers(
        account_of("nodira"), worker_of("officer", "officer", seoul), worker_of("second", "officer", seoul)
    )


def example(name: str, changes: Mapping[str, Mapping[str, Any]] | None = None) -> dict[str, Any]:
    raw = read_folder(TRIP_FOLDER).examples[name]
    answers = {page: {**given, **(changes or {}).get(page, {})} for page, given in raw["answers"].items()}
    return {**raw, "answers": answers}


def consent(case: Case, rule: str) -> Consent:
    return Consent.objects.select_related("case__applicant", "case__account", "case__post").get(case=case, rule=rule)


def link(asked: Consent) -> dict[str, UUID | str]:
    return {"letter": asked.letter, "token": consent_token(asked)}


def answer_by_link(case: Case, rule: str, answer: str = "give", **words: Any) -> list[Consent]:
    """The person answers everything that the letter asks in the same way."""
    asked = consent(case, rule)
    mine = Consent.objects.filter(letter=asked.letter)
    answers = {one.pk: answer for one in mine}
    return answer_consents(acting_user=SYSTEM, **link(asked), answers=answers, **{**PASSPORT, **words})
