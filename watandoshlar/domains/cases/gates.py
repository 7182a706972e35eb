"""Gates: what must have happened before a step, as the definition of the service asks for it.

A gate opens by an act of its own: a consent is given, another office answers, a fee is paid. A refusal of the
application passes every gate.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from watandoshlar.domains.appointments.api import was_received
from watandoshlar.domains.cases.consents import missing_consents
from watandoshlar.domains.cases.mandates import lacks_mandate
from watandoshlar.domains.cases.models import Case
from watandoshlar.domains.cases.nominations import nomination_of
from watandoshlar.domains.cases.recommendations import support_for
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.fees.api import charges_of


@dataclass(frozen=True, slots=True)
class Gate:
    """One thing that is missing: `code` says what sort of thing, `id` which one in the definition, `step` before what.

    `facts` are codes and numbers for the sentence, nothing personal.
    """

    code: str
    id: str
    step: str
    facts: tuple[tuple[str, str], ...] = ()


Finder = Callable[[Case, Journey], Iterable[Gate]]


def _consents(case: Case, journey: Journey) -> Iterable[Gate]:
    """Whoever must agree has not, or has taken it back."""
    return [Gate("consent", rule, "approve", (("state", state),)) for rule, state in missing_consents(case, journey)]


def _mandate(case: Case, journey: Journey) -> Iterable[Gate]:
    """Nobody has seen a paper of authority that is good today."""
    return [Gate("mandate", "mandate", "approve")] if lacks_mandate(case, journey) else []


def _referrals(case: Case, journey: Journey) -> Iterator[Gate]:
    """Each check by another office whose last answer was not that nothing stands against the applicant."""
    due = journey.referrals_due()
    answers = {row.rule: row.outcome for row in case.referrals.order_by("number") if row.outcome} if due else {}
    for rule in due:
        answer = answers.get(rule.id, "")
        if answer != "nothing_against":
            yield Gate("referral", rule.id, "approve", (("outcome", answer),))


def _visit(case: Case, journey: Journey) -> Iterable[Gate]:
    """The post has not received whoever has to come for the case."""
    due = journey.visit()
    if due is None or was_received(case.reference):
        return []
    return [Gate("visit", "visit", "approve" if due.before == "decision" else "hand_over")]


def _fees(case: Case, journey: Journey) -> Iterable[Gate]:
    """Charges of the case that are neither paid nor waived; nothing costs nothing."""
    steps = {"decision": "approve", "hand_over": "hand_over"}
    return [
        Gate("fee", one.charge.fee, steps[one.charge.due], (("known", "yes" if one.amount is not None else "no"),))
        for one in charges_of(case.reference)
        if not one.is_settled
    ]


def _recommendations(case: Case, journey: Journey) -> Iterator[Gate]:
    """Each recommendation that too few bodies have given."""
    for one in support_for(case, journey):
        if not one.is_met:
            numbers = {"supported": one.supported, "least": one.rule.least, "asked": one.asked}
            yield Gate("recommendation", one.rule.id, "approve", tuple((key, str(n)) for key, n in numbers.items()))


def _commission(case: Case, journey: Journey) -> Iterable[Gate]:
    """The commission has not resolved in favour."""
    rule = journey.definition.decision.commission
    if rule is None:
        return []
    standing = nomination_of(case)
    if standing and standing.resolution and standing.resolution.outcome == "in_favour":
        return []
    state = "" if standing is None else "against" if standing.resolution else standing.state
    return [Gate("commission", rule.name, "approve", (("state", state),))]


# Every part of the room that keeps a case waiting names its gates here.
FINDERS: tuple[Finder, ...] = (
    _consents,
    _mandate,
    _referrals,
    _recommendations,
    _commission,
    _visit,
    _fees,
)


def closed_gates(case: Case, journey: Journey, step: str) -> tuple[Gate, ...]:
    """What is still missing before the step (approve or hand_over), in the order of the finders."""
    return tuple(gate for find in FINDERS for gate in find(case, journey) if gate.step == step)
