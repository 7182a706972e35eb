"""One case at the post: its outside for every officer there, its inside for who has taken it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from watandoshlar.domains.cases.api import (
    OfficerView,
    access_case_as_officer,
    answer_history,
    answers_of,
    consents_of,
    decisions_of,
    errors,
    is_file_of,
)
from watandoshlar.domains.certificates.api import certificate_of, read_pdf
from watandoshlar.web.presenting.files import file_response, pdf_response
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.presenting.term_sheet import term_sheet
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.presenting.case import case_context, may_open_document


@officer_view
@require_safe
def case(request: HttpRequest, reference: str) -> HttpResponse:
    return show_case(request, reference)


def show_case(request: HttpRequest, reference: str, refused: RefusedStep | None = None) -> HttpResponse:
    """The page of a case; after a step that was refused with the sentence beside its field and what was typed."""
    view = access_case_as_officer(request.user, reference)
    status = refused.error.status if refused else 200
    return render(request, "workspace/case.html", case_context(request, view, refused), status=status)


@officer_view
@require_safe
def file(request: HttpRequest, reference: str, file_id: UUID) -> HttpResponse:
    view = access_case_as_officer(request.user, reference)
    if not view.may_read or not _is_file_of_any(view, file_id):
        raise errors.CaseNotFound
    return file_response(file_id, view.case.people)


def _is_file_of_any(view: OfficerView, file_id: UUID) -> bool:
    """Files of earlier answer sets stay readable: what was replaced is part of the history."""
    papers = {paper for consent in consents_of(view.case) if (paper := consent.proof)}
    return file_id in papers or any(
        is_file_of(answers_of(view.case, row.number), file_id) for row in answer_history(view.case)
    )


@officer_view
@require_safe
def term(request: HttpRequest, reference: str) -> HttpResponse:
    """Why the term ends on its day, step by step."""
    view = access_case_as_officer(request.user, reference)
    # The sheet names the law of the service.
    if view.is_neutral:
        raise errors.NotForYou
    context = {"section": "workspace", "case": view.case, **term_sheet(view.case)}
    return render(request, "workspace/term.html", context)


@officer_view
@require_safe
def document(request: HttpRequest, reference: str) -> HttpResponse:
    view = access_case_as_officer(request.user, reference)
    certificate = certificate_of(reference)
    if certificate is None or not may_open_document(request.user, view, decisions_of(view.case)):
        raise errors.CaseNotFound
    return pdf_response(read_pdf(certificate), certificate.number)
