"""Checks by other offices: the step that sends a case there, the queue of the office that is asked, one check."""

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account, has_role
from watandoshlar.capabilities.posts.api import moment_at, post_name, today_at
from watandoshlar.domains.cases.api import (
    OfficerView,
    Referral,
    ReferralView,
    answers_of,
    journey_of_case,
    service_of,
    states,
    words_of_referral,
)
from watandoshlar.domains.catalogue.api import Journey, Texts
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.referrals import OUTCOMES, at_office, is_late, referrals_shown
from watandoshlar.web.workspace.presenting.words import days_left

WORDS = {"maxlength": 4000}


def referral_panel(
    account: Account, view: OfficerView, journey: Journey | None, texts: Texts, refused: RefusedStep | None
) -> dict:
    """What the page of a case says of checks by other offices, and the step that asks for one. The `journey` is that of
    whoever may read."""
    case = view.case
    is_officer = case.officer_id == account.pk and view.may_read
    may_refer = is_officer and states.may("refer", case.state, "applications")
    form = _refer_form(journey, texts, refused) if journey and may_refer else None
    answers_for_it = not view.is_own_application and (is_officer or has_role(account, "head", case.post))
    return {
        "referrals": referrals_shown(case, texts) if view.may_read else [],
        "may_recall": answers_for_it and states.may("recall", case.state, "applications"),
        "forms": {"refer": form} if form else {},
    }


def _refer_form(journey: Journey, texts: Texts, refused: RefusedStep | None) -> StepForm | None:
    """The checks that the answers make necessary; one that came back in order may be asked for again."""
    rules = journey.referrals_due()
    if not rules:
        return None
    form = StepForm("refer", refused)
    choices = [(rule.id, texts.referral(rule.id)) for rule in rules]
    form.add("choice", "rule_id", _("Which check?"), choices, initial=choices[0][0] if len(choices) == 1 else "")
    form.add(
        "long_text",
        "question",
        _("Question to that office"),
        required=False,
        hint=_("That office reads it with the answers. The applicant does not."),
        attributes=WORDS,
    )
    return form


def referral_row(referral: Referral) -> dict:
    """A check in the queue of its office. Nothing personal, and not the service: what is asked opens with taking."""
    due = at_office(referral)
    return {
        "url": reverse("workspace:check", args=[referral.case.reference, referral.number]),
        "reference": referral.case.reference,
        "from": post_name(referral.from_post, get_language()),
        "sent": moment_at(referral.to_post, referral.sent_at).replace(tzinfo=None),
        "due": due,
        "left": days_left((due.date() - today_at(referral.to_post)).days, is_over=is_late(referral)) if due else "",
        "overdue": is_late(referral),
        "officer": referral.taken_by.email if referral.taken_by else "",
    }


def check_tabs(counts: dict[str, int], mine: bool) -> list[dict]:
    here = reverse("workspace:checks")
    return [
        {"url": here, "label": _("All open"), "current": not mine, "count": counts["all"]},
        {"url": f"{here}?mine=1", "label": _("Mine"), "current": mine, "count": counts["mine"]},
    ]


def check_context(view: ReferralView, refused: RefusedStep | None) -> dict:
    """One check: its outside for every officer of the office, its inside for who has taken it."""
    referral = view.referral
    form = _report_form(view, refused) if view.may_read else None
    return {
        "section": "workspace",
        "view": view,
        "row": referral_row(referral),
        "is_open": referral.ended_at is None,
        "outcome": OUTCOMES.get(referral.outcome, ""),
        "form": form,
        **(_inside(view) if view.may_read else {}),
        "error_summary": summary_of([form] if form else [], refused),
    }


def _inside(view: ReferralView) -> dict:
    case, language = view.case, get_language()
    texts = service_of(case).texts(language)
    number = view.referral.number
    return {
        "title": texts.title,
        "check": texts.referral(view.referral.rule),
        "question": words_of_referral(view.referral).question,
        "sections": answer_sections(
            journey_of_case(case, answers_of(case)),
            texts,
            language,
            file_url=lambda file_id: reverse("workspace:check_file", args=[case.reference, number, file_id]),
        ),
    }


def _report_form(view: ReferralView, refused: RefusedStep | None) -> StepForm:
    service = service_of(view.case)
    texts = service.texts(get_language())
    reasons = [(code, texts.refusal_reason(code)) for code in service.definition.decision.refusal_reasons]
    form = StepForm("report", refused)
    form.add("choice", "outcome", _("What have you found?"), list(OUTCOMES.items()))
    form.add("choices", "reasons", _("If something stands against it: which reason"), reasons, required=False)
    form.add(
        "long_text",
        "note",
        _("Note to the officer of the post"),
        required=False,
        hint=_("Needed unless nothing stands against it. The applicant does not see it."),
        attributes=WORDS,
    )
    return form
