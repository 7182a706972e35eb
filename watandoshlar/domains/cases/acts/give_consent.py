from collections.abc import Mapping
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import SYSTEM
from watandoshlar.domains.cases.acts._consents import lock_consent_by_link, move_consent
from watandoshlar.domains.cases.errors import ConsentClosed
from watandoshlar.domains.cases.models import Consent


@transaction.atomic
def give_consent(*, acting_user, letter: UUID, token: str, consent_id: int, words: Mapping[str, str]) -> Consent:
    """Another person agrees, by the link of their letter. Whoever holds the link is that person, and has no account
    here: `acting_user` is SYSTEM, and the row keeps the name and document that they wrote.

    Raises ConsentClosed for a wrong, old or used link, and once the case is decided.
    """
    if acting_user is not SYSTEM:
        raise ConsentClosed
    consent = lock_consent_by_link(letter, token, consent_id)
    move_consent(consent, "give", acting_user=acting_user, how="link", words=words)
    return consent
