"""How much a key may sign: `manage.py set_key_quota 0123456789abcdef --daily 200000 --hourly-alarm 50000`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import set_key_quota
from watandoshlar.foundation.errors import DomainError


class Command(BaseCommand):
    help = "Sets how many signatures a key may make in a day, and how many within an hour its keepers are told of."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("key_id", help="16 hexadecimal digits, as `list_signing_keys` prints them")
        parser.add_argument("--daily", type=int, required=True)
        parser.add_argument("--hourly-alarm", type=int, required=True)

    def handle(self, *args: object, key_id: str, daily: int, hourly_alarm: int, **options: object) -> None:
        named = {"daily_quota": daily, "hourly_alarm": hourly_alarm}
        try:
            key = set_key_quota(acting_user=SYSTEM, key_id=key_id.lower(), **named)
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Key {key.key_id}: {key.daily_quota} a day, alarm from {key.hourly_alarm} within an hour.")
