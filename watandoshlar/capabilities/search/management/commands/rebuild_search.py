import argparse

from django.core.management.base import BaseCommand

from watandoshlar.capabilities.search.api import rebuild


class Command(BaseCommand):
    help = "Bring the index of the search up to date with what every room publishes. Pages stay findable meanwhile."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="also what has not changed: after a change of PostgreSQL's dictionaries"
        )

    def handle(self, *args: object, **options: object) -> None:
        for kind, entries in rebuild(anew=bool(options["anew"])).items():
            self.stdout.write(f"{kind}: {entries}")
