"""How the applicant gets the result: the choice of the way, and the word that the parcel has come."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.cases.api import access_case, choose_way, errors, receive_result
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.portal.presenting.ways import way_form, way_shown
from watandoshlar.web.presenting.forms import RefusedStep, summary_of


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def way(request: HttpRequest, reference: str) -> HttpResponse:
    case = access_case(request.user, reference)
    refused = None
    if request.method == "POST":
        sent = request.POST
        try:
            choose_way(
                acting_user=request.user,
                reference=reference,
                way=sent.get("way", ""),
                address=sent.get("address", ""),
            )
        except (errors.UnknownWay, errors.AddressNeeded) as error:
            refused = RefusedStep("way", sent, error)
        else:
            messages.success(request, _("Your choice is kept."))
            return redirect("portal:case", reference=reference)
    if way_shown(case) is None:
        return redirect("portal:case", reference=reference)
    form = way_form(case, refused)
    context = {"section": "portal", "case": case, "form": form, "error_summary": summary_of([form], refused)}
    return render(request, "portal/choose_way.html", context, status=refused.error.status if refused else 200)


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def received(request: HttpRequest, reference: str) -> HttpResponse:
    access_case(request.user, reference)
    if request.method == "POST":
        receive_result(acting_user=request.user, reference=reference)
        messages.success(request, _("Thank you. The post knows that it has come."))
    return redirect("portal:case", reference=reference)
