"""One case on one page: its outside for every officer of the post, its inside for those who may read it."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account, has_role
from watandoshlar.domains.appeals.api import appeal_of
from watandoshlar.domains.cases.api import (
    Case,
    OfficerView,
    answer_history,
    answers_of,
    asked_items,
    award_of,
    decisions_of,
    is_barred,
    is_for_account,
    journey_of_case,
    note_of,
    open_item_request,
    service_of,
    states,
)
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.certificates.api import FINAL_STATUSES, Certificate, Status, certificate_of
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.bills import bill_at_post
from watandoshlar.web.presenting.cases import TONES, document_shown, due_shown, local_time, requests_shown, timeline
from watandoshlar.web.presenting.doubts import doubts_shown
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.gates import gates_shown
from watandoshlar.web.presenting.registers import words_for
from watandoshlar.web.workspace.presenting.appeals import appeal_panel
from watandoshlar.web.workspace.presenting.documents import held_shown
from watandoshlar.web.workspace.presenting.forms import (
    confirmation_form,
    decision_form,
    request_form,
    second_officer_form,
)
from watandoshlar.web.workspace.presenting.nominations import nomination_panel
from watandoshlar.web.workspace.presenting.people import people_panel
from watandoshlar.web.workspace.presenting.referrals import referral_panel
from watandoshlar.web.workspace.presenting.results import result_panel
from watandoshlar.web.workspace.presenting.words import (
    EVENT_TITLES,
    NEXT_STEPS,
    asked_until,
    has_passed,
    is_overdue,
    state_label,
    time_left,
)

# Fields of steps into which officers write sentences of their own.
WRITTEN = ("note", "why", "text", "question", "words")


def case_context(request: HttpRequest, view: OfficerView, refused: RefusedStep | None) -> dict:
    """Everything the page of a case shows this officer. `refused` is a step that was just tried in vain."""
    case = view.case
    service = service_of(case)
    texts = service.texts(get_language())
    certificate = certificate_of(case.reference)
    decisions = decisions_of(case) if view.may_read or certificate else []
    outside = _outside(request.user, view, texts, certificate)
    # Opened once for all parts of the page.
    journey = journey_of_case(case, answers_of(case)) if view.may_read else None
    inside = _inside(view, journey, texts, decisions) if journey else {}
    appeal = appeal_of(case)
    panels = {
        "appeal": appeal_panel(request.user, view, appeal, refused) if appeal else None,
        "people": people_panel(request.user, view, journey, texts, refused),
        "elsewhere": referral_panel(request.user, view, journey, texts, refused),
        "nomination": nomination_panel(request.user, view, journey, texts, refused),
        "result": result_panel(request.user, view, texts, certificate, refused),
    }
    forms = _forms(request.user, view, outside["may"], inside, refused)
    for panel in filter(None, panels.values()):
        forms |= panel["forms"]
    demands = panels["appeal"]["demands"] if panels["appeal"] else []
    shown = [*forms.values(), *(one.form for one in demands)]
    return {
        **outside,
        **inside,
        **panels,
        "held": held_shown(case, journey) if journey and certificate is None else [],
        "document_url": _document_url(view, certificate, decisions, request.user),
        "forms": forms,
        "refused_form": refused.form if refused else "",
        "error_summary": summary_of(shown, refused),
        "typed_in_vain": _words_of_step(refused) if refused and refused.form not in {one.name for one in shown} else [],
    }


def _outside(account: Account, view: OfficerView, texts, certificate: Certificate | None) -> dict:
    """What every officer of the post may see of a case; of a confidential one not even its service."""
    case = view.case
    due = due_shown(case, texts)
    item_request = open_item_request(case)
    day = item_request.due_on if item_request else None
    may = steps_open_to(account, view, certificate, day)
    return {
        "section": "workspace",
        "view": view,
        "case": case,
        "title": _("Confidential case") if view.is_neutral else texts.title,
        "tone": TONES[case.state],
        "state": state_label(case.state),
        "due": due,
        "left": time_left(case, due["moment"] if due else None),
        "overdue": is_overdue(case),
        "asked": asked_until(case, day),
        "is_officer": case.officer_id == account.pk,
        "is_barred": states.may("take", case.state) and not may["take"] and not view.is_own_application,
        "words": words_for(case),
        "events": _course(view, due),
        "may": may,
        "bill": None if view.is_neutral else bill_at_post(case.reference, get_language()),
        "document": document_shown(certificate),
    }


def _words_of_step(refused: RefusedStep) -> list[str]:
    """What somebody wrote for a step that the page does not offer any more."""
    written = [value for name, value in refused.sent.items() if name.partition(".")[0] in WRITTEN]
    return [words for words in written if words.strip()]


def may_open_document(account: Account, view: OfficerView, decisions: list) -> bool:
    """The officers who have read the answers may read the document: who took the case and who decided it."""
    has_decided = any(decision.officer_id == account.pk for decision in decisions)
    return not view.is_own_application and (view.may_read or (has_decided and not view.case.is_confidential))


def may_withdraw_document(account: Account, view: OfficerView, certificate: Certificate | None) -> bool:
    """The head of the post, while there is a document that was not withdrawn before, and no commission gave it."""
    return (
        certificate is not None
        and certificate.status not in FINAL_STATUSES
        and not view.is_own_application
        and has_role(account, "head", view.case.post)
        and award_of(certificate) is None
    )


def may_change_document(account: Account, view: OfficerView, certificate: Certificate | None) -> str:
    """What the head of the post may do with a document: suspend_document, reinstate_document, or nothing."""
    if certificate is None or view.is_own_application or not has_role(account, "head", view.case.post):
        return ""
    # One that rests on another which does not count is reinstated with that one.
    if certificate.own_status == Status.SUSPENDED and certificate.status == Status.SUSPENDED:
        return "reinstate_document"
    return "suspend_document" if certificate.status == Status.VALID else ""


def steps_open_to(
    account: Account, view: OfficerView, certificate: Certificate | None, asked_until_day: date | None
) -> dict[str, bool]:
    """Which steps this officer may take now; the acts check again."""
    case = view.case
    is_officer = case.officer_id == account.pk
    others = not view.is_own_application
    answers_for_it = others and (is_officer or has_role(account, "head", case.post))
    return {
        "take": others and states.may("take", case.state) and not is_barred(account, case),
        "release": answers_for_it and states.may("release", case.state),
        "close": answers_for_it and states.may("close_request", case.state) and has_passed(case, asked_until_day),
        "request": is_officer and states.may("request_items", case.state),
        "propose": is_officer and states.may("propose", case.state),
        "confirm": others and not is_officer and states.may("return", case.state) and _may_confirm(account, case),
        "withdraw_document": may_withdraw_document(account, view, certificate),
        "change_document": may_change_document(account, view, certificate),
        "issue": _may_issue(account, case) and others,
    }


def _may_issue(account: Account, case: Case) -> bool:
    has_document = service_of(case).definition.document is not None
    return states.may("issue", case.state) and has_document and _is_open_to(account, case)


def _is_open_to(account: Account, case: Case) -> bool:
    """A confidential case is worked on only by who may read it."""
    return not case.is_confidential or is_for_account(account, case)


def _may_confirm(account: Account, case: Case) -> bool:
    """Another officer of the post, or only its head where the register leaves the last word to them."""
    if not _is_open_to(account, case):
        return False
    register = service_of(case).definition.register
    last_word = {step.who for step in states.steps_of(register) if step.source == "proposed" and step.name != "return"}
    return "second_officer" in last_word or has_role(account, "head", case.post)


def _forms(
    account: Account, view: OfficerView, may: dict[str, bool], inside: dict, refused: RefusedStep | None
) -> dict[str, StepForm]:
    forms = {}
    if second := second_officer_form(account, view, refused):
        forms["name_second"] = second
    if may["propose"]:
        register = service_of(view.case).definition.register
        forms["propose"] = decision_form(view.case, register, inside["refusal_reasons"], refused)
    if may["confirm"]:
        forms["confirm"] = confirmation_form(refused)
    if may["request"]:
        forms["request"] = request_form(view.case, inside["askable"], refused)
    return forms


def _document_url(view: OfficerView, certificate, decisions: list, account: Account) -> str:
    if certificate is None or not may_open_document(account, view, decisions):
        return ""
    return reverse("workspace:document", args=[view.case.reference])


def _course(view: OfficerView, due: dict | None) -> list[dict]:
    return timeline(view.case, due, audience="officer", titles=EVENT_TITLES, next_steps=NEXT_STEPS)


def _inside(view: OfficerView, now: Journey, texts, decisions: list) -> dict:
    case, definition = view.case, now.definition
    history = answer_history(case)
    sections = _sections(view, texts, history, now)
    shown = {row["field"]: row["label"] for section in sections for row in section["rows"]}
    # What is not asked on this branch may be asked for too: a paper that turns out to be needed.
    others = {name: texts.field(name).label for name in definition.fields if name not in shown}
    return {
        "sections": sections,
        "gates": gates_shown(case, texts, "officer", now),
        "doubts": doubts_shown(now, texts, "officer"),
        "history": [
            {
                "made_at": local_time(row.made_at, case),
                "changed": [texts.field(name).label for name in row.changed_fields],
            }
            for row in history
        ],
        "requests": requests_shown(case, texts),
        "decisions": [_decision(case, decision, texts) for decision in decisions],
        "askable": list({**shown, **others}.items()),
        "refusal_reasons": [(code, texts.refusal_reason(code)) for code in definition.decision.refusal_reasons],
    }


def _sections(view: OfficerView, texts, history: list, now: Journey) -> list[dict]:
    """The answers now; what the last answer set changed carries what stood there before."""
    case = view.case
    language = get_language()
    asked = asked_items(case)

    def sections_of(journey: Journey) -> list[dict]:
        return answer_sections(
            journey,
            texts,
            language,
            file_url=lambda file_id: reverse("workspace:file", args=[case.reference, file_id]),
            asked_for=asked,
        )

    latest = history[-1]
    sections = sections_of(now)
    if len(history) > 1:
        earlier = journey_of_case(case, answers_of(case, latest.number - 1))
        before = {row["field"]: row for section in sections_of(earlier) for row in section["rows"]}
        for row in (row for section in sections for row in section["rows"]):
            row["changed"] = row["field"] in latest.changed_fields
            row["before"] = before.get(row["field"]) if row["changed"] else None
    return sections


def _decision(case, decision, texts) -> dict:
    titles = {
        ("approve", 1): _("Proposal: approve") if case.needs_second_officer else _("Approved"),
        ("refuse", 1): _("Proposal: refuse") if case.needs_second_officer else _("Refused"),
        ("approve", 2): _("Confirmed: approved"),
        ("refuse", 2): _("Confirmed: refused"),
        ("not_consider", 1): _("Proposal: not to consider it"),
        ("not_consider", 2): _("Confirmed: not considered"),
        ("return", 2): _("Returned by the second officer"),
    }
    tones = {"approve": "success", "refuse": "error", "not_consider": "error", "return": "warning"}
    return {
        "title": titles[decision.outcome, decision.step],
        "tone": tones[decision.outcome],
        "officer": decision.officer.email,
        "reasons": [texts.refusal_reason(code) for code in decision.reasons],
        "note": note_of(case, decision),
        "made_at": local_time(decision.made_at, case),
    }
