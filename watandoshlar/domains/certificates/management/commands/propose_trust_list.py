"""What the root is to sign next: `manage.py propose_trust_list > proposal.json`."""

from django.core.management.base import BaseCommand

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.certificates.api import propose_trust_list


class Command(BaseCommand):
    help = "Writes the proposal that is carried to the root. It holds no secret."

    def handle(self, *args: object, **options: object) -> None:
        self.stdout.write(propose_trust_list(acting_user=SYSTEM))
