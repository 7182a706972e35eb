"""A bill as applicant and officer see it: what is asked and why, what is paid, and how to pay."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language

from watandoshlar.capabilities.posts.api import post_name
from watandoshlar.domains.catalogue.api import get_version
from watandoshlar.domains.fees.api import (
    CANCEL_REASONS,
    CONNECTIONS,
    METHODS,
    REFUND_LABELS,
    REFUND_REASONS,
    WAIVED_BECAUSE,
    Bill,
    BillStanding,
    ChargeStanding,
    PaymentStanding,
    Refund,
    Said,
    bill_of_subject,
    charges_on,
    owed_of,
    payable_online,
    standing_of,
)
from watandoshlar.foundation.money import money_in_words
from watandoshlar.web.presenting.fees import said_shown, units_text


def bill_of_case(reference: str, language: str) -> dict:
    """`bill` and `ways` to pay it for the page of an applicant's case; no bill where nothing is asked."""
    bill = bill_of_subject(reference)
    if bill is None:
        return {"bill": None, "ways": []}
    standing = standing_of(bill)
    return {
        "bill": bill_shown(standing, language, receipt="portal:payment_receipt"),
        "ways": ways_to_pay(bill, standing),
    }


def bill_at_post(reference: str, language: str) -> dict | None:
    """How the bill of a case stands, in a line; None where nothing is asked."""
    bill = bill_of_subject(reference)
    if bill is None:
        return None
    charges = charges_on(bill)
    return {
        "reference": bill.reference,
        "owed": [money_in_words(one, language) for one in owed_of(charges).values()],
        "is_settled": all(one.is_settled for one in charges),
    }


def bill_shown(standing: BillStanding, language: str, *, receipt: str) -> dict:
    """Everything that a page shows of a bill; only the forms of its reader are added by the page."""
    subjects = {one.charge.subject for one in standing.charges}
    return {
        "reference": standing.bill.reference,
        "post": post_name(standing.bill.post, language),
        "charges": [charge_shown(one, language, names_subject=len(subjects) > 1) for one in standing.charges],
        "payments": [payment_shown(one, language, receipt) for one in standing.payments],
        "owed": [money_in_words(one, language) for one in standing.owed.values()],
        "overpaid": [money_in_words(one, language) for one in standing.overpaid.values()],
        "is_settled": standing.is_settled,
        "has_unknown": bool(standing.unknown),
    }


def charge_shown(one: ChargeStanding, language: str, *, names_subject: bool) -> dict:
    """`amount` is empty while nobody has said it; `waived` is why nobody has to pay it."""
    charge = one.charge
    texts = get_version(charge.version_id).texts(language)
    said = Said(**charge.source) if charge.source else None
    return {
        "id": charge.pk,
        "label": texts.fee(charge.fee),
        "subject": charge.subject if names_subject else "",
        "amount": money_in_words(one.amount, language) if one.amount is not None else "",
        "units": units_text(charge.base_units, language) if charge.base_units is not None else "",
        "expenses": charge.kind == "expenses",
        "before_hand_over": charge.due == "hand_over",
        "waived": _waived(one, texts),
        "owed": money_in_words(one.owed, language) if one.owed and not one.is_settled else "",
        "is_settled": one.is_settled,
        "source": texts.source(charge.source_key),
        "why": said_shown(said, language),
        "set_by_officer": one.assessment.source if one.assessment else "",
    }


def _waived(one: ChargeStanding, texts) -> str:
    if one.charge.waived_by:
        return texts.waiver(one.charge.waived_by)
    return str(WAIVED_BECAUSE[one.waiver.reason]) if one.waiver else ""


def payment_shown(one: PaymentStanding, language: str, receipt: str) -> dict:
    payment = one.payment
    return {
        "number": payment.number,
        "bill": payment.bill.reference,
        "amount": money_in_words(payment.money, language),
        "left": one.left,
        "method": METHODS[payment.method],
        "at_post": payment.method == "at_post",
        "receipt_number": payment.receipt_number,
        "paid_on": payment.paid_on,
        "cancelled": CANCEL_REASONS.get(one.cancelled_because, ""),
        "receipt_url": reverse(receipt, args=[payment.number]),
        "refunds": [refund_shown(refund, language) for refund in one.refunds],
        "may_be_refunded": one.counts
        and bool(one.left)
        and not any(refund.state in ("requested", "approved") for refund in one.refunds),
    }


def refund_shown(refund: Refund, language: str) -> dict:
    label = REFUND_LABELS[refund.state]
    return {
        "id": refund.pk,
        "amount": money_in_words(refund.money, language),
        "reason": REFUND_REASONS[refund.reason],
        "state": label.label,
        "code": str(refund.state),
        "meaning": label.meaning,
        "reference": refund.reference,
    }


def ways_to_pay(bill: Bill, standing: BillStanding) -> list[dict]:
    """Where the applicant can pay what is due in soum; empty where no payment system is configured."""
    due = payable_online(standing.charges)
    if due is None:
        return []
    language = get_language()
    back_to = f"{settings.SITE_URL}{reverse('portal:bill', args=[bill.reference])}"
    return [
        {
            "title": connection.title,
            "url": connection.checkout_url(bill.reference, due, language, back_to),
            "amount": money_in_words(due, language),
        }
        for connection in CONNECTIONS.values()
        if connection.is_open
    ]
