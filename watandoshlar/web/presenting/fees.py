"""What a fee costs in words: an amount, a number of units, or that nobody has confirmed it; and who says so."""

from decimal import Decimal

from django.utils.translation import ngettext

from watandoshlar.capabilities.posts.api import PostSource, in_words
from watandoshlar.domains.catalogue.api import Fee, FeeDue, Texts
from watandoshlar.domains.fees.api import Price, Said
from watandoshlar.foundation.money import money_in_words, number_in_words


def units_text(units: Decimal, language: str) -> str:
    # A broken number takes the form of many in every language that we speak.
    many = int(units) if units == int(units) else 2
    sentence = ngettext("%(number)s base calculation unit", "%(number)s base calculation units", many)
    return sentence % {"number": number_in_words(units, language)}


def said_shown(said: Said | None, language: str) -> PostSource | None:
    """Who says how much, beside the law that says that something is due: the tariff of a post, a decree on units."""
    if said is None or not said.titles:
        return None
    return PostSource(in_words(said.titles, language), said.url, said.state, said.as_of)


def fee_promised(fee: Fee | FeeDue, price: Price, texts: Texts, language: str) -> dict:
    """`label`, `amount` (None while nobody has confirmed it), `units` where it is counted in units, `expenses`: it is
    what the post spends, `waived`: the reason for which it is not asked, `source` and `why`: who says so."""
    return {
        "label": texts.fee(fee.id),
        "amount": money_in_words(price.amount, language) if price.amount is not None else None,
        "units": units_text(price.base_units, language) if price.base_units is not None else "",
        "expenses": fee.kind == "expenses",
        "waived": texts.waiver(fee.waived_by) if isinstance(fee, FeeDue) and fee.waived_by else "",
        "source": texts.source(fee.source),
        "why": said_shown(price.said, language),
    }
