"""The accounts of the ledger, and the lifecycles of online transactions and refunds."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Account(StrEnum):
    """Where money can be. What comes to an account counts as plus, what leaves it as minus."""

    DUE = "due"
    """What applicants owe."""
    CHARGED = "charged"
    """Where charges come from; minus is what was charged."""
    WAIVED = "waived"
    AT_POST = "at_post"
    PAYME = "payme"
    CLICK = "click"
    OVERPAID = "overpaid"
    """What belongs to applicants; minus is what is kept for them."""
    REFUNDED = "refunded"
    """What was paid for a charge and went back."""


METHODS = {
    "at_post": _("At the post"),
    "payme": "Payme",
    "click": "Click",
}
"""How money comes in; each is an account of its own."""

POSTINGS = ("charge", "assess", "waive", "pay", "cancel", "refund")


class Online(StrEnum):
    """Where a payment by a payment system stands."""

    CREATED = "created"
    PERFORMED = "performed"
    CANCELLED = "cancelled"
    """Before any money came."""
    RETURNED = "returned"
    """After it had come."""


class RefundState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    DECLINED = "declined"
    EXECUTED = "executed"


ONLINE_STEPS = frozenset(
    {
        (Online.CREATED, Online.PERFORMED),
        (Online.CREATED, Online.CANCELLED),
        (Online.PERFORMED, Online.RETURNED),
    }
)
REFUND_STEPS = frozenset(
    {
        (RefundState.REQUESTED, RefundState.APPROVED),
        (RefundState.REQUESTED, RefundState.DECLINED),
        (RefundState.APPROVED, RefundState.EXECUTED),
    }
)


@dataclass(frozen=True)
class RefundLabel:
    label: str | Promise
    meaning: str | Promise


REFUND_LABELS: Mapping[str, RefundLabel] = {
    RefundState.REQUESTED: RefundLabel(_("Asked for"), _("The head of the post decides whether the money goes back.")),
    RefundState.APPROVED: RefundLabel(_("Approved"), _("The money goes back to you.")),
    RefundState.DECLINED: RefundLabel(_("Not approved"), _("The head of the post did not approve it.")),
    RefundState.EXECUTED: RefundLabel(_("Paid back"), _("The money has gone back.")),
}

WAIVER_REASONS = {
    "decree": _("A decree or an order of the ministry says so"),
    "tariff_not_confirmed": _("The ministry has not confirmed the tariff, so nothing is taken"),
    "hardship": _("The head of the post has freed the applicant because of hardship"),
    "error_of_post": _("The post made a mistake that caused the charge"),
}
"""Why an officer frees somebody from a charge; the applicant reads it."""
ENDED = "application_ended"
WAIVED_BECAUSE = {**WAIVER_REASONS, ENDED: _("The application has ended, and nothing more is asked for it")}
"""All that a waiver may say."""

REFUND_REASONS = {
    "overpaid": _("More was paid than was due"),
    "paid_twice": _("It was paid twice"),
    "refused": _("The application was refused, and the rule of the fee gives it back"),
    "withdrawn": _("The application was withdrawn before anybody worked on it"),
    "error_of_post": _("The post made a mistake"),
}

CANCEL_REASONS = {
    "wrong_amount": _("The amount was typed wrongly"),
    "wrong_number": _("The receipt number was typed wrongly"),
    "wrong_case": _("The payment belongs to another case"),
}
"""Why the head of a post takes the entry of a payment back; no money moves."""
