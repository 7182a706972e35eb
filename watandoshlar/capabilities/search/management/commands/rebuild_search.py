from django.core.management.base import BaseCommand

from watandoshlar.capabilities.search.api import rebuild


class Command(BaseCommand):
    help = "Make the index of the search anew from what every room publishes. Pages stay findable meanwhile."

    def handle(self, *args: object, **options: object) -> None:
        for kind, entries in rebuild().items():
            self.stdout.write(f"{kind}: {entries}")
