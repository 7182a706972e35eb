"""Where an applicant books a visit to the post: a day, a time, the waiting list. All of it without JavaScript."""

from datetime import date, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.appointments.api import errors, visit_of
from watandoshlar.domains.cases.api import (
    access_case,
    book_visit,
    give_up_visit,
    keep_visit,
    stop_waiting,
    wait_for_visit,
)
from watandoshlar.foundation.errors import Conflict
from watandoshlar.web.errors import keeps_what_was_typed
from watandoshlar.web.portal.doors import pressed_on
from watandoshlar.web.portal.presenting.visits import COURTESY, visit_page, visit_shown
from watandoshlar.web.presenting.calendar_files import calendar_file
from watandoshlar.web.presenting.forms import RefusedStep

PAGE = "portal:visit"


@keeps_what_was_typed
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, reference: str) -> HttpResponse:
    """What is booked or free, and the form of the waiting list, which is sent to this address."""
    refused = None
    if request.method == "POST":
        try:
            _wait(request, reference)
        except (errors.PeriodUnfit, Conflict) as error:
            refused = RefusedStep("wait", request.POST, error)
        else:
            messages.success(request, _("You are on the waiting list, and take part in the next draw."))
            return redirect(PAGE, reference=reference)
    context = visit_page(request, access_case(request.user, reference), refused)
    return render(request, "portal/visit.html", context, status=refused.error.status if refused else 200)


def _wait(request: HttpRequest, reference: str) -> None:
    try:
        first, last = (date.fromisoformat(request.POST.get(name, "")) for name in ("first_day", "last_day"))
    except ValueError:
        raise errors.PeriodUnfit from None
    is_courtesy = request.POST.get("lane") == COURTESY
    wait_for_visit(
        acting_user=request.user, reference=reference, first_day=first, last_day=last, is_courtesy=is_courtesy
    )


@pressed_on(PAGE)
def choose(request: HttpRequest, reference: str) -> HttpResponse:
    """A time of a day was pressed: it is held."""
    try:
        starts_at = datetime.fromisoformat(request.POST.get("starts_at", ""))
    except ValueError:
        starts_at = None
    try:
        if starts_at is None or starts_at.utcoffset() is None:
            raise errors.PlaceTaken
        book_visit(
            acting_user=request.user,
            reference=reference,
            starts_at=starts_at,
            is_courtesy=request.POST.get(COURTESY) == "1",
        )
    except Conflict as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse(PAGE, args=[reference])}?{request.META.get('QUERY_STRING', '')}".rstrip("?"))
    return redirect(PAGE, reference=reference)


@pressed_on(PAGE)
def confirm(request: HttpRequest, reference: str) -> HttpResponse:
    return _step(request, reference, keep_visit, _("Your visit is booked. We have written to you."))


@pressed_on(PAGE)
def leave(request: HttpRequest, reference: str) -> HttpResponse:
    return _step(request, reference, stop_waiting, _("You do not wait any more."))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks once more before a visit is given up; a time that is only held is let go at once."""
    if request.method == "POST":
        return _step(request, reference, give_up_visit, _("The time is given up. Somebody who waits gets it."))
    case = access_case(request.user, reference)
    found = visit_of(reference)
    if found is None:
        return redirect(PAGE, reference=reference)
    context = {"section": "portal", "case": case, "visit": visit_shown(found)}
    return render(request, "portal/cancel_visit.html", context)


def _step(request: HttpRequest, reference: str, act, done: str) -> HttpResponse:
    try:
        act(acting_user=request.user, reference=reference)
    except (errors.HoldEnded, errors.VisitNotFound, errors.WishNotFound, errors.VisitStepRefused) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
    return redirect(PAGE, reference=reference)


@login_required
@require_safe
def calendar(request: HttpRequest, reference: str) -> HttpResponse:
    """The visit as a file for calendars, in the language of the page and the time zone of the post."""
    case = access_case(request.user, reference)
    found = visit_of(case.reference)
    if found is None or found.state == "held":
        raise errors.VisitNotFound
    return calendar_file(case, found)
