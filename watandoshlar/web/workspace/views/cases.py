"""One case at the post: its outside for every officer there, its inside for who has taken it."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watandoshlar.capabilities.access.api import has_role
from watandoshlar.domains.cases.api import (
    OfficerView,
    access_case_as_officer,
    answer_history,
    answers_of,
    errors,
    is_file_of,
    journey_of_case,
    open_item_request,
    release_case,
    request_items,
    service_of,
    states,
    take_case,
)
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.web.presenting.answers import answer_sections
from watandoshlar.web.presenting.cases import case_heading, decision_shown, due_shown, requests_shown, timeline
from watandoshlar.web.presenting.files import file_response
from watandoshlar.web.workspace.doors import officer_view


@officer_view
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    view = access_case_as_officer(request.user, reference)
    service = service_of(view.case)
    language = get_language()
    texts = service.texts(language)
    due = due_shown(view.case, texts)
    context = {
        "section": "workspace",
        "view": view,
        "case": view.case,
        "heading": case_heading(view.case, texts),
        "due": due,
        "events": timeline(view.case, due, audience="officer"),
        "may": _may(request, view),
        "item_request": open_item_request(view.case),
        "certificate": certificate_of(view.case.reference),
    }
    if view.may_read:
        context |= _inside(view, service, texts, language)
    return render(request, "workspace/case.html", context)


def _inside(view: OfficerView, service, texts, language: str) -> dict:
    found = view.case
    sections = answer_sections(
        journey_of_case(found, answers_of(found)),
        texts,
        language,
        file_url=lambda file_id: reverse("workspace:file", args=[found.reference, file_id]),
    )
    return {
        "sections": sections,
        "history": answer_history(found),
        "requests": requests_shown(found, texts),
        "decision": decision_shown(found, service, texts),
        "askable": [(row["field"], row["label"]) for section in sections for row in section["rows"]]
        + [(name, texts.field(name).label) for name in _unanswered(service, sections)],
        "reasons": [(code, texts.refusal_reason(code)) for code in service.definition.decision.refusal_reasons],
    }


def _unanswered(service, sections: list[dict]) -> list[str]:
    shown = {row["field"] for section in sections for row in section["rows"]}
    return [name for name in service.definition.fields if name not in shown]


def _may(request: HttpRequest, view: OfficerView) -> dict[str, bool]:
    """Which steps this officer may take now; the acts check again."""
    found = view.case
    is_officer = found.officer_id == request.user.pk
    others = not view.is_own_application
    return {
        "take": others and states.may("take", found.state),
        "release": states.may("release", found.state) and (is_officer or has_role(request.user, "head", found.post)),
        "request_items": is_officer and states.may("request_items", found.state),
        "decide": is_officer and states.may("propose", found.state),
        "confirm": others and not is_officer and states.may("return", found.state),
        "issue": others and states.may("issue", found.state) and service_of(found).definition.document is not None,
    }


@officer_view
@require_POST
def take(request: HttpRequest, reference: str) -> HttpResponse:
    take_case(acting_user=request.user, reference=reference)
    return redirect("workspace:case", reference=reference)


@officer_view
@require_POST
def release(request: HttpRequest, reference: str) -> HttpResponse:
    release_case(acting_user=request.user, reference=reference)
    messages.success(request, _("The case is back in the queue."))
    return redirect("workspace:queue")


@officer_view
@require_POST
def request_missing(request: HttpRequest, reference: str) -> HttpResponse:
    request_items(
        acting_user=request.user,
        reference=reference,
        items=request.POST.getlist("items"),
        note=request.POST.get("note", "").strip(),
        due_on=_day(request.POST.get("due_on", "")),
    )
    messages.success(request, _("The applicant has been asked. The case waits for the answer."))
    return redirect("workspace:case", reference=reference)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise errors.DayPassed from error


@officer_view
@require_safe
def file(request: HttpRequest, reference: str, file_id: UUID) -> HttpResponse:
    view = access_case_as_officer(request.user, reference)
    if not view.may_read or not _is_file_of_any(view, file_id):
        raise errors.CaseNotFound
    return file_response(file_id)


def _is_file_of_any(view: OfficerView, file_id: UUID) -> bool:
    """Files of earlier answer sets stay readable: what was replaced is part of the history."""
    return any(is_file_of(answers_of(view.case, row.number), file_id) for row in answer_history(view.case))
