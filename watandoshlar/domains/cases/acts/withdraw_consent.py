from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts._consents import lock_consent_by_link, move_consent
from watandoshlar.domains.cases.errors import ConsentClosed
from watandoshlar.domains.cases.models import Consent


@transaction.atomic
def withdraw_consent(*, acting_user, letter: UUID, token: str, consent_id: int) -> Consent:
    """The person takes back what they agreed to, by the same link, until the case is decided. Raises ConsentClosed."""
    if acting_user is not SYSTEM:
        raise ConsentClosed
    consent = lock_consent_by_link(letter, token, consent_id)
    move_consent(consent, "withdraw", acting_user=acting_user)
    return consent
