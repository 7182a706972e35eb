"""The ministry puts the cancellation of a document before the commission that gave it, and can take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.cases.api import (
    Case,
    access_case_for_cancellation,
    commission_rule,
    document_in_force,
    errors,
    open_cancellation,
    propose_cancellation,
    service_of,
    take_back_cancellation,
)
from watandoshlar.domains.certificates.api import FINAL_STATUSES
from watandoshlar.domains.commissions.api import get_commission
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.references import normalise_reference
from watandoshlar.foundation.scripts import worded
from watandoshlar.web.presenting.cases import document_shown
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.nominations import cancellation_shown
from watandoshlar.web.workspace.doors import ministry_view


@ministry_view
@require_http_methods(["GET", "HEAD"])
def cancellations(request: HttpRequest) -> HttpResponse:
    """Asks for the reference of the case; nothing is listed, so that nobody reads through the register of holders."""
    refused = None
    if "reference" in request.GET:
        reference = normalise_reference(request.GET["reference"]) or request.GET["reference"][:24]
        try:
            case = access_case_for_cancellation(request.user, reference)
        except errors.CaseNotFound as error:
            refused = RefusedStep("find", request.GET, error)
        else:
            return redirect("workspace:cancellation", reference=case.reference)
    form = StepForm("find", refused)
    form.add("short_text", "reference", _("Reference of the case"), attributes={"maxlength": 24, "autocomplete": "off"})
    context = {"section": "workspace", "form": form, "error_summary": summary_of([form], refused)}
    return render(request, "workspace/cancellations.html", context, status=refused.error.status if refused else 200)


@ministry_view
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: HttpRequest, reference: str) -> HttpResponse:
    case = access_case_for_cancellation(request.user, reference)
    reference, refused = case.reference, None
    if request.method == "POST":
        try:
            done = _take_back(request, reference) if "take_back" in request.POST else _propose(request, reference)
        except DomainError as error:
            refused = RefusedStep("cancel", request.POST, error)
        else:
            messages.success(request, done)
            return redirect("workspace:cancellation", reference=reference)
    context = _context(case, refused)
    return render(request, "workspace/cancellation.html", context, status=refused.error.status if refused else 200)


def _propose(request: HttpRequest, reference: str) -> str:
    sent = request.POST
    propose_cancellation(
        acting_user=request.user, reference=reference, ground=sent.get("ground", ""), why=sent.get("why", "")
    )
    return _("The cancellation is before the commission. The holder is told and may answer.")


def _take_back(request: HttpRequest, reference: str) -> str:
    take_back_cancellation(acting_user=request.user, reference=reference)
    return _("The cancellation is taken back. The holder is told.")


def _context(case: Case, refused: RefusedStep | None) -> dict:
    certificate = document_in_force(case)
    form = None
    if open_cancellation(case) is None and certificate.status not in FINAL_STATUSES:
        form = StepForm("cancel", refused)
        grounds = get_commission(commission_rule(case).name).matters["cancel"].grounds
        choices = [(code, worded(words, get_language())) for code, words in grounds.items()]
        form.add("choice", "ground", _("On which ground?"), choices)
        hint = _("The holder reads it and may answer; the commission reads both.")
        form.add("long_text", "why", _("What speaks for it"), hint=hint, attributes={"maxlength": 4000})
    return {
        "section": "workspace",
        "case": case,
        "title": service_of(case).texts(get_language()).title,
        "document": document_shown(certificate),
        "cancellation": cancellation_shown(case),
        "form": form,
        "error_summary": summary_of([form] if form else [], refused),
    }
