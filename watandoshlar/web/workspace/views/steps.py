"""The steps of an officer on a case. A refused step comes back on the page of the case, with what was typed."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import (
    access_case_as_officer,
    close_request,
    confirm_decision,
    errors,
    issue_document,
    propose_decision,
    release_case,
    request_items,
    take_case,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.views.cases import show_case


def step(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """A step is sent by POST. Who comes to its address otherwise (another language, a new log-in) sees the case."""

    @wraps(view)
    def stepping(request: HttpRequest, reference: str) -> HttpResponse:
        access_case_as_officer(request.user, reference)
        if request.method != "POST":
            return redirect("workspace:case", reference=reference)
        try:
            return view(request, reference)
        except DomainError as error:
            return show_case(request, reference, RefusedStep(request.resolver_match.url_name, request.POST, error))

    return officer_view(stepping)


def back_to_case(reference: str) -> HttpResponse:
    return redirect("workspace:case", reference=reference)


@step
def take(request: HttpRequest, reference: str) -> HttpResponse:
    take_case(acting_user=request.user, reference=reference)
    return back_to_case(reference)


@step
def release(request: HttpRequest, reference: str) -> HttpResponse:
    release_case(acting_user=request.user, reference=reference)
    messages.success(request, _("The case is back in the queue."))
    return redirect("workspace:queue")


@step
def request_missing(request: HttpRequest, reference: str) -> HttpResponse:
    request_items(
        acting_user=request.user,
        reference=reference,
        items=_ticked(request, "items"),
        note=request.POST.get("note", "").strip(),
        due_on=_day(request.POST.get("due_on", "")),
    )
    messages.success(request, _("The applicant has been asked. The case waits for the answer."))
    return back_to_case(reference)


@step
def close(request: HttpRequest, reference: str) -> HttpResponse:
    close_request(acting_user=request.user, reference=reference)
    messages.success(request, _("The case goes on without the answer. The applicant is told."))
    return back_to_case(reference)


def _ticked(request: HttpRequest, name: str) -> list[str]:
    """What is ticked in a list of boxes; an empty value, with which the form says that it had the list, is none."""
    return [value for value in request.POST.getlist(name) if value]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # No day at all: the act has a sentence for a day that is not in the future.
        return date.min


@step
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    case = propose_decision(
        acting_user=request.user,
        reference=reference,
        outcome=request.POST.get("outcome", ""),
        reasons=_ticked(request, "reasons"),
        note=request.POST.get("note", "").strip(),
    )
    if case.state == "proposed":
        messages.success(request, _("Your decision is proposed. A second officer confirms it."))
    else:
        messages.success(request, _("The case is decided and the applicant is told."))
    return back_to_case(reference)


@step
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    outcome = request.POST.get("outcome", "")
    if outcome not in ("agree", "return"):
        raise errors.OutcomeNeeded
    note = request.POST.get("note", "").strip()
    case = confirm_decision(acting_user=request.user, reference=reference, agrees=outcome == "agree", note=note)
    if case.state == "in_review":
        messages.success(request, _("The case went back to its officer with your note."))
    else:
        messages.success(request, _("The case is decided and the applicant is told."))
    return back_to_case(reference)


@step
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    issue_document(acting_user=request.user, reference=reference)
    messages.success(request, _("The document is issued and the applicant is told."))
    return back_to_case(reference)
