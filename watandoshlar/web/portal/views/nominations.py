"""What the holder of a commission's document does about its cancellation: answer before it, appeal after it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.appeals.api import begin_appeal
from watandoshlar.domains.cases.api import access_case, answer_hearing, nomination_errors
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.nominations import cancellation_shown


@keeps_what_was_typed
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def hearing(request: HttpRequest, reference: str) -> HttpResponse:
    """The holder reads what speaks for the cancellation, and answers it once."""
    case = access_case(request.user, reference)
    refused = None
    if request.method == "POST":
        try:
            answer_hearing(acting_user=request.user, reference=reference, answer=request.POST.get("answer", ""))
        except nomination_errors.HearingAnswerNeeded as error:
            refused = RefusedStep("hearing", request.POST, error)
        else:
            messages.success(request, _("Your answer is with the commission."))
            return redirect("portal:case", reference=reference)
    shown = cancellation_shown(case)
    if shown is None or not shown["may_answer"]:
        return redirect("portal:case", reference=reference)
    form = StepForm("hearing", refused)
    hint = _("You can answer once. Name the papers that matter.")
    form.add("long_text", "answer", _("Your answer"), hint=hint, attributes={"maxlength": 10000})
    context = {
        "section": "portal",
        "case": case,
        "cancellation": shown,
        "form": form,
        "error_summary": summary_of([form], refused),
    }
    return render(request, "portal/hearing.html", context, status=refused.error.status if refused else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def appeal_against(request: HttpRequest, reference: str) -> HttpResponse:
    """Begin an appeal that names the decision; only a press begins it."""
    case = access_case(request.user, reference)
    if request.method == "POST":
        draft = begin_appeal(acting_user=request.user, reference=reference)
        return redirect("portal:draft", draft_id=draft.pk)
    return render(request, "portal/appeal_against.html", {"section": "portal", "case": case})
