"""What is asked and paid, at the post: one bill with the steps of an officer, and the day of a post."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.access.api import posts_of
from watandoshlar.domains.cases.api import access_case_as_officer
from watandoshlar.domains.fees.api import (
    Bill,
    access_bill_at_post,
    access_payment_at_post,
    cancel_payment,
    count_cash,
    currencies_here,
    decide_refund,
    errors,
    execute_refund,
    receipt_pdf,
    record_payment,
    request_refund,
    set_amount,
    standing_of,
    subjects_of,
    waive_charge,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.foundation.money import money_in_words
from watandoshlar.web.presenting.files import pdf_response
from watandoshlar.web.presenting.forms import RefusedStep
from watandoshlar.web.presenting.sums import read_money
from watandoshlar.web.workspace.doors import officer_view, payments_view
from watandoshlar.web.workspace.presenting.bills import bill_context, currencies_of, day_context

Step = Callable[..., HttpResponse]


@officer_view
@require_safe
def bill(request: HttpRequest, reference: str) -> HttpResponse:
    return show_bill(request, _found(request, reference))


def _found(request: HttpRequest, reference: str) -> Bill:
    """A bill names its fees, and with them the service: that of a confidential case is for who may read the case."""
    found = access_bill_at_post(request.user, reference)
    for subject in subjects_of(found):
        if access_case_as_officer(request.user, subject).is_neutral:
            raise errors.BillNotFound
    return found


def show_bill(request: HttpRequest, found: Bill, refused: RefusedStep | None = None) -> HttpResponse:
    context = bill_context(request.user, found, refused)
    return render(request, "workspace/bill.html", context, status=refused.error.status if refused else 200)


def bill_step(view: Step) -> Step:
    """A step on a bill is sent by POST; one that was refused comes back on its page, with what was typed."""

    @wraps(view)
    def stepping(request: HttpRequest, reference: str, **named: object) -> HttpResponse:
        found = _found(request, reference)
        if request.method == "POST":
            try:
                view(request, found, **named)
            except DomainError as error:
                form = "-".join([request.resolver_match.url_name, *map(str, named.values())])
                return show_bill(request, found, RefusedStep(form, request.POST, error))
        return redirect("workspace:bill", reference=reference)

    return officer_view(stepping)


@bill_step
def set_charge(request: HttpRequest, found: Bill, charge_id: int) -> None:
    amount = read_money(request.POST, currencies_of(found, charge_id))
    source = request.POST.get("source", "")
    set_amount(acting_user=request.user, bill=found.reference, charge_id=charge_id, amount=amount, source=source)
    messages.success(request, _("The amount is set."))


@bill_step
def waive(request: HttpRequest, found: Bill, charge_id: int) -> None:
    reason = request.POST.get("reason", "")
    waive_charge(acting_user=request.user, bill=found.reference, charge_id=charge_id, reason=reason)
    messages.success(request, _("The charge is waived. The applicant reads the reason."))


@bill_step
def pay(request: HttpRequest, found: Bill) -> None:
    owed = list(standing_of(found).owed)
    if not owed:
        raise errors.AmountUnknown if standing_of(found).unknown else errors.NothingDue
    payment = record_payment(
        acting_user=request.user,
        bill=found.reference,
        receipt_number=request.POST.get("receipt_number", ""),
        amount=read_money(request.POST, owed),
        paid_on=_day(request.POST.get("paid_on", "")),
    )
    messages.success(request, _what_now(found, payment.currency))


def _what_now(found: Bill, currency: str) -> str:
    """What is left to do after a payment: the rest is due, or too much has come in."""
    standing, language = standing_of(found), get_language()
    if rest := standing.owed.get(currency):
        return _("The payment is entered. %(rest)s is still to be paid.") % {"rest": money_in_words(rest, language)}
    if more := standing.overpaid.get(currency):
        sentence = _("The payment is entered. It was %(more)s too much: give it back with a refund.")
        return sentence % {"more": money_in_words(more, language)}
    return _("The payment is entered. Everything in this currency is paid.")


@bill_step
def cancel(request: HttpRequest, found: Bill, number: str) -> None:
    access_payment_at_post(request.user, number)
    cancel_payment(acting_user=request.user, number=number, reason=request.POST.get("reason", ""))
    messages.success(request, _("The entry is taken back. Enter the receipt again, as it should be."))


@bill_step
def refund(request: HttpRequest, found: Bill, number: str) -> None:
    payment = access_payment_at_post(request.user, number)
    amount = read_money(request.POST, [payment.currency])
    request_refund(acting_user=request.user, number=number, amount=amount, reason=request.POST.get("reason", ""))
    messages.success(request, _("The refund is asked for. The head of the post decides it on the page “Payments”."))


@officer_view
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    payment = access_payment_at_post(request.user, number)
    _found(request, payment.bill.reference)
    return pdf_response(receipt_pdf(payment, get_language()), number)


# --- the day --------------------------------------------------------------------------------------------------------


@payments_view
@require_safe
def payments(request: HttpRequest) -> HttpResponse:
    """The day of a post: payments, what the receipts add up to, differences, refunds. The ministry sees every post."""
    return _show_day(request)


def _show_day(request: HttpRequest, refused: RefusedStep | None = None) -> HttpResponse:
    asked = request.POST if refused else request.GET
    context = day_context(request.user, asked.get("post", ""), asked.get("day", ""), refused)
    return render(request, "workspace/payments.html", context, status=refused.error.status if refused else 200)


def day_step(view: Step) -> Step:
    @wraps(view)
    def stepping(request: HttpRequest, **named: object) -> HttpResponse:
        if request.method == "POST":
            try:
                view(request, **named)
            except DomainError as error:
                form = "-".join([request.resolver_match.url_name, *map(str, named.values())])
                return _show_day(request, RefusedStep(form, request.POST, error))
        post, day = request.POST.get("post", ""), request.POST.get("day", "")
        return redirect(f"{reverse('workspace:payments')}?post={post}&day={day}")

    return officer_view(require_http_methods(["GET", "HEAD", "POST"])(stepping))


@day_step
def count(request: HttpRequest) -> None:
    own = {post.code: post for post in posts_of(request.user)}
    post = own.get(request.POST.get("post", ""))
    if post is None:
        raise access_errors.RoleMissing(role="officer")
    amount = read_money(request.POST, currencies_here(post))
    count_cash(acting_user=request.user, post=post, day=_day(request.POST.get("day", "")), amount=amount)
    messages.success(request, _("The count is written down. The next comparison uses it."))


@day_step
def decide(request: HttpRequest, refund_id: int) -> None:
    outcome = request.POST.get("outcome", "")
    if outcome not in ("approve", "decline"):
        raise errors.RefundDecisionNeeded
    decide_refund(acting_user=request.user, refund_id=refund_id, approves=outcome == "approve")
    messages.success(request, _("The refund is decided."))


@day_step
def execute(request: HttpRequest, refund_id: int) -> None:
    execute_refund(acting_user=request.user, refund_id=refund_id, reference=request.POST.get("reference", ""))
    messages.success(request, _("The refund is written down, and the applicant is told."))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        # No day at all: the acts have a sentence for a day that lies in the future.
        return date.max
