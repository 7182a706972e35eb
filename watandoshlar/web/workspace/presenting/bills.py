"""A bill with the steps of an officer, and the day of a post."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from watandoshlar.capabilities.access.api import Account, has_role, posts_of
from watandoshlar.capabilities.posts.api import Post, all_posts, post_name, today_at
from watandoshlar.domains.fees.api import (
    CANCEL_REASONS,
    LEDGER_ZONE,
    METHODS,
    REFUND_REASONS,
    WAIVER_REASONS,
    Bill,
    ChargeStanding,
    Difference,
    PaymentStanding,
    Refund,
    currencies_for,
    currencies_here,
    differences_of,
    errors,
    latest_reconciliation,
    payments_of_day,
    refunds_waiting,
    standing_of,
)
from watandoshlar.foundation import clock
from watandoshlar.foundation.money import Money, money_in_words, total
from watandoshlar.web.presenting.bills import bill_shown, payment_shown, refund_shown
from watandoshlar.web.presenting.forms import RefusedStep, StepForm, summary_of
from watandoshlar.web.presenting.sums import sum_fields

RECEIPT = "workspace:payment_receipt"
NUMBER = {"maxlength": 40, "autocomplete": "off"}
DIFFERENCES = {
    "missing_here": gettext_lazy("The payment system has it as paid, the ledger does not"),
    "missing_there": gettext_lazy("The ledger has it as paid, the payment system does not"),
    "amount_differs": gettext_lazy("The amounts differ"),
    "no_statement": gettext_lazy("The payment system gave no statement"),
    "not_counted": gettext_lazy("Nobody has counted the paper receipts"),
    "cash_differs": gettext_lazy("The paper receipts add up to another sum"),
    "account_differs": gettext_lazy("The ledger moved another sum than the payments say"),
    "unbalanced": gettext_lazy("The ledger does not sum to nothing"),
}
SIDES = {**METHODS, "ledger": gettext_lazy("Ledger")}


# --- one bill -------------------------------------------------------------------------------------------------------


def currencies_of(bill: Bill, charge_id: int) -> list[str]:
    """In which currencies the amount of a charge may be set. Raises ChargeNotFound."""
    charge = bill.charges.filter(pk=charge_id).first()
    if charge is None:
        raise errors.ChargeNotFound
    return currencies_for(charge, bill.post)


def bill_context(account: Account, bill: Bill, refused: RefusedStep | None) -> dict:
    standing, language = standing_of(bill), get_language()
    is_head = has_role(account, "head", bill.post)
    forms: dict[str, StepForm] = {}
    if owed := standing.owed:
        forms["pay"] = _payment_form(bill, owed, refused)
    charges = [(one, _charge_forms(one, bill, refused)) for one in standing.charges if not one.is_settled]
    payments = [(one, _payment_forms(one, is_head, refused)) for one in standing.payments if one.counts]
    shown = [*forms.values(), *(form for _one, found in (*charges, *payments) for form in found.values())]
    facts = bill_shown(standing, language, receipt=RECEIPT)
    by_id = {charge["id"]: charge for charge in facts["charges"]}
    by_number = {payment["number"]: payment for payment in facts["payments"]}
    return {
        "section": "workspace",
        "bill": facts,
        "pay": forms.get("pay"),
        "charges": [{**by_id[one.charge.pk], "forms": found} for one, found in charges],
        "steps": [{**by_number[one.payment.number], "forms": found} for one, found in payments if found],
        "refused_form": refused.form if refused else "",
        "error_summary": summary_of(shown, refused),
    }


def _payment_form(bill: Bill, owed: dict[str, Money], refused: RefusedStep | None) -> StepForm:
    form = StepForm("pay", refused)
    form.add("short_text", "receipt_number", _("Number of the paper receipt"), attributes=NUMBER)
    only = next(iter(owed.values())) if len(owed) == 1 else None
    sum_fields(form, list(owed), initial=str(only.amount) if only is not None else "")
    today = today_at(bill.post)
    limits = {"min": today_at(bill.post, bill.opened_at).isoformat(), "max": today.isoformat()}
    form.add("day", "paid_on", _("Taken on"), initial=today.isoformat(), attributes=limits)
    return form


def _charge_forms(one: ChargeStanding, bill: Bill, refused: RefusedStep | None) -> dict[str, StepForm]:
    charge, forms = one.charge, {}
    if one.assessment is None or (one.assessment.account_id is not None and not one.paid):
        form = forms["amount"] = StepForm(f"set_charge-{charge.pk}", refused)
        sum_fields(form, currencies_for(charge, bill.post), initial=str(one.amount.amount) if one.amount else "")
        hint = _("The tariff, order or receipt that says so. The applicant reads it.")
        form.add("short_text", "source", _("Source"), hint=hint, attributes={"maxlength": 200})
    waiver = forms["waive"] = StepForm(f"waive-{charge.pk}", refused)
    waiver.add("choice", "reason", _("Why has nobody to pay it?"), list(WAIVER_REASONS.items()))
    return forms


def _payment_forms(one: PaymentStanding, is_head: bool, refused: RefusedStep | None) -> dict[str, StepForm]:
    payment, forms = one.payment, {}
    under_way = any(refund.state in ("requested", "approved") for refund in one.refunds)
    if one.left and not under_way:
        form = forms["refund"] = StepForm(f"refund-{payment.number}", refused)
        sum_fields(form, [payment.currency], initial=str(one.left.amount))
        form.add("choice", "reason", _("Why should it go back?"), list(REFUND_REASONS.items()))
    if is_head and payment.method == "at_post" and all(refund.state == "declined" for refund in one.refunds):
        form = forms["cancel"] = StepForm(f"cancel-{payment.number}", refused)
        form.add("choice", "reason", _("What is wrong with the entry?"), list(CANCEL_REASONS.items()))
    return forms


# --- the day --------------------------------------------------------------------------------------------------------


def day_context(account: Account, code: str, day_text: str, refused: RefusedStep | None) -> dict:
    """The day of one post; for the ministry of any, and of all together while none is chosen."""
    language = get_language()
    is_ministry = has_role(account, "ministry")
    own = posts_of(account)
    posts = all_posts(clock.now().date()) if is_ministry else own
    chosen = next((post for post in posts if post.code == code), None)
    if chosen is None and not is_ministry:
        chosen = posts[0] if posts else None
    day = _day(day_text) or clock.today(LEDGER_ZONE)
    shown = [chosen] if chosen else (None if is_ministry else [])
    reconciliation = latest_reconciliation(day)
    payments = payments_of_day(shown, day)
    works_here = chosen is not None and chosen in own
    count_form = _count_form(chosen, refused) if works_here else None
    refunds = [_refund_row(one, account, language, refused) for one in refunds_waiting(shown)]
    forms = [form for form in (count_form, *(one["form"] for one in refunds)) if form]
    return {
        "section": "workspace",
        "posts": [(post.code, post_name(post, language), post == chosen) for post in posts],
        "is_ministry": is_ministry,
        "post": chosen,
        "post_name": post_name(chosen, language) if chosen else _("All posts"),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "payments": [payment_shown(one, language, RECEIPT) for one in payments],
        "works_here": works_here,
        "totals": _totals(payments, language),
        "reconciled_at": reconciliation.at if reconciliation else None,
        "differences": [_difference(one, language) for one in differences_of(reconciliation, shown)]
        if reconciliation
        else [],
        "count_form": count_form,
        "refunds": refunds,
        "error_summary": summary_of(forms, refused),
    }


def _totals(payments: Sequence[PaymentStanding], language: str) -> list[tuple[str, list[str]]]:
    """What came in on the day, by the way it came."""
    return [
        (str(label), [money_in_words(one, language) for one in sums.values()])
        for method, label in METHODS.items()
        if (sums := total(one.payment.money for one in payments if one.counts and one.payment.method == method))
    ]


def _difference(one: Difference, language: str) -> dict:
    return {
        "side": SIDES[one.side],
        "what": DIFFERENCES[one.code],
        "about": one.about,
        "ours": money_in_words(Money(one.ours, one.currency), language),
        "theirs": money_in_words(Money(one.theirs, one.currency), language),
    }


def _count_form(post: Post | None, refused: RefusedStep | None) -> StepForm | None:
    if post is None:
        return None
    form = StepForm("count", refused)
    sum_fields(form, currencies_here(post))
    return form


def _refund_row(one: Refund, account: Account, language: str, refused: RefusedStep | None) -> dict:
    """A refund with the step that this reader may take on it: decide, carry out, or none."""
    bill, form, step = one.payment.bill, None, ""
    if bill.account_id != account.pk:
        if one.state == "requested" and one.requested_by_id != account.pk and has_role(account, "head", bill.post):
            step, form = "decide", StepForm(f"decide-{one.pk}", refused)
            choices = [("approve", _("Approve the refund")), ("decline", _("Do not approve it"))]
            form.add("choice", "outcome", _("Your decision"), choices)
        elif one.state == "approved" and bill.post in posts_of(account):
            step, form = "execute", StepForm(f"execute-{one.pk}", refused)
            form.add("short_text", "reference", _("Number of the slip or of the payment system"), attributes=NUMBER)
    return {
        **refund_shown(one, language),
        "payment": one.payment.number,
        "bill": bill.reference,
        "asked_by": "" if one.requested_by_id == bill.account_id else one.requested_by.email,
        "step": step,
        "form": form,
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
