"""What the search knows of services."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings

from watandoshlar.capabilities.search.api import Entry
from watandoshlar.domains.catalogue.queries import published_services, when_published
from watandoshlar.domains.catalogue.rules.texts import Texts
from watandoshlar.domains.catalogue.rules.version import Service


def collect_services() -> Iterator[Entry]:
    """Every current version in each language that has its title. The tutorial is no service that anybody looks for."""
    published_at = when_published()
    for service in published_services():
        for language, _name in settings.LANGUAGES:
            texts = service.texts(language)
            if texts.title.language == language and not service.slug.startswith("_"):
                yield _entry(service, texts, language, published_at[service.slug])


def _entry(service: Service, texts: Texts, language: str, published_at: datetime) -> Entry:
    definition = service.definition
    papers = [texts.field(asked.id).label for asked in definition.fields.values() if asked.kind in ("file", "photo")]
    return Entry(
        kind="service",
        key=service.slug,
        language=language,
        title=texts.title,
        summary=texts.summary,
        text=" ".join([*texts.before_you_start, texts.after, *papers]),
        route=("public_site:service", (service.slug,)),
        also_called=(texts.document.title,) if texts.document else (),
        changed_at=published_at,
    )
