"""What a service costs and how long it takes, with the source of each figure and whether it is confirmed."""

from watandoshlar.capabilities.posts.api import Post, tariff
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.web.presenting.money import money_text
from watandoshlar.web.presenting.posts import differences_at


def promises_of(journey: Journey, texts, post: Post, language: str) -> dict:
    """`fees`: (label, amount or None when no source names it, source); `term`: its sentence and source, or None;
    `differences`: what this post asks otherwise than others."""
    definition = journey.definition
    fees = []
    for fee in journey.fees_due():
        amount, currency = fee.amount, fee.currency
        if fee.tariff:
            amount, currency = tariff(post, definition.service, fee.tariff)
        fees.append(
            {
                "label": texts.fee(fee.id),
                "amount": money_text(amount, currency, language) if amount is not None else None,
                "source": texts.source(fee.source),
            }
        )
    term = journey.term()
    return {
        "fees": fees,
        "term": {"label": texts.term(term.id), "source": texts.source(term.source)} if term else None,
        "differences": differences_at(post, definition.service, language),
    }
