"""Invented appeals through the real acts, for the demonstration."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.appeals.acts import (
    Reply,
    answer_appeal,
    classify_appeal,
    file_appeal,
    find_links,
    forward_appeal,
    rate_answer,
    reopen_appeal,
    tell_proposer,
)
from watandoshlar.domains.appeals.bodies import suggested_route
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.appeals.rules.routing import HERE
from watandoshlar.domains.cases.api import example_on, start_example, take_case
from watandoshlar.domains.catalogue.api import Service
from watandoshlar.foundation import clock

# By example: an answer to each demand.
ANSWERS = {
    "reopened-after-the-answer": (
        Reply("solved", "The bank had closed your account in Tashkent. Give us a new number and the pension is paid."),
        Reply("explained", "Arrears are paid with the next pension.", "Invented law on pensions, article 5"),
    ),
    "application-one-demand": (
        Reply("solved", "The labour office of Ansan wrote to us: your wages for July and August are paid on Friday."),
    ),
}
WHY_THERE = "The registry offices keep these papers; they answer to this ministry."
WHY_REOPENED = "Friday has passed and nothing came. The employer says that he knows of no letter."


def file_example(
    *, acting_user: Account, service: Service, raw: Mapping[str, Any], country: str, region: str
) -> Appeal:
    """An appeal that somebody files as the example says, with the earlier ones that it resembles."""
    today = example_on(raw, clock.now().date())
    draft = start_example(acting_user=acting_user, service=service, raw=today, country=country, region=region)
    appeal = file_appeal(acting_user=acting_user, draft_id=draft.pk, idempotency_key=f"example-{draft.pk}")
    find_links(acting_user=SYSTEM, reference=appeal.case.reference)
    return appeal


@dataclass(frozen=True)
class Desk:
    """Who works on an appeal of a demonstration, and the example that it was made of."""

    officer: Account
    example: str

    def take(self, appeal: Appeal) -> None:
        take_case(acting_user=self.officer, reference=appeal.case.reference)
        classify_appeal(acting_user=self.officer, reference=appeal.case.reference, theme=appeal.theme)

    def forward(self, appeal: Appeal) -> None:
        proposed = suggested_route(appeal).to
        to_body = "justice" if proposed == HERE else proposed
        forward_appeal(acting_user=self.officer, reference=appeal.case.reference, to_body=to_body, why=WHY_THERE)

    def tell(self, appeal: Appeal) -> None:
        tell_proposer(acting_user=self.officer, reference=appeal.case.reference)

    def answer(self, appeal: Appeal) -> None:
        replies = dict(enumerate(ANSWERS[self.example], start=1))
        answer_appeal(acting_user=self.officer, reference=appeal.case.reference, replies=replies)

    def rate(self, appeal: Appeal) -> None:
        rate_answer(acting_user=appeal.case.account, reference=appeal.case.reference, mark=2)

    def reopen(self, appeal: Appeal) -> None:
        reopen_appeal(acting_user=appeal.case.account, reference=appeal.case.reference, why=WHY_REOPENED)


STEPS: Mapping[str, Callable[[Desk, Appeal], None]] = {
    "take": Desk.take,
    "forward": Desk.forward,
    "tell": Desk.tell,
    "answer": Desk.answer,
    "rate": Desk.rate,
    "reopen": Desk.reopen,
}


def walk_example_appeal(*, acting_user: Account, appeal: Appeal, example: str, steps: Sequence[str]) -> Appeal:
    """The steps of officers and applicant through the real acts, a day apart; `acting_user` is the officer."""
    for day, step in enumerate(steps, start=1):
        with clock.fixed(clock.now() + timedelta(days=day)):
            STEPS[step](Desk(acting_user, example), appeal)
    return Appeal.objects.select_related("case").get(pk=appeal.pk)
