"""Keeping the answers to the demands of an appeal, whoever gave them."""

from collections.abc import Mapping
from dataclasses import dataclass

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.appeals import errors
from watandoshlar.domains.appeals.acts._forwards import end_forward
from watandoshlar.domains.appeals.models import Appeal, DemandAnswer
from watandoshlar.domains.appeals.rules.outcomes import DEMAND_OUTCOMES, overall
from watandoshlar.domains.cases.api import check_step, take_step, write_to_applicant


@dataclass(frozen=True)
class Reply:
    """The answer to one demand: its outcome, the words for the applicant, and the law where it explains."""

    outcome: str
    text: str
    law: str = ""


Replies = Mapping[int, Reply]
"""By the number of the demand, from 1."""


def check_replies(appeal: Appeal, replies: Replies) -> None:
    """Each numbered demand has an outcome and a text, and an explanation names the law.

    Raises UnknownOutcome, DemandsUnanswered(numbers), LawNeeded(numbers).
    """
    numbers = range(1, appeal.demands + 1)
    given = {number: replies[number] for number in numbers if number in replies}
    if any(reply.outcome and reply.outcome not in DEMAND_OUTCOMES for reply in given.values()):
        raise errors.UnknownOutcome
    if missing := [n for n in numbers if n not in given or not (given[n].outcome and given[n].text.strip())]:
        raise errors.DemandsUnanswered(numbers=_listed(missing))
    if lawless := [n for n in numbers if given[n].outcome == "explained" and not given[n].law.strip()]:
        raise errors.LawNeeded(numbers=_listed(lawless))


def give_answer(appeal: Appeal, replies: Replies, *, acting_user, officer=None, body: str = "") -> Appeal:
    """Keep the answers of the round, close the appeal on the merits and tell the applicant."""
    case = appeal.case
    check_step(case, "give_answer")
    check_replies(appeal, replies)
    for number in range(1, appeal.demands + 1):
        reply = replies[number]
        words = {"text": reply.text.strip(), "law": reply.law.strip()}
        DemandAnswer(
            appeal=appeal,
            round=case.round,
            number=number,
            outcome=reply.outcome,
            words=encrypt_json_for(case.applicant, words, f"demand:{case.reference}:{case.round}:{number}"),
            body=body,
            officer=officer,
        ).save(force_insert=True)
    appeal.outcome = overall([replies[number].outcome for number in range(1, appeal.demands + 1)])
    appeal.closed_on = today_at(case.post)
    appeal.save(update_fields=["outcome", "closed_on"])
    take_step(case, "give_answer", acting_user=acting_user, outcome=appeal.outcome, body=body, round=case.round)
    end_forward(appeal, "answered")
    write_to_applicant(case, "appeal_answered", acting_user=acting_user, occasion=f"answer-{case.round}")
    return appeal


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
