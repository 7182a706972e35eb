"""An amount in a form: figures, and a currency where there is a choice."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from watandoshlar.domains.fees.api import errors
from watandoshlar.foundation.money import Money, NotExact, digits_of
from watandoshlar.web.presenting.forms import StepForm

ATTRIBUTES = {"inputmode": "decimal", "maxlength": 20, "autocomplete": "off"}


def sum_fields(form: StepForm, currencies: Sequence[str], *, initial: str = "") -> None:
    """A field for the figures, and a choice of currency where there are several."""
    label = _("Amount (%(currency)s)") % {"currency": currencies[0]} if len(currencies) == 1 else _("Amount")
    form.add("short_text", "amount", label, initial=initial, attributes=ATTRIBUTES)
    if len(currencies) > 1:
        form.add("choice", "currency", _("Currency"), [(code, code) for code in currencies])


def read_money(sent: Mapping[str, str], currencies: Sequence[str]) -> Money:
    """The amount that was typed. Raises AmountNotReadable, CurrencyNotTaken."""
    currency = sent.get("currency", "") if len(currencies) > 1 else currencies[0]
    if currency not in currencies:
        raise errors.CurrencyNotTaken
    try:
        return Money.read(sent.get("amount", ""), currency)
    except NotExact as error:
        digits = digits_of(currency)
        raise errors.AmountNotReadable(
            digits=digits, example=Money.of_minor(30 * 10**digits, currency).amount
        ) from error
