"""What a service costs and how long it takes, with the source of each figure and whether it is confirmed."""

from watandoshlar.capabilities.posts.api import Post
from watandoshlar.domains.catalogue.api import Journey
from watandoshlar.domains.fees.api import price_of
from watandoshlar.web.presenting.fees import fee_promised
from watandoshlar.web.presenting.posts import differences_at


def promises_of(journey: Journey, texts, post: Post, language: str) -> dict:
    """`fees`: see `fee_promised`; `term`: its sentence and source, or None;
    `differences`: what this post asks otherwise than others."""
    definition = journey.definition
    term = journey.term()
    return {
        "fees": [
            fee_promised(fee, price_of(fee, post, definition.service, journey.facts.today), texts, language)
            for fee in journey.fees_due()
        ],
        "term": {"label": texts.term(term.id), "source": texts.source(term.source)} if term else None,
        "differences": differences_at(post, definition.service, language),
    }
