"""Receiving people: the day sheet and the counter of a post."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.posts.api import Post, today_at
from watandoshlar.domains.appointments.api import call_ticket, give_ticket
from watandoshlar.domains.appointments.api import errors as visit_errors
from watandoshlar.domains.cases.api import note_visit, receive_applicant
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.references import normalise_reference
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.workspace.doors import officer_view
from watandoshlar.web.workspace.presenting.visits import counter_context, post_asked, sheet_context

SHEET, COUNTER = "workspace:visits", "workspace:counter"


@officer_view
@require_safe
def sheet(request: HttpRequest) -> HttpResponse:
    """Who comes on a day, by time and window."""
    post = post_asked(request.user, request.GET.get("post", ""))
    return render(request, "workspace/day_sheet.html", sheet_context(request.user, post, _day(request, post)))


def _day(request: HttpRequest, post: Post) -> date:
    try:
        return date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return today_at(post)


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest, visit_id: UUID) -> HttpResponse:
    """Whether the people of a visit came; pressed on the day sheet, which is shown again."""
    if request.method != "POST":
        return redirect(SHEET)
    post = post_asked(request.user, request.GET.get("post", ""))
    came = request.POST.get("came") == "yes"
    try:
        note_visit(acting_user=request.user, visit_id=visit_id, came=came, identity=request.POST.get("identity", ""))
    except DomainError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Noted: they came.") if came else _("Noted: nobody came."))
    return redirect(f"{reverse(SHEET)}?post={post.code}&day={_day(request, post)}")


@officer_view
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest) -> HttpResponse:
    """Those without an appointment: tickets, whose turn it is, and who was received for which case."""
    post = post_asked(request.user, request.GET.get("post", ""))
    refused = None
    if request.method == "POST":
        try:
            done = STEPS.get(request.POST.get("step", ""), _receive)(request, post)
        except (visit_errors.NoWalkIn, visit_errors.TicketsGone, visit_errors.NobodyWaits) as error:
            messages.error(request, str(error))
        except DomainError as error:
            refused = RefusedStep("receive", request.POST, error)
        else:
            messages.success(request, done)
        if refused is None:
            return redirect(f"{reverse(COUNTER)}?post={post.code}")
    context = counter_context(request.user, post, refused)
    return render(request, "workspace/counter.html", context, status=refused.error.status if refused else 200)


def _give(request: HttpRequest, post: Post) -> str:
    ticket = give_ticket(acting_user=request.user, post=post, is_courtesy=request.POST.get("lane") == "courtesy")
    return _("Ticket %(number)s is given.") % {"number": ticket.number}


def _call(request: HttpRequest, post: Post) -> str:
    window = request.POST.get("window", "")
    ticket = call_ticket(acting_user=request.user, post=post, window=int(window) if window.isdecimal() else 0)
    return _("Ticket %(number)s is called to window %(window)s.") % {"number": ticket.number, "window": ticket.window}


def _receive(request: HttpRequest, post: Post) -> str:
    reference = normalise_reference(request.POST.get("reference", "")) or ""
    receive_applicant(acting_user=request.user, reference=reference, identity=request.POST.get("identity", ""))
    return _("Noted: they were received for %(reference)s.") % {"reference": reference}


STEPS = {"give": _give, "call": _call, "receive": _receive}
