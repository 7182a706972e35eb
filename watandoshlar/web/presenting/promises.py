"""What a service costs and how long it takes, with the source of each figure and whether it is confirmed."""

from watandoshlar.capabilities.posts.api import Post, tariff
from watandoshlar.domains.catalogue.api import Facts, Service, fees_due, term_for
from watandoshlar.web.presenting.money import money_text


def promises_of(service: Service, answers: dict, facts: Facts, post: Post, language: str) -> dict:
    """`fees`: (label, amount or None when no source names it, source); `term`: its sentence and source, or None."""
    texts = service.texts(language)
    definition = service.definition
    fees = []
    for fee in fees_due(definition, answers, facts):
        amount, currency = fee.amount, fee.currency
        if fee.tariff:
            amount, currency = tariff(post, service.slug, fee.tariff)
        fees.append(
            {
                "label": texts.fee(fee.id),
                "amount": money_text(amount, currency, language) if amount is not None else None,
                "source": definition.sources.get(fee.source),
            }
        )
    term = term_for(definition, answers, facts)
    return {
        "fees": fees,
        "term": {"label": texts.term(term.id), "source": definition.sources.get(term.source)} if term else None,
    }
