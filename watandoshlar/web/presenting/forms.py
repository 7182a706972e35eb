"""Forms that are written in code, as the templates of fields take them; refused ones keep what was typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict

from watandoshlar.foundation.errors import DomainError

# Beside which field the sentence of a refusal stands: whichever of them the form has.
FIELDS_OF_CODE = {
    "items_needed": ("items",),
    "unknown_item": ("items",),
    "day_passed": ("due_on",),
    "outcome_needed": ("outcome", "answer", "how"),
    "reason_needed": ("reasons",),
    "reasons_with_approval": ("reasons",),
    "unknown_reason": ("reasons",),
    "unknown_status_reason": ("reason",),
    "note_needed": ("note",),
    "why_needed": ("why", "reason"),
    "unknown_body": ("to_body", "against_body"),
    "complained_of": ("to_body",),
    "unknown_theme": ("theme",),
    "extension_refused": ("rung",),
    "day_out_of_reach": ("day",),
    "open_or_closed": ("works",),
    "source_needed": ("source",),
    "unknown_source_state": ("state",),
    "unknown_scope": ("scope",),
    "amount_not_readable": ("amount",),
    "currency_not_taken": ("currency",),
    "refund_too_large": ("amount",),
    "only_whole_payment": ("amount",),
    "not_overpaid": ("reason",),
    "receipt_number_needed": ("receipt_number",),
    "receipt_number_used": ("receipt_number",),
    "day_not_possible": ("paid_on",),
    "unknown_waiver_reason": ("reason",),
    "unknown_cancel_reason": ("reason",),
    "unknown_refund_reason": ("reason",),
    "refund_reference_needed": ("reference",),
    "refund_decision_needed": ("outcome",),
    "identity_unseen": ("has_seen",),
    "consent_words_needed": ("name", "document", "is_me"),
    "consent_not_found": ("rule",),
    "mandate_day": ("valid_until",),
    "account_needed": ("email",),
    "same_account": ("email",),
    "account_of_another": ("email",),
    "unknown_way": ("way",),
    "address_needed": ("address",),
    "unknown_referral": ("rule_id",),
    "unknown_collector": ("collected_by",),
    "mandate_not_confirmed": ("collected_by",),
    "unknown_document_seen": ("document_seen",),
    "number_seen_needed": ("number_seen",),
    "collector_name_needed": ("name",),
    "authority_needed": ("authority",),
    "carrier_needed": ("carrier",),
    "tracking_needed": ("tracking",),
    "words_needed": ("words",),
    "unknown_colleague": ("colleague",),
    "period_unfit": ("last_day",),
    "identity_needed": ("identity",),
    "window_unknown": ("window",),
    "case_not_found": ("reference",),
    "no_visit_needed": ("reference",),
    "visit_not_now": ("reference",),
    "recommendation_answer_needed": ("answer",),
    "signer_needed": ("name", "position"),
    "reasons_of_body_needed": ("reasons",),
    "paper_unseen": ("has_seen",),
    "unknown_recommendation": ("rule",),
    "body_may_not_recommend": ("body",),
    "hearing_answer_needed": ("answer",),
    "ground_needed": ("ground",),
    "why_cancel_needed": ("why",),
    "choice_needed": ("choice",),
    "conflict_reason_needed": ("conflict",),
    "reasons_needed": ("reasons",),
    "delay_needed": ("delay",),
    "day_needed": ("day", "time"),
    "matter_not_found": ("matter",),
    "organisation_name_needed": ("name_uz",),
    "place_needed": ("city",),
    "region_unknown": ("region",),
    "no_post_for_place": ("region",),
    "topics_needed": ("topics",),
    "aims_needed": ("aims_uz",),
    "founded_unknown": ("founded",),
    "address_not_readable": ("website", "online"),
    "contact_needed": ("contact_name",),
    "invited_not_possible": ("invited_email",),
    "invitation_open": ("invited_email",),
    "too_many_invitations": ("invited_email",),
    "evidence_needed": ("evidence",),
    "verification_day_needed": ("until",),
    "community_reason_needed": ("reason",),
    "event_title_needed": ("title_uz",),
    "event_time_needed": ("day",),
    "event_place_needed": ("place",),
    "unknown_opportunity": ("kind",),
    "titles_needed": ("title_uz", "theme_uz"),
    "texts_needed": ("text_uz",),
    "eligibility_needed": ("eligibility_uz",),
    "offered_by_needed": ("offered_by",),
    "source_url_needed": ("source_url",),
    "last_day_needed": ("last_day",),
    "days_needed": ("first_day",),
    "consultation_answer_needed": ("words",),
    "themes_needed": ("themes",),
    "promise_why_needed": ("why_uz",),
    "promise_day_needed": ("due_on",),
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

    def add(
        self,
        kind: str,
        name: str,
        label: str,
        choices: Sequence[tuple[str, str]] = (),
        *,
        initial: str | Sequence[str] = "",
        problem: str = "",
        **more: object,
    ) -> None:
        """`problem` is what is wrong, where the refusal itself does not say it of one field alone."""
        if self._is_wrong(name):
            problem = str(self.refused.error)
        first = [initial] if isinstance(initial, str) else list(initial)
        chosen = self.refused.sent.getlist(name) if self.refused else first
        self.fields.append(
            StepField(
                kind=kind,
                html_name=name,
                html_id=f"{self.name}-{name.replace('_', '-').replace('.', '-')}",
                label=label,
                value=chosen[-1] if chosen else "",
                choices=[Choice(value, text, selected=value in chosen) for value, text in choices],
                errors=[problem] if problem else [],
                **more,
            )
        )

    def _is_wrong(self, name: str) -> bool:
        return self.refused is not None and name in FIELDS_OF_CODE.get(self.refused.error.code, ())


def summary_of(forms: Sequence[StepForm], refused: RefusedStep | None) -> list[tuple[str, str]]:
    """What is wrong, for the head of the page, with a link to its field; the refusal itself where no field shows it."""
    wrong = [field for form in forms for field in form.fields if field.errors]
    if wrong or refused is None:
        return [(f"#{field.html_id}", error) for field in wrong for error in field.errors]
    return [("", str(refused.error))]
