"""Deciding a case and issuing its document."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from watandoshlar.domains.cases.api import (
    access_case_as_officer,
    confirm_decision,
    errors,
    issue_document,
    propose_decision,
)
from watandoshlar.domains.certificates.api import certificate_of, read_pdf
from watandoshlar.web.presenting.files import pdf_response
from watandoshlar.web.workspace.doors import officer_view


@officer_view
@require_POST
def propose(request: HttpRequest, reference: str) -> HttpResponse:
    case = propose_decision(
        acting_user=request.user,
        reference=reference,
        outcome="refuse" if request.POST.get("outcome") == "refuse" else "approve",
        reasons=request.POST.getlist("reasons"),
        note=request.POST.get("note", "").strip(),
    )
    if case.state == "proposed":
        messages.success(request, _("Your decision is proposed. A second officer confirms it."))
    else:
        messages.success(request, _("The case is decided and the applicant is told."))
    return redirect("workspace:case", reference=reference)


@officer_view
@require_POST
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    case = confirm_decision(
        acting_user=request.user,
        reference=reference,
        agrees=request.POST.get("answer") == "agree",
        note=request.POST.get("note", "").strip(),
    )
    if case.state == "in_review":
        messages.success(request, _("The case went back to its officer with your note."))
    else:
        messages.success(request, _("The case is decided and the applicant is told."))
    return redirect("workspace:case", reference=reference)


@officer_view
@require_POST
def issue(request: HttpRequest, reference: str) -> HttpResponse:
    issue_document(acting_user=request.user, reference=reference)
    messages.success(request, _("The document is issued and the applicant is told."))
    return redirect("workspace:case", reference=reference)


@officer_view
@require_safe
def document(request: HttpRequest, reference: str) -> HttpResponse:
    view = access_case_as_officer(request.user, reference)
    certificate = certificate_of(view.case.reference)
    if certificate is None or view.is_own_application:
        raise errors.CaseNotFound
    return pdf_response(read_pdf(certificate), certificate.number)
