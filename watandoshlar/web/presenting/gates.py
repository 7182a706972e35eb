"""What is still missing before a case can go on, in sentences for the applicant and for the officer."""

from collections.abc import Callable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watandoshlar.domains.cases.api import Case, Gate, answers_of, closed_gates, journey_of_case
from watandoshlar.domains.catalogue.api import Journey, Texts


def named(label: str) -> str:
    """A label inside a sentence, which has an end of its own."""
    return label.rstrip(".")


def _consent(gate: Gate, texts: Texts, audience: str) -> str:
    title, state = texts.consent(gate.id).title, dict(gate.facts)["state"]
    return CONSENTS[audience].get(state, CONSENTS[audience]["asked"]) % {"title": title}


CONSENTS = {
    "applicant": {
        "asked": gettext_lazy("%(title)s: the other person has not answered yet. Below you can send the letter again."),
        "refused": gettext_lazy(
            "%(title)s: the other person does not agree. Speak to them; below you can ask once more."
        ),
        "withdrawn": gettext_lazy(
            "%(title)s: the other person has taken the consent back. Below you can ask once more."
        ),
        "expired": gettext_lazy("%(title)s: nobody has answered in time. Below you can send the letter again."),
    },
    "officer": {
        "asked": gettext_lazy("%(title)s: not answered yet. Who comes to the counter can agree there."),
        "refused": gettext_lazy("%(title)s: refused. Without it the application cannot be approved."),
        "withdrawn": gettext_lazy("%(title)s: taken back. Without it the application cannot be approved."),
        "expired": gettext_lazy("%(title)s: not answered in time. The applicant can ask again."),
    },
}


def _mandate(gate: Gate, texts: Texts, audience: str) -> str:
    if audience == "applicant":
        return _("An officer has to see the paper by which you act for the other person. Nothing is asked of you now.")
    return _("Look at the paper by which the applicant acts for the other person, and confirm until when it is valid.")


def _fee(gate: Gate, texts: Texts, audience: str) -> str:
    label = named(texts.fee(gate.id))
    if dict(gate.facts)["known"] == "no":
        if audience == "officer":
            return _("“%(fee)s”: set the amount with its source and take the money, or waive it.") % {"fee": label}
        return _("“%(fee)s”: the post has yet to say how much it is. Ask there.") % {"fee": label}
    if audience == "officer":
        return _("“%(fee)s” is not paid: enter the receipt, or waive it.") % {"fee": label}
    return _("“%(fee)s” is not paid. “Payments” below says how to pay.") % {"fee": label}


def _referral(gate: Gate, texts: Texts, audience: str) -> str:
    outcome = dict(gate.facts)["outcome"]
    return REFERRALS[audience].get(outcome, REFERRALS[audience][""]) % {"check": named(texts.referral(gate.id))}


REFERRALS = {
    "applicant": {
        "": gettext_lazy("%(check)s. The post asks that office; nothing is asked of you."),
    },
    "officer": {
        "": gettext_lazy("%(check)s. That office has not answered yet: send the case there, or wait for its answer."),
        "against": gettext_lazy(
            "%(check)s. That office found something against the applicant. Refuse with a second officer, or ask again."
        ),
        "cannot_tell": gettext_lazy(
            "%(check)s. That office cannot tell. Ask again with what it lacks, or refuse with a second officer."
        ),
    },
}


def _visit(gate: Gate, texts: Texts, audience: str) -> str:
    if audience == "applicant":
        return _("You have to come to the post: %(reason)s") % {"reason": texts.visit("reason")}
    return _("The applicant has to come to the post. Note on the day sheet or at the counter when they have.")


def _recommendation(gate: Gate, texts: Texts, audience: str) -> str:
    facts = dict(gate.facts)
    words = {"title": named(texts.recommendation(gate.id).title), **facts}
    if audience == "applicant":
        if facts["asked"] == "0":
            return (
                _("%(title)s: no institution is being asked now. The officer asks one; nothing is asked of you.")
                % words
            )
        return _("%(title)s: the institution has not answered yet. Nothing is asked of you.") % words
    return (
        _("%(title)s: %(supported)s of %(least)s given, %(asked)s asked. Wait, ask another body, or enter its paper.")
        % words
    )


def _commission(gate: Gate, texts: Texts, audience: str) -> str:
    return COMMISSIONS[audience].get(dict(gate.facts)["state"], COMMISSIONS[audience]["waiting"])


COMMISSIONS = {
    "applicant": {
        "": gettext_lazy("A commission decides. The officer puts your nomination before it as soon as it is complete."),
        "waiting": gettext_lazy("Your nomination is before the commission. Nothing is asked of you."),
        "against": gettext_lazy("The commission has not resolved in your favour. The officer closes the case."),
    },
    "officer": {
        "": gettext_lazy("A commission decides: put the nomination before it as soon as it is complete."),
        "waiting": gettext_lazy("The nomination is before the commission. You can decide when it has resolved."),
        "against": gettext_lazy("The commission has resolved against the nominee. Refuse, with a second officer."),
    },
}


# A sentence for a gate: `say(gate, texts, audience)` with the audience applicant or officer. Each sort of gate has one.
SENTENCES: dict[str, Callable[[Gate, Texts, str], str]] = {
    "consent": _consent,
    "mandate": _mandate,
    "referral": _referral,
    "recommendation": _recommendation,
    "commission": _commission,
    "visit": _visit,
    "fee": _fee,
}
STEP_IN_STATE = {
    "submitted": "approve",
    "in_review": "approve",
    "waiting_for_applicant": "approve",
    "referred": "approve",
    "proposed": "approve",
    "issued": "hand_over",
}


def gates_shown(case: Case, texts: Texts, audience: str, journey: Journey | None = None) -> list[str]:
    """One sentence for each gate that is closed now. The caller may read the answers of the case, and gives the
    `journey` where they are open already."""
    step = STEP_IN_STATE.get(case.state)
    if step is None:
        return []
    gates = closed_gates(case, journey or journey_of_case(case, answers_of(case)), step)
    return [SENTENCES[gate.code](gate, texts, audience) for gate in gates]
