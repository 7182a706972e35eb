"""The forms of an officer's steps."""

from collections.abc import Sequence
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from watandoshlar.capabilities.access.api import Account, workers_at
from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.api import Case, OfficerView, states
from watandoshlar.domains.certificates.api import REASONS, REINSTATED_BECAUSE
from watandoshlar.web.presenting.forms import RefusedStep, StepForm

NOTE_ATTRIBUTES = {"maxlength": 4000}


def request_form(case: Case, askable: Sequence[tuple[str, str]], refused: RefusedStep | None) -> StepForm:
    form = StepForm("request", refused)
    form.add("choices", "items", _("What should be sent or corrected?"), askable)
    form.add("long_text", "note", _("What exactly is missing or wrong"), required=False, attributes=NOTE_ATTRIBUTES)
    tomorrow = today_at(case.post) + timedelta(days=1)
    form.add("day", "due_on", _("Until"), attributes={"min": tomorrow.isoformat()})
    return form


def decision_form(
    case: Case, register: str, reasons: Sequence[tuple[str, str]], refused: RefusedStep | None
) -> StepForm:
    form = StepForm("propose", refused)
    if register == "appeals":
        # One outcome: the page sends it along.
        form.add("choices", "reasons", _("Reasons in the law"), reasons)
    else:
        hint = _("A second officer confirms it.") if case.needs_second_officer else ""
        form.add("choice", "outcome", _("Decision"), [("approve", _("Approve")), ("refuse", _("Refuse"))], hint=hint)
        form.add("choices", "reasons", _("Reasons for a refusal"), reasons, required=False)
    form.add(
        "long_text",
        "note",
        _("Note to the applicant"),
        required=False,
        hint=_("The applicant reads it with the decision."),
        attributes=NOTE_ATTRIBUTES,
    )
    return form


def confirmation_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("confirm", refused)
    choices = [("agree", _("Confirm the decision")), ("return", _("Return it to the officer"))]
    form.add("choice", "outcome", _("Your decision"), choices)
    form.add(
        "long_text",
        "note",
        _("Note to the officer"),
        required=False,
        hint=_("Needed when you return it. The applicant does not see it."),
        attributes=NOTE_ATTRIBUTES,
    )
    return form


def second_officer_form(account: Account, view: OfficerView, refused: RefusedStep | None) -> StepForm | None:
    """Whom the officer of a confidential case may let read it; None for others."""
    case = view.case
    if not (
        case.is_confidential and view.may_read and case.officer_id == account.pk and case.state in states.OPEN_STATES
    ):
        return None
    colleagues = [one for one in workers_at(case.post) if one.pk not in (account.pk, case.account_id)]
    form = StepForm("name_second", refused)
    chosen = str(case.second_officer_id or "")
    form.add(
        "choice", "colleague", _("Second officer"), [(str(one.pk), one.email) for one in colleagues], initial=chosen
    )
    return form


STATUS_QUESTIONS = {
    "suspend_document": (gettext_lazy("Why is the document paused?"), REASONS),
    "reinstate_document": (gettext_lazy("Why does it count again?"), REINSTATED_BECAUSE),
}


def status_form(step: str, refused: RefusedStep | None) -> StepForm:
    """The reason for pausing a document, or for ending the pause."""
    form = StepForm(step, refused)
    question, reasons = STATUS_QUESTIONS[step]
    hint = _("The applicant reads it. Whoever checks the document does not.")
    form.add("choice", "reason", question, list(reasons.items()), hint=hint)
    return form


def withdrawal_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("withdraw_document", refused)
    hint = _("The applicant reads it. Whoever checks the document does not.")
    form.add("choice", "reason", _("Why is the document withdrawn?"), list(REASONS.items()), hint=hint)
    return form
