"""Appoint somebody: `manage.py give_role EMAIL officer --post seoul`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.access.api import assign_role, has_role
from watandoshlar.capabilities.access.management.roles_named import account_named, add_role_arguments, post_named
from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Gives an account a role, in the name of the installation. A second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_role_arguments(parser)

    def handle(self, *args: object, email: str, role: str, post: str | None, **options: object) -> None:
        try:
            account = account_named(email)
            at = post_named(post)
            if has_role(account, role, at):
                self.stdout.write("The account holds this role already.")
                return
            assign_role(acting_user=SYSTEM, account=account, role=role, post=at)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Account {account.pk} is now {role}{f' at {post}' if post else ''}.")
