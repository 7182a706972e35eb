"""The form in which a body or an officer answers the demands of an appeal, one after the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from watandoshlar.domains.appeals.api import Replies, Reply
from watandoshlar.web.presenting.appeals import OUTCOMES, DemandShown
from watandoshlar.web.presenting.forms import RefusedStep, StepForm

ON_THE_MERITS = ("solved", "partly", "explained", "refused")
INCOMPLETE = ("demands_unanswered", "law_needed", "unknown_outcome")


@dataclass(frozen=True)
class DemandForm:
    """A demand with the fields of its answer."""

    demand: DemandShown
    form: StepForm


def typed_replies(sent: Mapping[str, str], demands: int) -> Replies:
    """What was typed for each demand, by its number."""
    return {
        number: Reply(sent.get(f"outcome.{number}", ""), sent.get(f"text.{number}", ""), sent.get(f"law.{number}", ""))
        for number in range(1, demands + 1)
    }


def demand_forms(demands: Sequence[DemandShown], refused: RefusedStep | None) -> list[DemandForm]:
    """The fields of all demands; after a refusal with what was typed, and everything that is missing, not the first."""
    mine = refused if refused and refused.form == "reply" else None
    typed = typed_replies(mine.sent if mine else {}, len(demands))
    is_incomplete = mine is not None and mine.error.code in INCOMPLETE
    return [DemandForm(demand, _form(demand.number, typed[demand.number], mine, is_incomplete)) for demand in demands]


def _form(number: int, reply: Reply, refused: RefusedStep | None, is_incomplete: bool) -> StepForm:
    form = StepForm("reply", refused)
    missing = _missing(number, reply) if is_incomplete else {}
    outcomes = [(code, str(OUTCOMES[code])) for code in ON_THE_MERITS]
    form.add("choice", f"outcome.{number}", _("What became of it"), outcomes, problem=missing.get("outcome", ""))
    form.add(
        "long_text",
        f"text.{number}",
        _("Answer in words"),
        problem=missing.get("text", ""),
        attributes={"maxlength": 8000},
    )
    form.add(
        "short_text",
        f"law.{number}",
        _("Act and article"),
        required=False,
        hint=_("Needed where the answer explains the law."),
        problem=missing.get("law", ""),
        attributes={"maxlength": 300},
    )
    return form


def _missing(number: int, reply: Reply) -> dict[str, str]:
    """By part of the answer, what it lacks."""
    missing = {}
    if reply.outcome not in ON_THE_MERITS:
        missing["outcome"] = _("Choose what became of demand %(number)s.") % {"number": number}
    if not reply.text.strip():
        missing["text"] = _("Write the answer to demand %(number)s in words.") % {"number": number}
    if reply.outcome == "explained" and not reply.law.strip():
        missing["law"] = _("Name the act and the article that the answer to demand %(number)s explains.") % {
            "number": number
        }
    return missing
