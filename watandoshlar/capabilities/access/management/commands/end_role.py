"""End an appointment: `manage.py end_role EMAIL officer --post seoul`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.access.api import end_role
from watandoshlar.capabilities.access.management.roles_named import account_named, add_role_arguments, post_named
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Ends a role of an account at once, in the name of the installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_role_arguments(parser)

    def handle(self, *args: object, email: str, role: str, post: str | None, **options: object) -> None:
        try:
            account = account_named(email)
            end_role(acting_user=SYSTEM, account=account, role=role, post=post_named(post))
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Account {account.pk} is no longer {role}{f' at {post}' if post else ''}.")
