"""How the result of a case reaches its applicant: the states of a hand-over and every step between them.

It stands beside the lifecycle of the case, which ends when the result is ready. The database holds the same table
(`cases_handoverstep`) and refuses any other step; docs/rules/case-states.md draws it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation.steps import Step, target


@dataclass(frozen=True)
class HandOverState:
    code: str
    label: str
    meaning: str
    """One sentence for the applicant: what this state means."""
    is_final: bool = False


FIRST_HAND_OVER_STATE = "expected"
HAND_OVER_STATES = {
    state.code: state
    for state in (
        HandOverState("expected", _("Not ready yet"), _("The result is not ready yet.")),
        HandOverState("ready", _("Ready"), _("The result is ready. How you get it stands below.")),
        HandOverState("sent", _("Sent to you"), _("The result is on its way to you. Tell us when you have it.")),
        HandOverState("collected", _("Collected"), _("The result was collected at the post."), is_final=True),
        HandOverState("received", _("Received"), _("You have told us that you have the result."), is_final=True),
        HandOverState("downloaded", _("Downloaded"), _("You have downloaded your document."), is_final=True),
        HandOverState("told", _("Done"), _("What was done for you stands below."), is_final=True),
        HandOverState(
            "returned",
            _("Returned"),
            _("Nobody collected the result, and the post has sent it back. Write to the post if you need it."),
            is_final=True,
        ),
    )
}
HAND_OVER_TRANSITIONS = (
    Step("make_ready", "expected", "ready", "officer"),
    Step("collect", "ready", "collected", "officer"),
    Step("send", "ready", "sent", "officer"),
    Step("come_back", "sent", "ready", "officer"),
    Step("receive", "sent", "received", "applicant"),
    Step("download", "ready", "downloaded", "applicant"),
    Step("tell", "ready", "told", "officer"),
    Step("return", "ready", "returned", "officer"),
)
WAYS = ("collect", "send", "download", "told")
# By which right somebody takes a result at the counter, and what they may show there.
COLLECTORS = ("applicant", "mandate", "authority")
DOCUMENTS_SEEN = ("passport", "id_card", "return_certificate", "foreign_passport", "other")


def hand_over_target(name: str, state: str) -> str:
    """Where the step `name` leads from `state`. Raises KeyError for a step that the table lacks."""
    return target(HAND_OVER_TRANSITIONS, name, state)


def may_hand_over(name: str, state: str) -> bool:
    return any(step.name == name and step.source == state for step in HAND_OVER_TRANSITIONS)
