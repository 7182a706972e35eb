"""The choice of an applicant how the result should reach them."""

from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import Case, hand_over_of, states, ways_to_choose, words_of_result
from watandoshlar.web.presenting.forms import RefusedStep, StepForm
from watandoshlar.web.presenting.results import WAYS

ADDRESS = {"maxlength": 500, "autocomplete": "street-address"}


def way_shown(case: Case) -> dict | None:
    """What was chosen, while there is a choice; None otherwise."""
    if case.state not in (*states.OPEN_STATES, "issued") or not ways_to_choose(case):
        return None
    hand_over = hand_over_of(case)
    if hand_over and hand_over.state not in ("expected", "ready"):
        return None
    is_ready = hand_over is not None and hand_over.state == "ready"
    ask = _("Choose how you want to get it.") if is_ready else _("You can choose already; it holds when it is ready.")
    return {
        "chosen": WAYS.get(hand_over.way, "") if hand_over else "",
        "address": words_of_result(hand_over).address if hand_over else "",
        "ask": ask,
        "is_ready": is_ready,
    }


def way_form(case: Case, refused: RefusedStep | None) -> StepForm:
    hand_over = hand_over_of(case)
    form = StepForm("way", refused)
    choices = [(way, WAYS[way]) for way in ways_to_choose(case)]
    form.add(
        "choice", "way", _("How do you want to get the result?"), choices, initial=hand_over.way if hand_over else ""
    )
    if "send" in ways_to_choose(case):
        form.add(
            "long_text",
            "address",
            _("Address to which it is sent"),
            required=False,
            initial=words_of_result(hand_over).address if hand_over else "",
            hint=_("Only if it should be sent: name, street, postcode, city, country."),
            attributes=ADDRESS,
        )
    return form
