"""What a post sees of a document that it issued, and what its head does with it: pause, reinstate, withdraw."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.domains.cases.api import (
    access_case_as_officer,
    errors,
    reinstate_document,
    suspend_document,
)
from watandoshlar.domains.cases.api import withdraw_document as withdraw
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.forms import RefusedStep, summary_of
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.presenting.case import may_change_document, may_withdraw_document
from watandoshlar.web.workspace.presenting.documents import document_at_post
from watandoshlar.web.workspace.presenting.forms import status_form, withdrawal_form

STEPS = {
    "suspend_document": (suspend_document, gettext_lazy("The document is paused and the applicant is told.")),
    "reinstate_document": (reinstate_document, gettext_lazy("The document counts again and the applicant is told.")),
}


@officer_view
@require_safe
def register(request: HttpRequest, reference: str) -> HttpResponse:
    """The document in the register: its versions, its copies, what hangs together. Nothing of it is opened."""
    view = access_case_as_officer(request.user, reference)
    certificate = certificate_of(reference)
    if certificate is None or view.is_neutral:
        raise errors.CaseNotFound
    context = {
        "section": "workspace",
        "case": view.case,
        "may_change": may_change_document(request.user, view, certificate),
        "may_withdraw": may_withdraw_document(request.user, view, certificate),
        **document_at_post(certificate),
    }
    return render(request, "workspace/document.html", context)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def change_document(request: HttpRequest, reference: str) -> HttpResponse:
    """Pauses a document that counts, or lets a paused one count again; asks for the reason."""
    view = access_case_as_officer(request.user, reference)
    require_role(request.user, "head", view.case.post)
    certificate = certificate_of(reference)
    step = may_change_document(request.user, view, certificate)
    # Two pages may be open: what was pressed is what was read there.
    if not step or (request.method == "POST" and request.POST.get("step") != step):
        return redirect("workspace:case", reference=reference)
    refused = None
    if request.method == "POST":
        act, done = STEPS[step]
        try:
            act(acting_user=request.user, reference=reference, reason=request.POST.get("reason", ""))
        except DomainError as error:
            refused = RefusedStep(step, request.POST, error)
        else:
            messages.success(request, done)
            return redirect("workspace:register", reference=reference)
    form = status_form(step, refused)
    context = {
        "section": "workspace",
        "case": view.case,
        "step": step,
        "number": certificate.number,
        "form": form,
        "error_summary": summary_of([form], refused),
    }
    return render(request, "workspace/change_document.html", context, status=refused.error.status if refused else 200)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_document(request: HttpRequest, reference: str) -> HttpResponse:
    """Says what it means, asks for the reason, and withdraws for good."""
    view = access_case_as_officer(request.user, reference)
    require_role(request.user, "head", view.case.post)
    certificate = certificate_of(reference)
    if not may_withdraw_document(request.user, view, certificate):
        return redirect("workspace:case", reference=reference)
    refused = None
    if request.method == "POST":
        try:
            withdraw(acting_user=request.user, reference=reference, reason=request.POST.get("reason", ""))
        except DomainError as error:
            refused = RefusedStep("withdraw_document", request.POST, error)
        else:
            messages.success(request, _("The document is withdrawn and the applicant is told."))
            return redirect("workspace:case", reference=reference)
    form = withdrawal_form(refused)
    context = {
        "section": "workspace",
        "case": view.case,
        "number": certificate.number,
        "form": form,
        "error_summary": summary_of([form], refused),
    }
    return render(request, "workspace/withdraw_document.html", context, status=refused.error.status if refused else 200)
