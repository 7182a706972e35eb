"""Withdraw a document for good: `manage.py revoke_certificate NUMBER --reason issued_in_error`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.api import withdraw_document
from watandoshlar.domains.certificates.api import REASONS, subject_of
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Withdraws a document, in the name of the installation, and writes to its applicant. It cannot be undone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="the number of the document")
        parser.add_argument("--reason", required=True, choices=list(REASONS))

    def handle(self, *args: object, number: str, reason: str, **options: object) -> None:
        try:
            withdraw_document(acting_user=SYSTEM, reference=subject_of(number), reason=reason)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Document {number} is withdrawn; its applicant is told.")
