"""Withdraw a stolen seal key: `manage.py revoke_seal_key 0123456789abcdef`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import documents_sealed_by, revoke_signing_key
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Withdraws a seal key for good: no document that it ever sealed counts any more. It cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key_id", help="16 hexadecimal digits, as `list_signing_keys` prints them")

    def handle(self, *args: object, key_id: str, **options: object) -> None:
        try:
            key = revoke_signing_key(acting_user=SYSTEM, key_id=key_id.lower())
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Key {key.key_id} is withdrawn. Documents it had sealed: {documents_sealed_by(key.key_id)}.")
