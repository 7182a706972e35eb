"""The steps of an officer on a nomination: ask a body, enter its paper, put the nomination before the commission."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import ask_recommendation, put_before_commission, record_recommendation
from watandoshlar.web.workspace.views.steps import back_to_case, step


@step
def ask_body(request: HttpRequest, reference: str) -> HttpResponse:
    sent = request.POST
    ask_recommendation(
        acting_user=request.user, reference=reference, rule=sent.get("rule", ""), body=sent.get("body", "")
    )
    messages.success(request, _("The letter is on its way. Links of earlier letters open nothing any more."))
    return back_to_case(reference)


@step
def body_paper(request: HttpRequest, reference: str) -> HttpResponse:
    sent = request.POST
    record_recommendation(
        acting_user=request.user,
        reference=reference,
        has_seen=sent.get("has_seen") == "yes",
        **{name: sent.get(name, "") for name in ("rule", "body", "answer", "name", "position", "reasons")},
    )
    messages.success(request, _("The answer of the body is written down. The nominee is told."))
    return back_to_case(reference)


@step
def put(request: HttpRequest, reference: str) -> HttpResponse:
    put_before_commission(acting_user=request.user, reference=reference)
    messages.success(request, _("The nomination is before the commission. The nominee is told."))
    return back_to_case(reference)
