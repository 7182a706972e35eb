"""Services as the public reads them."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from watandoshlar.domains.catalogue.api import TOPICS, Service


def services_by_topic(
    services: Iterable[Service], language: str, post: str = "", differing: Collection[str] = ()
) -> list[dict]:
    """The services that one may apply for, under the headings of their topics; at a post, as they are there. The
    tutorial, which only a demonstration publishes, stands under the last. `differing` are marked."""
    by_topic: dict[str, list[dict]] = {topic: [] for topic in TOPICS}
    for service in services:
        if service.definition.register == "applications":
            card = service_card(service, language, post)
            facts = [_("Different here")] if service.slug in differing else []
            by_topic[service.definition.topic].append({**card, "facts": facts})
    return [{"topic": topic, "title": TOPICS[topic], "cards": cards} for topic, cards in by_topic.items() if cards]


def service_card(service: Service, language: str, post: str = "") -> dict:
    texts = service.texts(language)
    name, arguments = ("service_at_post", [service.slug, post]) if post else ("service", [service.slug])
    return {
        "url": reverse(f"public_site:{name}", args=arguments),
        "title": texts.title,
        "summary": texts.summary,
        "facts": [],
    }


def conditions_of(service: Service, language: str) -> dict:
    """Everything that may be asked, charged or promised, with its source, whatever the branch."""
    texts = service.texts(language)
    definition = service.definition
    return {
        "evidence": [
            texts.field(asked.id).label for asked in definition.fields.values() if asked.kind in ("file", "photo")
        ],
        "fees": [{"label": texts.fee(fee.id), "source": texts.source(fee.source)} for fee in definition.fees],
        "terms": [{"label": texts.term(term.id), "source": texts.source(term.source)} for term in definition.terms],
        "completeness": int(100 * texts.completeness),
    }
