"""Following an appeal without an account: a reference and its code show where it stands, and nothing personal."""

from allauth.core import ratelimit
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from watandoshlar.domains.appeals.api import Appeal, track_appeal
from watandoshlar.domains.cases.api import open_item_request, service_of, states
from watandoshlar.foundation.references import normalise_reference
from watandoshlar.web.presenting.appeals import KINDS, OUTCOMES, body_in_charge
from watandoshlar.web.presenting.cases import case_heading, due_shown, timeline


@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """The code goes by POST only, so that it stays out of addresses and logs. Every wrong pair is answered alike."""
    number = request.POST.get("number", request.GET.get("n", "")).strip()[:40]
    context = {"section": "track", "number": number}
    if request.method != "POST":
        return render(request, "public_site/track.html", context)
    if not ratelimit.consume(request, action="track_appeal", key=normalise_reference(number) or number):
        problem = _("Too many tries. Wait an hour, or log in with the account that sent the appeal.")
        return render(request, "public_site/track.html", {**context, "error_summary": [("", problem)]}, status=429)
    code = request.POST.get("code", "")[:40]
    if appeal := track_appeal(number, code):
        return render(request, "public_site/track.html", {**context, "found": _outside(appeal)})
    problem = _("This reference and this code do not belong together. Check both on the receipt.")
    context |= {"code": code, "error_summary": [("#number", problem)]}
    return render(request, "public_site/track.html", context, status=404)


def _outside(appeal: Appeal) -> dict:
    """Step, dates, who is in charge and what the person must do; never what the appeal says."""
    case = appeal.case
    texts = service_of(case).texts(get_language())
    due = due_shown(case, texts)
    request = open_item_request(case)
    return {
        "reference": case.reference,
        "kind": KINDS[appeal.kind],
        "heading": case_heading(case, texts),
        "registered_on": appeal.registered_on,
        "in_charge": body_in_charge(appeal) if case.state in states.OPEN_STATES else "",
        "outcome": OUTCOMES.get(appeal.outcome, ""),
        "due": due,
        "events": timeline(case, due, audience="applicant"),
        "to_send": [texts.field(name).label for name in request.items] if request else [],
        "send_until": request.due_on if request else None,
    }
