"""Publish every service folder that differs from what is published: `manage.py publish_services`."""

from django.core.management.base import BaseCommand, CommandError, CommandParser

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.catalogue.api import (
    DRAFT_POLICIES,
    DefinitionRefused,
    ServiceNotFound,
    current_version,
    folders,
    publish_version,
)


class Command(BaseCommand):
    help = "Publishes the folders of services/ in the name of the installation. What is published already stays."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slugs", nargs="*", help="only these services")
        parser.add_argument("--draft-policy", choices=DRAFT_POLICIES, default="keep")

    def handle(self, *args: object, slugs: list[str], draft_policy: str, **options: object) -> None:
        found = {folder.name: folder for folder in folders()}
        if unknown := set(slugs) - found.keys():
            raise CommandError(f"There is no folder for: {', '.join(sorted(unknown))}.")
        for slug in slugs or found:
            before = _current_hash(slug)
            try:
                service = publish_version(acting_user=SYSTEM, folder=found[slug], draft_policy=draft_policy)
            except DefinitionRefused as refusal:
                raise CommandError(f"services/{slug} is not published:\n{refusal}") from refusal
            verb = "is unchanged at" if service.hash == before else "is now"
            self.stdout.write(f"{slug} {verb} {service.hash[:12]}")


def _current_hash(slug: str) -> str | None:
    try:
        return current_version(slug).hash
    except ServiceNotFound:
        return None
