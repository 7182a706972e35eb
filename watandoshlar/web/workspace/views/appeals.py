"""The steps of an officer on an appeal. A refused step comes back on the page of the case, with what was typed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.access.api import posts_of
from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.appeals.api import (
    access_slip,
    answer_appeal,
    appeal_of,
    classify_appeal,
    extend_term,
    forward_appeal,
    judge_link,
    record_reply,
    take_back_appeal,
    tell_proposer,
)
from watandoshlar.domains.cases.api import access_case_as_officer, start_entry
from watandoshlar.domains.catalogue.api import published_services
from watandoshlar.web.presenting.replies import typed_replies
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.views.steps import back_to_case, step


@step
def classify(request: HttpRequest, reference: str) -> HttpResponse:
    classify_appeal(
        acting_user=request.user,
        reference=reference,
        theme=request.POST.get("theme", ""),
        against_body=request.POST.get("against_body", ""),
    )
    messages.success(request, _("The theme is kept."))
    return back_to_case(reference)


@step
def forward(request: HttpRequest, reference: str) -> HttpResponse:
    sent = forward_appeal(
        acting_user=request.user,
        reference=reference,
        to_body=request.POST.get("to_body", ""),
        why=request.POST.get("why", "").strip(),
    )
    messages.success(request, _("The appeal is with the competent body, and the applicant is told."))
    return back_to_case(reference) if sent.is_outside else redirect("workspace:queue")


@step
def take_back(request: HttpRequest, reference: str) -> HttpResponse:
    take_back_appeal(acting_user=request.user, reference=reference)
    messages.success(request, _("The appeal is yours again. A new term runs."))
    return back_to_case(reference)


@step
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """The officer's own answer, or what a body outside the platform wrote by mail."""
    view = access_case_as_officer(request.user, reference)
    appeal = appeal_of(view.case)
    act = record_reply if view.case.state == "forwarded" else answer_appeal
    replies = typed_replies(request.POST, appeal.demands if appeal else 0)
    act(acting_user=request.user, reference=reference, replies=replies)
    messages.success(request, _("The appeal is answered, and the applicant is told."))
    return back_to_case(reference)


@step
def extend(request: HttpRequest, reference: str) -> HttpResponse:
    sent = request.POST
    extend_term(acting_user=request.user, reference=reference, rung=sent.get("rung", ""), reason=sent.get("reason", ""))
    messages.success(request, _("The term is extended, and the applicant is told."))
    return back_to_case(reference)


@step
def tell(request: HttpRequest, reference: str) -> HttpResponse:
    tell_proposer(acting_user=request.user, reference=reference)
    messages.success(request, _("The proposer is told that the proposal is being studied."))
    return back_to_case(reference)


@step
def link(request: HttpRequest, reference: str) -> HttpResponse:
    number = request.POST.get("link", "")
    judge_link(
        acting_user=request.user,
        reference=reference,
        link_id=int(number) if number.isdecimal() else 0,
        belongs=request.POST.get("belongs") == "yes",
    )
    return back_to_case(reference)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Begin to enter what somebody says at the counter or sent on paper, in the form that everybody fills in."""
    posts = posts_of(request.user)
    forms = [service for service in published_services() if service.definition.register == "appeals"]
    if request.method == "POST" and request.POST.get("form") in ("oral", "written"):
        draft = start_entry(
            acting_user=request.user,
            slug=forms[0].slug,
            post_code=request.POST.get("post") or posts[0].code,
            form=request.POST["form"],
        )
        return redirect("portal:draft", draft_id=draft.pk)
    language = get_language()
    context = {
        "section": "workspace",
        "posts": [(post.code, post_name(post, language)) for post in posts],
        "there_is_a_form": bool(forms),
    }
    return render(request, "workspace/enter.html", context)


@officer_view
@require_safe
def slip(request: HttpRequest, reference: str) -> HttpResponse:
    """What to hand to somebody without an account: the reference and the code with which they follow the appeal."""
    appeal, code = access_slip(request.user, reference)
    # A complaint about the post has left for the ministry.
    is_here = appeal.case.post in posts_of(request.user)
    context = {"section": "workspace", "case": appeal.case, "tracking_code": code, "is_here": is_here}
    return render(request, "workspace/slip.html", context)
