"""Let a suspended document count again: `manage.py reinstate_certificate NUMBER --reason requested_by_holder`."""

from watandoshlar.domains.certificates.api import reinstate_certificate
from watandoshlar.domains.certificates.management.changing_status import StatusCommand


class Command(StatusCommand):
    help = "Ends the suspension of a document, in the name of the installation."
    act = staticmethod(reinstate_certificate)
