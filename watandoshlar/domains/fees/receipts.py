"""The receipt of a payment: what was paid, for what, when and to whom; printed from the ledger when it is asked for."""

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from watandoshlar.capabilities.posts.api import moment_at, post_name
from watandoshlar.domains.catalogue.api import get_version
from watandoshlar.domains.fees.layout import ReceiptRecord, render_receipt
from watandoshlar.domains.fees.models import Payment
from watandoshlar.domains.fees.states import METHODS, Account
from watandoshlar.foundation.money import Money, money_in_words


def receipt_pdf(payment: Payment, language: str) -> bytes:
    """The receipt in a language. The caller has come through `access_payment`, so the labels of fees may be shown."""
    with override(language):
        return render_receipt(_record(payment, language))


def _record(payment: Payment, language: str) -> ReceiptRecord:
    facts = [
        (_("Application"), payment.bill.reference),
        (_("Paid on"), date_format(payment.paid_on)),
        (_("Way of payment"), str(METHODS[payment.method])),
        (_("Post"), str(post_name(payment.post, language))),
    ]
    if payment.receipt_number:
        facts.append((_("Number of the paper receipt"), payment.receipt_number))
    if payment.account_id:
        # A number, not a name: who took the money is known to the post.
        facts.append((_("Taken by"), _("officer %(number)s") % {"number": payment.account_id}))
    if payment.transaction:
        facts.append((_("Number at the payment system"), payment.transaction.external_id))
    notes = []
    if payment.postings.filter(kind="cancel").exists():
        notes.append(_("The post has taken this entry back. This receipt does not count."))
    if settings.DEMONSTRATION:
        notes.append(_("Demonstration only. This document has no legal force."))
    return ReceiptRecord(
        language=language,
        state=_("Republic of Uzbekistan"),
        title=_("Receipt of payment"),
        number=payment.number,
        facts=facts,
        rows=[(label, money_in_words(money, language)) for label, money in _rows(payment, language)],
        total=(_("Total"), money_in_words(payment.money, language)),
        notes=notes,
        made_at=moment_at(payment.post, payment.at),
    )


def _rows(payment: Payment, language: str) -> list[tuple[str, Money]]:
    """What the payment settled, charge by charge, and what was more than due."""
    lines = payment.postings.get(kind="pay").lines.select_related("charge").order_by("pk")
    rows = []
    for line in lines:
        if line.ledger_account == Account.DUE:
            label = get_version(line.charge.version_id).texts(language).fee(line.charge.fee)
            rows.append((f"{label} · {line.charge.subject}", -line.money))
        elif line.ledger_account == Account.OVERPAID:
            rows.append((_("More than was due; it belongs to you"), -line.money))
    return rows
