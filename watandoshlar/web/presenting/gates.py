"""What is still missing before a case can go on, in sentences for the applicant and for the officer."""

from collections.abc import Callable

from watandoshlar.domains.cases.api import Case, Gate, answers_of, closed_gates, journey_of_case
from watandoshlar.domains.catalogue.api import Texts

# A sentence for a gate: `say(gate, texts, audience)` with the audience applicant or officer. Each sort of gate has one.
SENTENCES: dict[str, Callable[[Gate, Texts, str], str]] = {}
STEP_IN_STATE = {
    "submitted": "approve",
    "in_review": "approve",
    "waiting_for_applicant": "approve",
    "proposed": "approve",
    "issued": "hand_over",
}


def gates_shown(case: Case, texts: Texts, audience: str) -> list[str]:
    """One sentence for each gate that is closed now. The caller may read the answers of the case."""
    step = STEP_IN_STATE.get(case.state)
    if step is None:
        return []
    gates = closed_gates(case, journey_of_case(case, answers_of(case)), step)
    return [SENTENCES[gate.code](gate, texts, audience) for gate in gates]
