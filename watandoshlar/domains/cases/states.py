"""The states of a case and every step between them: one lifecycle for all services.

The database holds the same table (`cases_transition`) and refuses any other step; docs/rules/case-states.md draws it.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class State:
    code: str
    label: str
    meaning: str
    """One sentence for the applicant: what this state means."""
    is_final: bool = False


@dataclass(frozen=True)
class Transition:
    name: str
    source: str
    target: str
    who: str
    """officer · second_officer · applicant"""


STATES = {
    state.code: state
    for state in (
        State("submitted", _("Submitted"), _("We have your application. An officer has not opened it yet.")),
        State("in_review", _("Being checked"), _("An officer is checking your answers and documents.")),
        State(
            "waiting_for_applicant",
            _("Waiting for you"),
            _("The officer needs something from you before they can go on."),
        ),
        State(
            "proposed",
            _("Being checked a second time"),
            _("An officer has proposed a decision. A second officer is checking it."),
        ),
        State("approved", _("Approved"), _("Your application is approved. The post is preparing your document.")),
        State("refused", _("Refused"), _("Your application is refused. The reasons are below."), is_final=True),
        State("issued", _("Document issued"), _("Your document is ready."), is_final=True),
        State("withdrawn", _("Withdrawn"), _("You withdrew this application."), is_final=True),
    )
}

TRANSITIONS = (
    Transition("take", "submitted", "in_review", "officer"),
    Transition("release", "in_review", "submitted", "officer"),
    Transition("request_items", "in_review", "waiting_for_applicant", "officer"),
    Transition("answer_request", "waiting_for_applicant", "in_review", "applicant"),
    Transition("close_request", "waiting_for_applicant", "in_review", "officer"),
    Transition("propose", "in_review", "proposed", "officer"),
    Transition("return", "proposed", "in_review", "second_officer"),
    Transition("approve", "in_review", "approved", "officer"),
    Transition("approve", "proposed", "approved", "second_officer"),
    Transition("refuse", "in_review", "refused", "officer"),
    Transition("refuse", "proposed", "refused", "second_officer"),
    Transition("issue", "approved", "issued", "officer"),
    Transition("withdraw", "submitted", "withdrawn", "applicant"),
    Transition("withdraw", "in_review", "withdrawn", "applicant"),
    Transition("withdraw", "waiting_for_applicant", "withdrawn", "applicant"),
)

FIRST_STATE = "submitted"
OPEN_STATES = tuple(state.code for state in STATES.values() if not state.is_final)
# In these states the next step is the post's, so its term matters.
POST_STATES = ("submitted", "in_review", "proposed", "approved")


def may(name: str, state: str) -> bool:
    """Whether the step `name` begins in `state`."""
    return any(step.name == name and step.source == state for step in TRANSITIONS)


def target(name: str, state: str) -> str:
    """Where the step `name` leads from `state`. Raises KeyError for a step that the table lacks."""
    for step in TRANSITIONS:
        if step.name == name and step.source == state:
            return step.target
    raise KeyError((name, state))
