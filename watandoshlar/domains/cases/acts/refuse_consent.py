from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts._consents import lock_consent_by_link, move_consent
from watandoshlar.domains.cases.errors import ConsentClosed
from watandoshlar.domains.cases.models import Consent


@transaction.atomic
def refuse_consent(*, acting_user, letter: UUID, token: str, consent_id: int, words: Mapping[str, str]) -> Consent:
    """Another person does not agree, by the link of their letter; as `give_consent`."""
    if acting_user is not SYSTEM:
        raise ConsentClosed
    consent = lock_consent_by_link(letter, token, consent_id)
    move_consent(consent, "refuse", acting_user=acting_user, how="link", words=words)
    return consent
