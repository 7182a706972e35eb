"""Questions about published services. Nothing in the catalogue is personal."""

from datetime import datetime
from functools import lru_cache, partial

from django.conf import settings

from watandoshlar.domains.catalogue.errors import (
    PublicationNotFound,
    ServiceNotFound,
    VersionDamaged,
    VersionNotFound,
)
from watandoshlar.domains.catalogue.models import Publication, ServiceVersion
from watandoshlar.domains.catalogue.rules.publication import Languages
from watandoshlar.domains.catalogue.rules.texts import derive
from watandoshlar.domains.catalogue.rules.version import Service, content_hash
from watandoshlar.foundation.scripts import alphabet, latin_to_cyrillic, spelled

CONVERTERS = {"uz-cyrl": latin_to_cyrillic}


def languages() -> Languages:
    """The languages of this installation, as the catalogue needs them."""
    return Languages(
        required=tuple(settings.REQUIRED_LANGUAGES),
        derived=settings.DERIVED_LANGUAGES,
        partial=tuple(settings.PARTIAL_LANGUAGES),
        fallback=settings.LANGUAGE_CODE,
        converters=CONVERTERS,
    )


def get_version(version_hash: str) -> Service:
    """A version by its hash, whether current or not. Raises VersionNotFound, VersionDamaged.

    It is compiled once in a process: versions never change.
    """
    return _service(version_hash, alphabet())


@lru_cache(maxsize=256)
def _service(version_hash: str, shown: str) -> Service:
    content = ServiceVersion.objects.filter(pk=version_hash).values_list("content", flat=True).first()
    if content is None:
        raise VersionNotFound
    if content_hash(content) != version_hash:
        raise VersionDamaged(version=version_hash)
    return as_shown(Service(content, version_hash, settings.LANGUAGE_CODE))


def as_shown(service: Service) -> Service:
    """The service with its words in the spelling of this installation; content and hash stay what they are."""
    words = {
        language: derive(raw, None, partial(spelled, language=language)) for language, raw in service.raw_texts.items()
    }
    return Service(service.content, service.hash, settings.LANGUAGE_CODE, words)


def current_version(slug: str) -> Service:
    """The version under which one applies today. Raises ServiceNotFound."""
    publication = latest_publication(slug)
    if publication is None:
        raise ServiceNotFound(slug=slug)
    return get_version(publication.version_id)


def published_services() -> list[Service]:
    """The current version of every service, by slug."""
    latest = Publication.objects.order_by("slug", "-pk").distinct("slug")
    return [get_version(version_hash) for version_hash in latest.values_list("version_id", flat=True)]


def when_published() -> dict[str, datetime]:
    """Since when the current version of each service is the current one, by slug."""
    latest = Publication.objects.order_by("slug", "-pk").distinct("slug")
    return dict(latest.values_list("slug", "published_at"))


def get_publication(publication_id: int) -> Publication:
    publication = Publication.objects.filter(pk=publication_id).first()
    if publication is None:
        raise PublicationNotFound
    return publication


def latest_publication(slug: str) -> Publication | None:
    """The publication that made the current version current, and says what becomes of drafts."""
    return Publication.objects.filter(slug=slug).order_by("-pk").first()
