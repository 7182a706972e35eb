"""What the commands share that change the status of a document."""

from argparse import ArgumentParser
from collections.abc import Callable
from typing import ClassVar

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import REASONS, Certificate, read_number
from watandoshlar.foundation.errors import DomainError


class StatusCommand(BaseCommand):
    """`act` is what the command does to the document."""

    act: ClassVar[Callable[..., Certificate]]

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("number", help="the number of the document")
        parser.add_argument("--reason", required=True, choices=list(REASONS))

    def handle(self, *args: object, number: str, reason: str, **options: object) -> None:
        try:
            changed = type(self).act(acting_user=SYSTEM, number=read_number(number) or number, reason=reason)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Document {changed.number} is now {changed.status}.")
