"""Let a document not count for the time being: `manage.py suspend_certificate NUMBER --reason lost_or_stolen`."""

from watandoshlar.domains.certificates.api import suspend_certificate
from watandoshlar.domains.certificates.management.changing_status import StatusCommand


class Command(StatusCommand):
    help = "Suspends a document, in the name of the installation. `reinstate_certificate` ends it."
    act = staticmethod(suspend_certificate)
