"""Publish what the root has signed: `manage.py publish_trust_list answer.json`."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import publish_trust_list
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Publishes a signed trust list. Its keys sign from the moments that it names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("answer", type=Path)
        parser.add_argument("--root", default="", help="fingerprint of the root, for the first list")

    def handle(self, *args: object, answer: Path, root: str, **options: object) -> None:
        try:
            published = publish_trust_list(acting_user=SYSTEM, answer=answer.read_text(), fingerprint=root)
        except (OSError, DomainError) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Trust list {published.version} is published.")
