"""What the applicant of an appeal does beside what everybody does with a case: rate the answer, dispute it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.appeals.api import access_appeal, errors, rate_answer, reopen_appeal
from watandoshlar.domains.cases.api import access_case
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.presenting.appeals import appeal_shown
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, reference: str) -> HttpResponse:
    """How far the answer solved the matter; asked on the page of the case."""
    access_case(request.user, reference)
    if request.method == "POST":
        mark = request.POST.get("mark", "")
        try:
            rate_answer(acting_user=request.user, reference=reference, mark=int(mark) if mark.isdecimal() else 0)
        except (errors.UnknownRating, errors.RatedAlready, errors.WrongStep) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Thank you. Your opinion counts in the public figures of the post."))
    return redirect("portal:case", reference=reference)


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, reference: str) -> HttpResponse:
    """Dispute an answer: another officer takes the appeal, with a term of its own."""
    appeal = access_appeal(request.user, reference)
    refused = None
    if request.method == "POST":
        try:
            reopen_appeal(acting_user=request.user, reference=reference, why=request.POST.get("why", ""))
        except errors.WhyNeeded as error:
            refused = RefusedStep("reopen", request.POST, error)
        else:
            messages.success(request, _("Your appeal is reopened. Another officer takes it."))
            return redirect("portal:case", reference=reference)
    shown = appeal_shown(appeal)
    if shown["reopen_until"] is None:
        return redirect("portal:case", reference=reference)
    form = StepForm("reopen", refused)
    question = _("What is not solved, or not true, in the answer?")
    form.add("long_text", "why", question, attributes={"maxlength": 4000})
    context = {
        "section": "portal",
        "case": appeal.case,
        "appeal": shown,
        "form": form,
        "error_summary": summary_of([form], refused),
    }
    return render(request, "portal/reopen.html", context, status=refused.error.status if refused else 200)
