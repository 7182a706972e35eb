"""Appeals for tests, made by the real acts."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.domains.appeals.api import (
    Appeal,
    Reply,
    answer_appeal,
    appeal_of,
    file_appeal,
    forward_appeal,
)
from watandoshlar.domains.cases.api import (
    Draft,
    confirm_decision,
    propose_decision,
    request_items,
    save_page,
    start_draft,
    start_entry,
    take_case,
    withdraw_case,
)
from watandoshlar.domains.cases.models import Case
from watandoshlar.foundation.errors import DomainError

SLUG = "appeal"
OUTSIDE = "interior"
NAMED = {
    "applicant_name.family": ["Karimova"],
    "applicant_name.given": ["Nodira"],
    "applicant_name.script": ["Latn"],
    "applicant_name.source": ["none"],
    "home_address.country": ["KR"],
    "home_address.city": ["Seoul"],
    "home_address.street": ["Toegye-ro 1"],
}
DEMANDS = ("Pay the pension for March.", "Say why it was stopped.")


def typed_appeal(kind: str = "application", demands: tuple[str, ...] = DEMANDS, **more: list[str]) -> dict[str, dict]:
    """What is typed into the pages of the form, by page; `more` are further names of the page of the complaint."""
    matter = {"happened": ["My pension was stopped in March."]}
    for number, demand in enumerate(demands):
        matter[f"demands.{number}.demand"] = [demand]
    pages = {"about": {"appeal_kind": [kind], "appellant": ["citizen"], "acting": ["myself"]}, "who": NAMED}
    pages["matter"] = matter
    if kind == "complaint":
        pages["complaint"] = more or {"complained_of": ["another_body"]}
    return pages


def fill(draft: Draft, account: Account, pages: Mapping[str, Mapping[str, list[str]]]) -> None:
    for page, typed in pages.items():
        save_page(acting_user=account, draft_id=draft.pk, page_id=page, typed=typed)


@dataclass
class Reception:
    """Who appeals, and who works on appeals in Seoul, in Moscow and in the ministry."""

    applicant: Account
    stranger: Account
    officer: Account
    second: Account
    head: Account
    abroad: Account
    central: Account
    minister: Account

    def draft(self, pages: Mapping[str, Any] | None = None, account: Account | None = None) -> Draft:
        account = account or self.applicant
        draft = start_draft(acting_user=account, slug=SLUG, post_code="seoul", country="KR")
        fill(draft, account, typed_appeal() if pages is None else pages)
        return draft

    def appeal(self, state: str = "submitted", pages: Mapping[str, Any] | None = None) -> Appeal:
        """An appeal brought to a state by the acts that lead there."""
        draft = self.draft(pages)
        appeal = file_appeal(acting_user=self.applicant, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")
        for step in WAYS[state]:
            step(self, appeal.case.reference)
        return reread(appeal)

    def entry(self, form: str = "oral", pages: Mapping[str, Any] | None = None) -> Appeal:
        """What somebody without an account said at the counter, entered by the officer."""
        draft = start_entry(acting_user=self.officer, slug=SLUG, post_code="seoul", form=form)
        fill(draft, self.officer, typed_appeal() if pages is None else pages)
        return file_appeal(acting_user=self.officer, draft_id=draft.pk, idempotency_key=f"key-{draft.pk}")


def code_of(act, **given) -> str:
    """The code with which the act refuses; empty when it was done."""
    try:
        with transaction.atomic():
            act(**given)
    except DomainError as refused:
        return refused.code
    return ""


def reread(appeal: Appeal) -> Appeal:
    found = appeal_of(Case.objects.select_related("post", "applicant", "account", "officer").get(pk=appeal.pk))
    assert found
    return found


def replies(*outcomes: str) -> dict[int, Reply]:
    """One reply for each outcome, in the order of the demands."""
    return {
        number: Reply(outcome, f"Answer {number}.", "Law, article 1" if outcome == "explained" else "")
        for number, outcome in enumerate(outcomes, start=1)
    }


def take(reception: Reception, reference: str) -> None:
    take_case(acting_user=reception.officer, reference=reference)


def ask(reception: Reception, reference: str) -> None:
    from tests.domains.cases.builders import SOON

    request_items(acting_user=reception.officer, reference=reference, items=["phone"], note="", due_on=SOON)


def forward(reception: Reception, reference: str) -> None:
    forward_appeal(acting_user=reception.officer, reference=reference, to_body=OUTSIDE, why="It decides on this.")


def answer(reception: Reception, reference: str) -> None:
    answer_appeal(acting_user=reception.officer, reference=reference, replies=replies("solved", "explained"))


def propose(reception: Reception, reference: str) -> None:
    propose_decision(acting_user=reception.officer, reference=reference, outcome="not_consider", reasons=["anonymous"])


def conclude(reception: Reception, reference: str) -> None:
    confirm_decision(acting_user=reception.head, reference=reference, agrees=True)


def withdraw(reception: Reception, reference: str) -> None:
    withdraw_case(acting_user=reception.applicant, reference=reference)


WAYS: dict[str, tuple[Callable[[Reception, str], None], ...]] = {
    "submitted": (),
    "in_review": (take,),
    "waiting_for_applicant": (take, ask),
    "forwarded": (take, forward),
    "proposed": (take, propose),
    "answered": (take, answer),
    "not_considered": (take, propose, conclude),
    "withdrawn": (withdraw,),
}
