"""Let the keys of this installation sign: `manage.py trust_seal_key consular-registration return-certificate`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import trust_signing_key
from watandoshlar.domains.certificates.signing import signer_for


class Command(BaseCommand):
    help = "Trust the key of this installation for each of these kinds of document. Prints the key ids."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("document_types", nargs="+")

    def handle(self, document_types: list[str], **options: object) -> None:
        for document_type in document_types:
            public_key = signer_for(document_type).public_key
            key = trust_signing_key(acting_user=SYSTEM, public_key=public_key, document_types=[document_type])
            self.stdout.write(f"Key {key.key_id} may sign: {', '.join(key.document_types)}")
