"""End the seat of a member of a commission: `manage.py end_seat EMAIL compatriots`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.commissions.api import end_seat
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Ends the term of a member today: from now on they neither read nor vote."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person logs in")
        parser.add_argument("commission", help="the code of the commission")

    def handle(self, *args: object, email: str, commission: str, **options: object) -> None:
        try:
            account = Account.objects.with_email(email).first()
            if account is None:
                raise access_errors.AccountNotFound
            end_seat(acting_user=SYSTEM, commission=commission, account=account)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Account {account.pk} has no seat in {commission} any more.")
