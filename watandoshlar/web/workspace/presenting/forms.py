"""The forms of an officer's steps, as the templates of fields take them; refused ones keep what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from watandoshlar.capabilities.posts.api import today_at
from watandoshlar.domains.cases.api import Case
from watandoshlar.domains.certificates.api import REASONS
from watandoshlar.foundation.errors import DomainError

NOTE_ATTRIBUTES = {"maxlength": 4000}
# Beside which field the sentence of a refusal stands.
FIELD_OF_CODE = {
    "items_needed": "items",
    "unknown_item": "items",
    "day_passed": "due_on",
    "outcome_needed": "outcome",
    "reason_needed": "reasons",
    "reasons_with_approval": "reasons",
    "unknown_reason": "reasons",
    "unknown_status_reason": "reason",
    "note_needed": "note",
    "why_needed": "why",
    "unknown_body": "to_body",
    "complained_of": "to_body",
    "unknown_theme": "theme",
    "extension_refused": "rung",
    "day_out_of_reach": "day",
    "open_or_closed": "works",
    "source_needed": "source",
    "unknown_source_state": "state",
    "unknown_scope": "scope",
}


@dataclass(frozen=True)
class RefusedStep:
    """A step that an act refused: the name of its form, what was sent, and why."""

    form: str
    sent: QueryDict
    error: DomainError


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    selected: bool = False
    hint: str = ""


@dataclass(frozen=True)
class StepField:
    """A field of a form; the templates of web/fields/ read these names."""

    kind: str
    html_name: str
    html_id: str
    label: str
    hint: str = ""
    required: bool = True
    value: str = ""
    choices: Sequence[Choice] = ()
    attributes: Mapping[str, object] = field(default_factory=dict)
    errors: Sequence[str] = ()
    warnings: Sequence[str] = ()
    source: None = None


class StepForm:
    """The fields of one step. `refused` fills them with what was typed and says what is wrong."""

    def __init__(self, name: str, refused: RefusedStep | None) -> None:
        self.name = name
        self.refused = refused if refused and refused.form == name else None
        self.fields: list[StepField] = []

    @property
    def by_name(self) -> dict[str, StepField]:
        return {field.html_name: field for field in self.fields}

    def add(self, kind: str, name: str, label: str, choices: Sequence[tuple[str, str]] = (), **more: object) -> None:
        sent = self.refused.sent if self.refused else QueryDict()
        chosen = sent.getlist(name)
        self.fields.append(
            StepField(
                kind=kind,
                html_name=name,
                html_id=f"{self.name}-{name.replace('_', '-')}",
                label=label,
                value=sent.get(name, ""),
                choices=[Choice(value, text, selected=value in chosen) for value, text in choices],
                errors=[str(self.refused.error)] if self._is_wrong(name) else [],
                **more,
            )
        )

    def _is_wrong(self, name: str) -> bool:
        return self.refused is not None and FIELD_OF_CODE.get(self.refused.error.code) == name


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
        hint = _("The head of the post confirms it.")
        form.add("choice", "outcome", _("Decision"), [("not_consider", _("Do not consider the appeal"))], hint=hint)
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


def withdrawal_form(refused: RefusedStep | None) -> StepForm:
    form = StepForm("withdraw_document", refused)
    hint = _("The applicant reads it. Whoever checks the document does not.")
    form.add("choice", "reason", _("Why is the document withdrawn?"), list(REASONS.items()), hint=hint)
    return form


def summary_of(forms: Sequence[StepForm], refused: RefusedStep | None) -> list[tuple[str, str]]:
    """The refusal for the head of the page, with a link to its field where that is on the page."""
    if refused is None:
        return []
    wrong = [field.html_id for form in forms for field in form.fields if field.errors]
    return [(f"#{wrong[0]}" if wrong else "", str(refused.error))]
