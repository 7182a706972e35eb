"""Results on their way to applicants: the list of a post, and the steps of handing over."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from watandoshlar.capabilities.access.api import posts_of
from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.cases.api import collect_result, name_second_officer, result_counts, results_of
from watandoshlar.domains.cases.api import mark_ready as mark
from watandoshlar.domains.cases.api import return_result as give_back
from watandoshlar.domains.cases.api import send_result as send_off
from watandoshlar.domains.cases.api import take_back_result as take_in
from watandoshlar.domains.cases.api import tell_result as tell
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.presenting.results import PARTS, result_row, result_tabs
from watandoshlar.web.workspace.views.steps import back_to_case, step

ROWS = 50


@officer_view
@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What waits at the officer's posts to be handed over, what was reminded of, and what is to be sent back."""
    part = request.GET.get("part", "")
    part = part if part in PARTS else "waiting"
    page = Paginator(results_of(request.user, part), ROWS).get_page(request.GET.get("page"))
    context = {
        "section": "workspace",
        "posts": [post_name(post, get_language()) for post in posts_of(request.user)],
        "rows": [result_row(hand_over) for hand_over in page],
        "page_of": page,
        "tabs": result_tabs(result_counts(request.user), part),
        "query": f"part={part}&",
    }
    return render(request, "workspace/results.html", context)


@step
def mark_ready(request: HttpRequest, reference: str) -> HttpResponse:
    mark(acting_user=request.user, reference=reference)
    messages.success(request, _("The result is ready and the applicant is told."))
    return back_to_case(reference)


@step
def collect(request: HttpRequest, reference: str) -> HttpResponse:
    sent = request.POST
    collect_result(
        acting_user=request.user,
        reference=reference,
        collected_by=sent.get("collected_by", ""),
        document_seen=sent.get("document_seen", ""),
        number_seen=sent.get("number_seen", ""),
        name=sent.get("name", ""),
        authority=sent.get("authority", ""),
    )
    messages.success(request, _("The result is handed over, and who came is written down."))
    return back_to_case(reference)


@step
def send(request: HttpRequest, reference: str) -> HttpResponse:
    sent = request.POST
    send_off(
        acting_user=request.user,
        reference=reference,
        carrier=sent.get("carrier", ""),
        tracking=sent.get("tracking", ""),
    )
    messages.success(request, _("The result is on its way and the applicant is told."))
    return back_to_case(reference)


@step
def take_back_result(request: HttpRequest, reference: str) -> HttpResponse:
    take_in(acting_user=request.user, reference=reference)
    messages.success(request, _("The result is at the post again and the applicant is told."))
    return back_to_case(reference)


@step
def tell_result(request: HttpRequest, reference: str) -> HttpResponse:
    tell(acting_user=request.user, reference=reference, words=request.POST.get("words", ""))
    messages.success(request, _("The applicant is told that there is something to read."))
    return back_to_case(reference)


@step
def return_result(request: HttpRequest, reference: str) -> HttpResponse:
    give_back(acting_user=request.user, reference=reference)
    messages.success(request, _("The result is sent back and the applicant is told."))
    return back_to_case(reference)


@step
def name_second(request: HttpRequest, reference: str) -> HttpResponse:
    number = request.POST.get("colleague", "")
    name_second_officer(
        acting_user=request.user, reference=reference, colleague_id=int(number) if number.isdecimal() else 0
    )
    messages.success(request, _("Your colleague can read the case now, and confirm a decision."))
    return back_to_case(reference)
