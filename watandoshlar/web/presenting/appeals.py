"""An appeal as its applicant, its officer and the body that answers see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.utils.translation import get_language, gettext_lazy

from watandoshlar.domains.appeals.api import (
    AnswerShown,
    Appeal,
    answers_to,
    body_name,
    forwards_of,
    matter_of_appeal,
    rating_of,
    reopening_until,
    why_of,
)
from watandoshlar.domains.cases.api import states
from watandoshlar.foundation import clock
from watandoshlar.web.presenting.cases import local_time

KINDS = {
    "application": gettext_lazy("Application (ariza)"),
    "proposal": gettext_lazy("Proposal (taklif)"),
    "complaint": gettext_lazy("Complaint (shikoyat)"),
}
FORMS = {
    "electronic": gettext_lazy("sent on this site"),
    "oral": gettext_lazy("spoken, entered by an officer"),
    "written": gettext_lazy("on paper, entered by an officer"),
}
OUTCOMES = {
    "solved": gettext_lazy("Solved"),
    "partly": gettext_lazy("Solved in part"),
    "explained": gettext_lazy("Explained, with the law"),
    "refused": gettext_lazy("Refused, with the reason"),
    "forwarded": gettext_lazy("With another body"),
    "not_considered": gettext_lazy("Not considered"),
}
TONES = {"solved": "success", "partly": "info", "explained": "info", "refused": "error"}
MARKS = {
    5: gettext_lazy("Everything is solved"),
    4: gettext_lazy("Most of it is solved"),
    3: gettext_lazy("Half of it is solved"),
    2: gettext_lazy("Little is solved"),
    1: gettext_lazy("Nothing is solved"),
}


@dataclass(frozen=True)
class DemandShown:
    """A numbered demand with its answer in one round; `answer` is None while it is open."""

    number: int
    text: str
    answer: AnswerShown | None
    outcome: str
    tone: str


@dataclass(frozen=True)
class Round:
    """The answers of one round: whose they are and when they came, and whether they are the last word."""

    is_current: bool
    demands: Sequence[DemandShown]
    by: str
    at: datetime


def demands_shown(appeal: Appeal) -> list[DemandShown]:
    """The demands alone, for who has to answer them."""
    return [
        DemandShown(number, text, None, "", "") for number, text in enumerate(matter_of_appeal(appeal).demands, start=1)
    ]


def rounds_of(appeal: Appeal) -> list[Round]:
    """Every answer, the newest round first."""
    texts = dict(enumerate(matter_of_appeal(appeal).demands, start=1))
    rounds = []
    for number, given in groupby(answers_to(appeal), key=lambda answer: answer.round):
        answers = list(given)
        rounds.append(
            Round(
                number == appeal.case.round,
                [_answered(answer, texts.get(answer.number, "")) for answer in answers],
                _author(appeal, answers[0]),
                local_time(answers[0].made_at, appeal.case),
            )
        )
    return rounds[::-1]


def _answered(answer: AnswerShown, text: str) -> DemandShown:
    return DemandShown(answer.number, text, answer, str(OUTCOMES[answer.outcome]), TONES[answer.outcome])


def _author(appeal: Appeal, answer: AnswerShown) -> str:
    return body_name(answer.body or appeal.case.post.code, get_language())


def forwards_shown(appeal: Appeal) -> list[dict]:
    """Where the appeal was sent, when and why, oldest first."""
    return [
        {
            "to": body_name(forward.to_body, get_language()),
            "from": body_name(forward.from_post.code, get_language()),
            "at": local_time(forward.sent_at, appeal.case),
            "why": why_of(forward, appeal.case),
            "ended_as": forward.ended_as,
        }
        for forward in forwards_of(appeal)
    ]


def body_in_charge(appeal: Appeal) -> str:
    """Who has to answer now: the body outside that has it, else the post."""
    forwards = [one for one in forwards_of(appeal) if one.is_outside and one.ended_at is None]
    return body_name(forwards[-1].to_body if forwards else appeal.case.post.code, get_language())


def appeal_shown(appeal: Appeal) -> dict:
    """What the applicant's page says of an appeal beside what it says of every case."""
    until = reopening_until(appeal)
    rating = rating_of(appeal)
    answered = appeal.case.state == "answered"
    return {
        "kind": KINDS[appeal.kind],
        "registered_on": appeal.registered_on,
        "in_charge": body_in_charge(appeal) if appeal.case.state in states.OPEN_STATES else "",
        "forwards": forwards_shown(appeal),
        "rounds": rounds_of(appeal),
        "outcome": OUTCOMES.get(appeal.outcome, ""),
        "marks": list(MARKS.items()) if answered and rating is None else [],
        "rating": MARKS[rating.mark] if rating else "",
        "reopen_until": local_time(until, appeal.case) if answered and until and until >= clock.now() else None,
    }
