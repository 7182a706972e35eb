"""The head of the post withdraws a document that was issued."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.domains.cases.api import access_case_as_officer
from watandoshlar.domains.cases.api import withdraw_document as withdraw
from watandoshlar.domains.certificates.api import certificate_of
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.forms import RefusedStep, summary_of
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.presenting.case import may_withdraw_document
from watandoshlar.web.workspace.presenting.forms import withdrawal_form


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
