"""Commissions: their sittings, the items of an agenda, votes and minutes, for members alone."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.cases.api import access_nomination
from watandoshlar.domains.commissions.api import (
    ZONE,
    access_item,
    access_sitting,
    cancel_sitting,
    cast_vote,
    close_ballot,
    close_sitting,
    declare_interest,
    errors,
    is_intact,
    list_matter,
    minutes_of,
    minutes_pdf,
    minutes_shown,
    note_presence,
    open_ballot,
    open_sitting,
    plan_sitting,
    put_off_item,
    resolve_item,
    seat_of,
    seats_of,
    states,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.files import file_response, pdf_response
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.workspace.doors import commission_view
from watandoshlar.web.workspace.presenting.commissions import (
    commission_context,
    commission_name,
    item_context,
    sitting_context,
    sitting_row,
)

METHODS = ["GET", "HEAD", "POST"]
Step = Callable[..., str]


@commission_view
@require_safe
def commissions(request: HttpRequest) -> HttpResponse:
    """The commissions in which the account has a seat."""
    seats = seats_of(request.user)
    if len(seats) == 1:
        return redirect("workspace:commission", code=seats[0].commission)
    rows = [
        {"code": one.commission, "name": commission_name(one.commission), "office": states.OFFICES[one.office]}
        for one in seats
    ]
    return render(request, "workspace/commissions.html", {"section": "workspace", "commissions": rows})


@commission_view
@require_http_methods(METHODS)
def commission(request: HttpRequest, code: str) -> HttpResponse:
    """What waits for a sitting, the sittings, and for who leads the commission the calling of a new one."""
    seat = seat_of(request.user, code)
    refused = None
    if request.method == "POST":
        try:
            planned = plan_sitting(acting_user=request.user, commission=code, planned_for=_moment(request))
        except DomainError as error:
            refused = RefusedStep("plan", request.POST, error)
        else:
            messages.success(request, _("The sitting is planned and its members are told."))
            return redirect("workspace:sitting", pk=planned.pk)
    context = commission_context(seat, refused)
    return render(request, "workspace/commission.html", context, status=refused.error.status if refused else 200)


def _moment(request: HttpRequest) -> datetime | None:
    try:
        typed = f"{request.POST.get('day', '')}T{request.POST.get('time', '').strip()}"
        return datetime.strptime(typed, "%Y-%m-%dT%H:%M").replace(tzinfo=ZONE)
    except ValueError:
        return None


@commission_view
@require_http_methods(METHODS)
def sitting(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda for every member; opening, presence and closing for who leads it."""
    row, seat = access_sitting(request.user, pk)
    refused = _stepped(request, SITTING_STEPS, sitting=pk)
    if refused is None and request.method == "POST":
        return redirect("workspace:sitting", pk=pk)
    context = sitting_context(request.user, row, seat, refused)
    return render(request, "workspace/sitting.html", context, status=refused.error.status if refused else 200)


@commission_view
@require_http_methods(METHODS)
def item(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """One item: its papers for members without a conflict, the vote, the count, the resolution."""
    row, seat = access_item(request.user, pk, number)
    refused = _stepped(request, ITEM_STEPS, sitting=pk, number=number)
    if refused is None and request.method == "POST":
        return redirect("workspace:item", pk=pk, number=number)
    context = item_context(request.user, row, seat, refused)
    return render(request, "workspace/item.html", context, status=refused.error.status if refused else 200)


@commission_view
@require_safe
def file(request: HttpRequest, pk: int, number: int, file_id: UUID) -> HttpResponse:
    """A paper of an item, for a member who has said that there is no conflict, as long as the matter is open."""
    row, _seat = access_item(request.user, pk, number)
    papers = access_nomination(request.user, row.matter.subject, row.matter.kind)
    if str(file_id) not in papers.journey.files:
        raise errors.ItemNotFound
    return file_response(file_id, papers.case.people)


@commission_view
@require_safe
def minutes(request: HttpRequest, pk: int) -> HttpResponse:
    row, _seat = access_sitting(request.user, pk)
    kept = minutes_of(row)
    if kept is None:
        return redirect("workspace:sitting", pk=pk)
    context = {
        "section": "workspace",
        "sitting": sitting_row(row),
        "shown": minutes_shown(kept, get_language()),
        "is_intact": is_intact(kept),
        "pk": pk,
    }
    return render(request, "workspace/minutes.html", context)


@commission_view
@require_safe
def minutes_file(request: HttpRequest, pk: int) -> HttpResponse:
    row, _seat = access_sitting(request.user, pk)
    kept = minutes_of(row)
    if kept is None:
        raise errors.SittingNotFound
    return pdf_response(minutes_pdf(kept, get_language()), f"minutes-{row.number}")


# --- steps: what each sends along is read here, and the sentence that follows is returned -----------------------------


def _stepped(request: HttpRequest, steps: dict[str, Step], **place: int) -> RefusedStep | None:
    """Take the step that was pressed; None where it was done, or none was."""
    if request.method != "POST":
        return None
    name = request.POST.get("step", "")
    try:
        done = steps[name](request, **place) if name in steps else ""
    except DomainError as error:
        return RefusedStep(name, request.POST, error)
    if done:
        messages.success(request, done)
    return None


def _numbers(request: HttpRequest, name: str) -> list[int]:
    return [int(value) for value in request.POST.getlist(name) if value.isdecimal()]


def _list(request: HttpRequest, sitting: int) -> str:
    chosen = _numbers(request, "matter")
    list_matter(acting_user=request.user, sitting=sitting, matter=chosen[0] if chosen else 0)
    return _("The matter is on the agenda.")


def _open(request: HttpRequest, sitting: int) -> str:
    open_sitting(acting_user=request.user, sitting=sitting, present=_numbers(request, "present"))
    return _("The sitting is open.")


def _presence(request: HttpRequest, sitting: int) -> str:
    note_presence(acting_user=request.user, sitting=sitting, present=_numbers(request, "present"))
    return _("Noted who is here.")


def _close(request: HttpRequest, sitting: int) -> str:
    close_sitting(acting_user=request.user, sitting=sitting)
    return _("The sitting is closed and its minutes are sealed.")


def _cancel(request: HttpRequest, sitting: int) -> str:
    cancel_sitting(acting_user=request.user, sitting=sitting)
    return _("The sitting does not take place. Its members are told.")


def _declare(request: HttpRequest, sitting: int, number: int) -> str:
    row, _seat = access_item(request.user, sitting, number)
    said = request.POST.get("conflict", "")
    has_conflict = said != "none"
    conflict = said.removeprefix("conflict_")
    declare_interest(acting_user=request.user, matter=row.matter_id, has_conflict=has_conflict, conflict=conflict)
    if has_conflict:
        return _("Your conflict of interest is noted. The papers are closed to you, and you do not vote.")
    return _("Noted. The papers are open to you.")


def _vote(request: HttpRequest, sitting: int, number: int) -> str:
    cast_vote(acting_user=request.user, sitting=sitting, number=number, choice=request.POST.get("choice", ""))
    return _("Your vote is given.")


def _open_ballot(request: HttpRequest, sitting: int, number: int) -> str:
    open_ballot(acting_user=request.user, sitting=sitting, number=number)
    return _("Members can vote now.")


def _close_ballot(request: HttpRequest, sitting: int, number: int) -> str:
    closed = close_ballot(acting_user=request.user, sitting=sitting, number=number)
    if closed.state == "put_off":
        return _("The votes are counted. The item is put off: %(why)s.") % {"why": states.DELAYS[closed.delay]}
    return _("The votes are counted. Write the resolution.")


def _resolve(request: HttpRequest, sitting: int, number: int) -> str:
    reasons = [value for value in request.POST.getlist("reasons") if value]
    words = request.POST.get("words", "")
    resolve_item(acting_user=request.user, sitting=sitting, number=number, reasons=reasons, words=words)
    return _("The resolution is written. What follows from it has happened.")


def _put_off(request: HttpRequest, sitting: int, number: int) -> str:
    put_off_item(acting_user=request.user, sitting=sitting, number=number, delay=request.POST.get("delay", ""))
    return _("The item is put off to another sitting.")


SITTING_STEPS: dict[str, Step] = {
    "list": _list,
    "open": _open,
    "presence": _presence,
    "close": _close,
    "cancel": _cancel,
}
ITEM_STEPS: dict[str, Step] = {
    "declare": _declare,
    "vote": _vote,
    "open_ballot": _open_ballot,
    "close_ballot": _close_ballot,
    "resolve": _resolve,
    "put_off": _put_off,
}
