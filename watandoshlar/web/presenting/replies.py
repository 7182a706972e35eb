"""The form in which a body or an officer answers the demands of an appeal, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from watandoshlar.domains.appeals.api import Replies, Reply
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.appeals import OUTCOMES, DemandShown

ON_THE_MERITS = ("solved", "partly", "explained", "refused")


@dataclass(frozen=True)
class ReplyField:
    """The controls of one demand, with what was typed and what is wrong."""

    number: int
    demand: str
    outcomes: Sequence[tuple[str, str, bool]]
    text: str
    law: str
    problem: str

    @property
    def names(self) -> dict[str, str]:
        return {part: f"{part}.{self.number}" for part in ("outcome", "text", "law")}


def typed_replies(sent: Mapping[str, str], demands: int) -> Replies:
    """What was typed for each demand, by its number."""
    return {
        number: Reply(sent.get(f"outcome.{number}", ""), sent.get(f"text.{number}", ""), sent.get(f"law.{number}", ""))
        for number in range(1, demands + 1)
    }


def reply_fields(
    demands: Sequence[DemandShown], sent: Mapping[str, str], refused: DomainError | None
) -> list[ReplyField]:
    typed = typed_replies(sent, len(demands))
    wrong = str(refused.fields.get("numbers", "")).split(", ") if refused else []
    return [
        ReplyField(
            number=demand.number,
            demand=demand.text,
            outcomes=[(code, str(OUTCOMES[code]), typed[demand.number].outcome == code) for code in ON_THE_MERITS],
            text=typed[demand.number].text,
            law=typed[demand.number].law,
            problem=_problem(typed[demand.number]) if str(demand.number) in wrong else "",
        )
        for demand in demands
    ]


def _problem(reply: Reply) -> str:
    if not reply.outcome:
        return _("Choose what became of this demand.")
    if not reply.text.strip():
        return _("Write the answer in words.")
    return _("Name the act and the article that you explain.")
