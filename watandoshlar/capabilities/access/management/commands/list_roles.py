"""Who holds which role: `manage.py list_roles`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.access.api import roles_held
from watandoshlar.capabilities.access.management.roles_named import post_named
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Lists the roles held today: post, role, until when, address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--post", metavar="CODE", help="only those of this post")

    def handle(self, *args: object, post: str | None, **options: object) -> None:
        try:
            held = roles_held(post_named(post))
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        for assignment in held:
            place = assignment.post.code if assignment.post else "-"
            until = assignment.valid_until or "-"
            self.stdout.write(f"{place:<16} {assignment.role:<16} {until!s:<10} {assignment.account.email}")
