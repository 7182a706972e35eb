"""Checks for other posts: the queue of the office that is asked, and one check."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.access.api import posts_of
from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.cases.api import (
    access_referral,
    answers_of,
    errors,
    is_file_of,
    recall_referral,
    refer_case,
    referral_counts,
    referrals_for,
    release_referral,
    report_referral,
    take_referral,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.files import file_response
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.presenting.referrals import check_context, check_tabs, referral_row
from watandoshlar.web.workspace.views.steps import back_to_case, step

ROWS = 50


@officer_view
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """What other posts have asked the officer's offices, the nearest term first."""
    mine = request.GET.get("mine") == "1"
    page = Paginator(referrals_for(request.user, mine=mine), ROWS).get_page(request.GET.get("page"))
    context = {
        "section": "workspace",
        "posts": [post_name(post, get_language()) for post in posts_of(request.user)],
        "rows": [referral_row(referral) for referral in page],
        "page_of": page,
        "tabs": check_tabs(referral_counts(request.user), mine),
        "query": "mine=1&" if mine else "",
    }
    return render(request, "workspace/checks.html", context)


@officer_view
@require_safe
def check(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    return _show(request, reference, number)


def _show(request: HttpRequest, reference: str, number: int, refused: RefusedStep | None = None) -> HttpResponse:
    view = access_referral(request.user, reference, number)
    status = refused.error.status if refused else 200
    return render(request, "workspace/check.html", check_context(view, refused), status=status)


def check_step(view: Callable[[HttpRequest, str, int], HttpResponse]) -> Callable[..., HttpResponse]:
    """A step on a check is sent by POST; refused, it comes back on its page with what was typed."""

    @wraps(view)
    def stepping(request: HttpRequest, reference: str, number: int) -> HttpResponse:
        access_referral(request.user, reference, number)
        if request.method != "POST":
            return redirect("workspace:check", reference=reference, number=number)
        try:
            return view(request, reference, number)
        except DomainError as error:
            return _show(request, reference, number, RefusedStep(view.__name__, request.POST, error))

    return officer_view(stepping)


@check_step
def take(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    take_referral(acting_user=request.user, reference=reference, number=number)
    return redirect("workspace:check", reference=reference, number=number)


@check_step
def release(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    release_referral(acting_user=request.user, reference=reference, number=number)
    messages.success(request, _("The check is back in the queue."))
    return redirect("workspace:checks")


@check_step
def report(request: HttpRequest, reference: str, number: int) -> HttpResponse:
    report_referral(
        acting_user=request.user,
        reference=reference,
        number=number,
        outcome=request.POST.get("outcome", ""),
        reasons=[value for value in request.POST.getlist("reasons") if value],
        note=request.POST.get("note", "").strip(),
    )
    messages.success(request, _("Your answer is with the officer of the post. The applicant knows that it has come."))
    return redirect("workspace:checks")


@officer_view
@require_safe
def file(request: HttpRequest, reference: str, number: int, file_id: UUID) -> HttpResponse:
    """Evidence of the case, as long as the check is open and taken by this officer."""
    view = access_referral(request.user, reference, number)
    if not view.may_read or not is_file_of(answers_of(view.case), file_id):
        raise errors.ReferralNotFound
    return file_response(file_id, view.case.people)


@step
def refer(request: HttpRequest, reference: str) -> HttpResponse:
    refer_case(
        acting_user=request.user,
        reference=reference,
        rule_id=request.POST.get("rule_id", ""),
        question=request.POST.get("question", "").strip(),
    )
    messages.success(request, _("The case is with the other office. The applicant is told."))
    return back_to_case(reference)


@step
def recall(request: HttpRequest, reference: str) -> HttpResponse:
    recall_referral(acting_user=request.user, reference=reference)
    messages.success(request, _("The case is back. That office reads nothing of it any more."))
    return back_to_case(reference)
