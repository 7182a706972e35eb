"""The letters about money. Facts carry references and amounts; nothing personal goes into a letter or a job."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from watandoshlar.capabilities.notifications.api import Message, register_message, register_resolver
from watandoshlar.foundation.money import Money, money_in_words

FACTS = ("bill", "payment", "minor_units", "currency")
MESSAGES = (
    Message(
        code="payment_received",
        subject=_("%(bill)s: %(paid_amount)s received"),
        text=_(
            "We have received %(paid_amount)s for %(bill)s.\n\n"
            "Number of the payment: %(payment)s\n\n"
            "See what is paid, and download the receipt, on its page:\n%(bill_url)s"
        ),
        facts=FACTS,
    ),
    Message(
        code="payment_taken_back",
        subject=_("%(bill)s: an entry of a payment was corrected"),
        text=_(
            "The post had entered %(paid_amount)s for %(bill)s by mistake and has taken the entry back. "
            "No money has moved.\n\n"
            "Number of the payment: %(payment)s\n\n"
            "If you have paid, look whether the right payment stands on its page, and else show your receipt to the "
            "post:\n%(bill_url)s"
        ),
        facts=FACTS,
    ),
    Message(
        code="refund_executed",
        subject=_("%(bill)s: %(paid_amount)s has gone back to you"),
        text=_(
            "%(paid_amount)s of your payment for %(bill)s has gone back to you.\n\n"
            "Number of the refund: %(payment)s\n\n"
            "See it on its page:\n%(bill_url)s"
        ),
        facts=FACTS,
    ),
)


def _paid_amount(facts: dict, language: str) -> str:
    return money_in_words(Money.of_minor(int(facts["minor_units"]), str(facts["currency"])), language)


def _bill_url(facts: dict, language: str) -> str:
    return f"{settings.SITE_URL}/{language}/my/bills/{facts['bill']}/"


def register() -> None:
    """Put this room's letters into the registry."""
    register_resolver("paid_amount", _paid_amount)
    register_resolver("bill_url", _bill_url)
    for message in MESSAGES:
        register_message(message)
