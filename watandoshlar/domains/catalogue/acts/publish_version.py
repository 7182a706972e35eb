from pathlib import Path

from django.db import connection, transaction
from procrastinate.contrib.django import app

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.search.api import refresh
from watandoshlar.domains.catalogue.errors import DefinitionRefused, FolderChanged, UnknownDraftPolicy
from watandoshlar.domains.catalogue.models import DRAFT_POLICIES, Publication, ServiceVersion
from watandoshlar.domains.catalogue.previews import preview_publication
from watandoshlar.domains.catalogue.queries import get_version
from watandoshlar.domains.catalogue.rules.version import Service

APPLY_DRAFT_POLICY = "cases.apply_draft_policy"
DRAFTS = "drafts"


@transaction.atomic
def publish_version(*, acting_user, folder: Path, draft_policy: str = "keep", previewed: str | None = None) -> Service:
    """Make what lies in a service folder the current version of its service.

    Only an owner of the catalogue, or the installation itself, publishes. What is published already is left as it is.
    `draft_policy` says what becomes of drafts on other versions: a job does it, deferred in this transaction.
    `previewed` is the hash of the content that somebody has seen and decided on. Raises DefinitionRefused with
    everything that is wrong, FolderChanged, UnknownDraftPolicy, and the refusal of a missing role.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "catalogue_owner")
    if draft_policy not in DRAFT_POLICIES:
        raise UnknownDraftPolicy
    _wait_for_other_publications(folder.name)
    preview = preview_publication(folder)
    if preview.service is None:
        raise DefinitionRefused(problems=preview.problems)
    service = preview.service
    if previewed is not None and service.hash != previewed:
        raise FolderChanged
    if preview.current and preview.current.hash == service.hash:
        return preview.current
    if not ServiceVersion.objects.filter(pk=service.hash).exists():
        ServiceVersion(content_hash=service.hash, slug=service.slug, content=service.content).save(force_insert=True)
    publication = Publication(
        slug=service.slug,
        version_id=service.hash,
        supersedes_id=preview.current.hash if preview.current else None,
        difference=preview.difference.kind,
        draft_policy=draft_policy,
        published_by=None if acting_user is SYSTEM else acting_user,
    )
    publication.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="publish_version",
        chain=f"service:{service.slug}",
        facts={
            "version": service.hash,
            "supersedes": preview.current.hash if preview.current else None,
            "difference": preview.difference.kind,
            "draft_policy": draft_policy,
        },
    )
    refresh("service")
    if preview.current:
        # By name: drafts belong to a room above this one. The id is all that the queue learns.
        app.configure_task(APPLY_DRAFT_POLICY, queue=DRAFTS).defer(publication_id=publication.pk)
    # Read back: what the database keeps must have the hash by which it is called.
    return get_version(service.hash)


def _wait_for_other_publications(slug: str) -> None:
    """Two publications of one service follow each other, so that each is compared with the one before it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"publish:{slug}"])
