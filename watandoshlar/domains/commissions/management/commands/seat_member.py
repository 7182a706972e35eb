"""Give somebody a seat: `manage.py seat_member EMAIL compatriots chair --name "…" --until 2029-11-30`."""

from argparse import ArgumentParser
from datetime import date

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.access.api import errors as access_errors
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.commissions.api import seat_member, states, today
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Seats a member of a commission for a term, as the act that appoints them says, and opens the workspace."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the person logs in")
        parser.add_argument("commission", help="the code of the commission")
        parser.add_argument("office", choices=list(states.OFFICES))
        parser.add_argument("--name", required=True, help="the name as the minutes print it")
        parser.add_argument("--body", default="", help="the code of the body that the member comes from")
        parser.add_argument("--from", dest="first_day", type=date.fromisoformat, help="first day of the term (today)")
        parser.add_argument("--until", dest="last_day", type=date.fromisoformat, required=True, help="its last day")

    def handle(self, *args: object, email: str, first_day: date | None, last_day: date, **named: object) -> None:
        wanted = {key: named[key] for key in ("commission", "office", "name", "body")}
        try:
            account = Account.objects.with_email(email).first()
            if account is None:
                raise access_errors.AccountNotFound
            seat = seat_member(
                acting_user=SYSTEM, account=account, first_day=first_day or today(), last_day=last_day, **wanted
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Account {account.pk} is {seat.office} of {seat.commission} until {last_day}.")
