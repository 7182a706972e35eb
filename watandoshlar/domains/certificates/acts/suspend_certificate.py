from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.domains.certificates.acts._change_status import change_status
from watandoshlar.domains.certificates.models import Certificate
from watandoshlar.domains.certificates.states import Status


def suspend_certificate(*, acting_user: ActingUser | System, number: str, reason: str) -> Certificate:
    """Make a document not count until it is reinstated. For the head of the post that issued it, or SYSTEM."""
    return change_status("suspend_certificate", acting_user, number, Status.SUSPENDED, reason)
