"""The queue of the posts where an officer works."""

from allauth.mfa.adapter import get_adapter
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.access.api import has_role, has_second_factor, posts_of
from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.cases.api import queue_counts, queue_of, states
from watandoshlar.web.workspace.doors import (
    keeps_calendars,
    sees_community,
    sees_payments,
    sees_runs,
    staff_view,
    staff_view_before_second_factor,
    works_for_the_ministry,
)
from watandoshlar.web.workspace.presenting.queue import queue_row, queue_tabs

ROWS = 50


@staff_view
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Open cases, the nearest term first. Rows carry nothing personal: names open with the case."""
    if not posts_of(request.user) and has_role(request.user, "catalogue_owner"):
        return redirect("workspace:services")
    if not posts_of(request.user) and has_role(request.user, "commissioner"):
        return redirect("workspace:commissions")
    if not posts_of(request.user) and has_role(request.user, "key_keeper"):
        return redirect("workspace:runs")
    language = get_language()
    state = request.GET.get("state", "") if request.GET.get("state") in states.STATES else ""
    mine = request.GET.get("mine") == "1"
    page = Paginator(queue_of(request.user, state=state, mine=mine), ROWS).get_page(request.GET.get("page"))
    return render(
        request,
        "workspace/queue.html",
        {
            "section": "workspace",
            "posts": [post_name(post, language) for post in posts_of(request.user)],
            "cases": [queue_row(case) for case in page],
            "page_of": page,
            "tabs": queue_tabs(queue_counts(request.user), state, mine),
            "query": "mine=1&" if mine else (f"state={state}&" if state else ""),
            "keeps_calendars": keeps_calendars(request.user),
            "sees_payments": sees_payments(request.user),
            "sits": has_role(request.user, "commissioner"),
            "cancels": works_for_the_ministry(request.user),
            "sees_runs": sees_runs(request.user),
            "sees_community": sees_community(request.user),
            "owns_catalogue": has_role(request.user, "catalogue_owner"),
            "edits": has_role(request.user, "editor"),
        },
    )


@staff_view_before_second_factor
@require_safe
def second_factor(request: HttpRequest) -> HttpResponse:
    """Staff log in with two factors: says how to set one up, or to log in again with it."""
    if has_second_factor(request):
        return redirect("workspace:queue")
    has_one = get_adapter().is_mfa_enabled(request.user)
    return render(request, "workspace/second_factor.html", {"section": "workspace", "has_one": has_one})
