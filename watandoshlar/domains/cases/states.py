"""The states of a case and every step between them: one lifecycle for all services.

A step may belong to one register: applications are approved or refused, appeals are answered, forwarded or not
considered. All other steps are the same for both.

The database holds the same table (`cases_transition`) and refuses any other step; docs/rules/case-states.md draws it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from watandoshlar.foundation import steps


@dataclass(frozen=True)
class State:
    code: str
    label: str
    meaning: str
    """One sentence for the applicant: what this state means."""
    is_final: bool = False
    elsewhere: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Label and meaning in a register that says it in other words."""

    def words(self, register: str) -> tuple[str, str]:
        """Label and meaning, as readers of the register know them."""
        return self.elsewhere.get(register, (self.label, self.meaning))


@dataclass(frozen=True)
class Transition:
    name: str
    source: str
    target: str
    who: str
    """officer · second_officer · head · other_office · body · applicant · platform"""
    register: str = ""
    """applications · appeals; empty: both"""


STATES = {
    state.code: state
    for state in (
        State(
            "submitted",
            _("Submitted"),
            _("We have your application. An officer has not opened it yet."),
            elsewhere={"appeals": (_("Registered"), _("Your appeal is registered. An officer has not opened it yet."))},
        ),
        State(
            "in_review",
            _("Being checked"),
            _("An officer is checking your answers and documents."),
            elsewhere={"appeals": (_("Being considered"), _("An officer is working on your appeal."))},
        ),
        State(
            "waiting_for_applicant",
            _("Waiting for you"),
            _("The officer needs something from you before they can go on."),
        ),
        State(
            "proposed",
            _("Being checked a second time"),
            _("An officer has proposed a decision. A second officer is checking it."),
            elsewhere={
                "appeals": (
                    _("With the head of the post"),
                    _("An officer has proposed not to consider the appeal. The head of the post is checking that."),
                )
            },
        ),
        State(
            "referred",
            _("With another office"),
            _("Another office checks something that only it can know. Then the officer goes on."),
        ),
        State("approved", _("Approved"), _("Your application is approved. The post is preparing the result.")),
        State("refused", _("Refused"), _("Your application is refused. The reasons are below."), is_final=True),
        State("issued", _("Ready"), _("The result is ready. How you get it stands below."), is_final=True),
        State(
            "forwarded",
            _("With another body"),
            _("Another body is competent and has your appeal. Its own term runs, and this page goes on telling."),
        ),
        State("answered", _("Answered"), _("You have an answer to each of your demands."), is_final=True),
        State(
            "not_considered",
            _("Not considered"),
            _("The law does not let the post consider this appeal. The reasons are below."),
            is_final=True,
        ),
        State(
            "withdrawn",
            _("Withdrawn"),
            _("You withdrew this application."),
            is_final=True,
            elsewhere={"appeals": (_("Withdrawn"), _("You withdrew this appeal."))},
        ),
    )
}

TRANSITIONS = (
    Transition("take", "submitted", "in_review", "officer"),
    Transition("release", "in_review", "submitted", "officer"),
    Transition("request_items", "in_review", "waiting_for_applicant", "officer"),
    Transition("answer_request", "waiting_for_applicant", "in_review", "applicant"),
    Transition("close_request", "waiting_for_applicant", "in_review", "officer"),
    Transition("refer", "in_review", "referred", "officer", "applications"),
    Transition("report", "referred", "in_review", "other_office", "applications"),
    Transition("recall", "referred", "in_review", "officer", "applications"),
    Transition("propose", "in_review", "proposed", "officer"),
    Transition("return", "proposed", "in_review", "second_officer"),
    Transition("approve", "in_review", "approved", "officer", "applications"),
    Transition("approve", "proposed", "approved", "second_officer", "applications"),
    Transition("refuse", "in_review", "refused", "officer", "applications"),
    Transition("refuse", "proposed", "refused", "second_officer", "applications"),
    Transition("issue", "approved", "issued", "officer", "applications"),
    Transition("reopen_approval", "approved", "in_review", "platform", "applications"),
    Transition("transfer", "in_review", "submitted", "officer", "appeals"),
    Transition("forward", "in_review", "forwarded", "officer", "appeals"),
    Transition("come_back", "forwarded", "in_review", "officer", "appeals"),
    Transition("give_answer", "in_review", "answered", "officer", "appeals"),
    Transition("give_answer", "forwarded", "answered", "body", "appeals"),
    Transition("not_consider", "proposed", "not_considered", "head", "appeals"),
    Transition("reopen", "answered", "submitted", "applicant", "appeals"),
    Transition("withdraw", "submitted", "withdrawn", "applicant"),
    Transition("withdraw", "in_review", "withdrawn", "applicant"),
    Transition("withdraw", "waiting_for_applicant", "withdrawn", "applicant"),
    Transition("withdraw", "referred", "withdrawn", "applicant", "applications"),
    Transition("withdraw", "forwarded", "withdrawn", "applicant", "appeals"),
)

FIRST_STATE = "submitted"
OPEN_STATES = tuple(state.code for state in STATES.values() if not state.is_final)
# In these states the next step is the post's, or it watches the term of the office or body that has the case.
POST_STATES = ("submitted", "in_review", "referred", "proposed", "approved", "forwarded")


def may(name: str, state: str, register: str = "") -> bool:
    """Whether the step `name` begins in `state`, for a case of the register or, without one, for any."""
    return steps.may(steps_of(register), name, state)


def target(name: str, state: str, register: str = "") -> str:
    """Where the step `name` leads from `state`. Raises KeyError for a step that the table lacks."""
    return steps.target(steps_of(register), name, state)


def steps_of(register: str = "") -> list[Transition]:
    """The steps of a register; without one, those of all."""
    return [step for step in TRANSITIONS if not register or step.register in ("", register)]
