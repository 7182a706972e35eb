"""What an applicant owes and has paid."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from watandoshlar.domains.fees.api import (
    REFUND_REASONS,
    access_bill,
    access_payment,
    receipt_pdf,
    request_refund,
    standing_of,
)
from watandoshlar.foundation.errors import DomainError
from watandoshlar.web.presenting.bills import bill_shown, payment_shown, ways_to_pay
from watandoshlar.web.presenting.files import pdf_response
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.sums import read_money, sum_fields

RECEIPT = "portal:payment_receipt"


@login_required
@require_safe
def bill(request: HttpRequest, reference: str) -> HttpResponse:
    """What is due, why, how to pay it, and what has been paid."""
    found = access_bill(request.user, reference)
    standing = standing_of(found)
    context = {
        "section": "portal",
        "bill": bill_shown(standing, get_language(), receipt=RECEIPT),
        "ways": ways_to_pay(found, standing),
    }
    return render(request, "portal/bill.html", context)


@login_required
@require_safe
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    return pdf_response(receipt_pdf(access_payment(request.user, number), get_language()), number)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refund(request: HttpRequest, number: str) -> HttpResponse:
    """Ask that money goes back. The head of the post decides."""
    payment = access_payment(request.user, number)
    standing = next(one for one in standing_of(payment.bill).payments if one.payment.pk == payment.pk)
    refused = None
    if request.method == "POST":
        try:
            amount = read_money(request.POST, [payment.currency])
            request_refund(
                acting_user=request.user, number=number, amount=amount, reason=request.POST.get("reason", "")
            )
        except DomainError as error:
            refused = RefusedStep("refund", request.POST, error)
        else:
            messages.success(request, _("The post has your request. The head of the post decides it."))
            return redirect("portal:bill", reference=payment.bill.reference)
    form = StepForm("refund", refused)
    sum_fields(form, [payment.currency], initial=str(standing.left.amount))
    form.add("choice", "reason", _("Why should it go back?"), list(REFUND_REASONS.items()))
    context = {
        "section": "portal",
        "payment": payment_shown(standing, get_language(), RECEIPT),
        "form": form,
        "error_summary": summary_of([form], refused),
    }
    return render(request, "portal/refund.html", context, status=refused.error.status if refused else 200)
