"""Signing runs: many documents issued at once, opened by one officer and approved by another."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.cases.api import access_cases_of_run, open_run_of_cases
from watandoshlar.domains.certificates.api import (
    access_signing_run,
    access_signing_runs,
    approve_signing_run,
    end_signing_run,
    open_reissue_run,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.workspace.doors import runs_view
from watandoshlar.web.workspace.presenting.runs import issuing, opening, run_facts, run_rows

ROWS = 50


@runs_view
@require_safe
def runs(request: HttpRequest) -> HttpResponse:
    """The runs that somebody may see, and a form to open one. Nothing personal is shown."""
    return _list(request)


@runs_view
@require_http_methods(["GET", "HEAD", "POST"])
def open_run(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return redirect("workspace:runs")
    sent = request.POST
    try:
        run = open_reissue_run(
            acting_user=request.user, key_id=sent.get("key", ""), post_code=sent.get("post", "").partition(":")[2]
        )
    except DomainError as refusal:
        return _list(request, refusal)
    messages.success(request, _("The run is open. Another officer has to approve it."))
    return redirect("workspace:run", run_id=run.pk)


@runs_view
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, post: str, service: str) -> HttpResponse:
    """What a run of a service at a post would issue, and the button that opens it."""
    refusal = None
    if request.method == "POST":
        try:
            run = open_run_of_cases(acting_user=request.user, post_code=post, slug=service)
        except DomainError as refused:
            refusal = refused
        else:
            messages.success(request, _("The run is open. Another officer has to approve it."))
            return redirect("workspace:run", run_id=run.pk)
    page = Paginator(access_cases_of_run(request.user, post, service), ROWS).get_page(request.GET.get("page"))
    context = {"section": "workspace", "page_of": page, "refusal": refusal, **issuing(list(page), post, service)}
    return render(request, "workspace/issue_run.html", context, status=refusal.status if refusal else 200)


@runs_view
@require_safe
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    return _page(request, run_id)


@runs_view
@require_http_methods(["GET", "HEAD", "POST"])
def approve(request: HttpRequest, run_id: UUID) -> HttpResponse:
    if request.method == "POST":
        try:
            approve_signing_run(acting_user=request.user, run_id=run_id)
        except DomainError as refusal:
            return _page(request, run_id, refusal)
        messages.success(request, _("The run is approved and signs by itself."))
    return redirect("workspace:run", run_id=run_id)


@runs_view
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, run_id: UUID) -> HttpResponse:
    if request.method == "POST":
        try:
            end_signing_run(acting_user=request.user, run_id=run_id)
        except DomainError as refusal:
            return _page(request, run_id, refusal)
        messages.success(request, _("The run has ended. What was signed by then stays."))
    return redirect("workspace:run", run_id=run_id)


def _list(request: HttpRequest, refusal: DomainError | None = None) -> HttpResponse:
    page = Paginator(access_signing_runs(request.user), ROWS).get_page(request.GET.get("page"))
    context = {
        "section": "workspace",
        "rows": run_rows(list(page)),
        "page_of": page,
        "refusal": refusal,
        **opening(request.user),
    }
    return render(request, "workspace/runs.html", context, status=refusal.status if refusal else 200)


def _page(request: HttpRequest, run_id: UUID, refusal: DomainError | None = None) -> HttpResponse:
    facts = run_facts(request.user, access_signing_run(request.user, run_id))
    context = {"section": "workspace", "refusal": refusal, **facts}
    return render(request, "workspace/run.html", context, status=refusal.status if refusal else 200)
