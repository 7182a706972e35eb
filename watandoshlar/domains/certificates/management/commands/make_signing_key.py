"""A new key for a kind of document: `manage.py make_signing_key compatriot-card`."""

from argparse import ArgumentParser
from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import make_signing_key
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Makes keys where SIGNING_KEYS says. They sign once a trust list that names them is published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("kinds", nargs="+", help="document types, or: pdf, status-lists, log")
        parser.add_argument("--from", dest="begins", type=datetime.fromisoformat, help="moment with a zone, ISO 8601")

    def handle(self, *args: object, kinds: list[str], begins: datetime | None, **options: object) -> None:
        if begins is not None and begins.tzinfo is None:
            raise CommandError("--from needs a zone, for instance 2026-12-24T00:00:00+00:00")
        for kind in kinds:
            try:
                key = make_signing_key(acting_user=SYSTEM, kind=kind, not_before=begins)
            except DomainError as refusal:
                raise CommandError(str(refusal)) from refusal
            self.stdout.write(f"Key {key.key_id} is to sign {kind} from {key.not_before.isoformat()}")
