"""Services as the public reads them."""

from collections.abc import Iterable

from django.urls import reverse

from watandoshlar.domains.catalogue.api import Service


def service_cards(services: Iterable[Service], language: str) -> list[dict]:
    """The services that one may apply for; the tutorial, which only a demonstration publishes, stands last."""
    ordered = sorted(services, key=lambda service: service.slug.startswith("_"))
    return [service_card(service, language) for service in ordered]


def service_card(service: Service, language: str) -> dict:
    texts = service.texts(language)
    return {
        "url": reverse("public_site:service", args=[service.slug]),
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
