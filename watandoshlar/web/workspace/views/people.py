"""An officer's steps about people beside the applicant. A refused step comes back on the page of the case."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from watandoshlar.domains.cases.api import (
    confirm_mandate,
    record_consent,
    take_back_mandate,
    take_family,
    take_over_case,
)
from watandoshlar.web.workspace.views.steps import back_to_case, step


@step
def family(request: HttpRequest, reference: str) -> HttpResponse:
    taken = take_family(acting_user=request.user, reference=reference)
    messages.success(request, _("Cases of the family that are yours now: %(count)s.") % {"count": len(taken)})
    return back_to_case(reference)


@step
def consent(request: HttpRequest, reference: str) -> HttpResponse:
    sent = request.POST
    record_consent(
        acting_user=request.user,
        reference=reference,
        rule=sent.get("rule", ""),
        answer=sent.get("answer", ""),
        how=sent.get("how", ""),
        name=sent.get("name", ""),
        document=sent.get("document", ""),
        has_seen=sent.get("has_seen") == "yes",
    )
    messages.success(request, _("It is written down, and the applicant is told."))
    return back_to_case(reference)


@step
def mandate(request: HttpRequest, reference: str) -> HttpResponse:
    confirm_mandate(
        acting_user=request.user,
        reference=reference,
        valid_until=_day(request.POST.get("valid_until", "")),
        has_seen=request.POST.get("has_seen") == "yes",
        services=[slug for slug in request.POST.getlist("services") if slug],
    )
    messages.success(request, _("The paper is confirmed, and the applicant is told."))
    return back_to_case(reference)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # No day at all: the act has a sentence for one that has passed.
        return date.min


@step
def end_mandate(request: HttpRequest, reference: str) -> HttpResponse:
    number = request.POST.get("mandate", "")
    take_back_mandate(
        acting_user=request.user, reference=reference, mandate_id=int(number) if number.isdecimal() else 0
    )
    messages.success(request, _("The paper counts no more, and the applicant is told."))
    return back_to_case(reference)


@step
def take_over(request: HttpRequest, reference: str) -> HttpResponse:
    take_over_case(
        acting_user=request.user,
        reference=reference,
        email=request.POST.get("email", ""),
        has_seen=request.POST.get("has_seen") == "yes",
    )
    messages.success(request, _("The case is with the person's own account now. Both are told."))
    return back_to_case(reference)
