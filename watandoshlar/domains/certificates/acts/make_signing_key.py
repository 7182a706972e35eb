from datetime import datetime, timedelta

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.domains.certificates.places import key_place
from watandoshlar.domains.certificates.trusting import enter_key, take_turn
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto.trust_list import PUBLISHED_BEFORE_USE

ON_ITS_WAY = timedelta(days=7)
"""What a proposal may take to the root and back."""


@transaction.atomic
def make_signing_key(*, acting_user: ActingUser | System, kind: str, not_before: datetime | None = None) -> SigningKey:
    """A new key for this kind, where keys live. It signs from `not_before` on, once a trust list names it.

    Where another key of the kind signs, the root lists no successor that begins within two weeks, so that readers
    without network have heard of it; three weeks from now is what is taken when nothing is said. Called by the operator
    of the installation only.
    """
    take_turn()
    now = clock.now()
    live = SigningKey.objects.filter(kind=kind, revoked_at=None, listed_at__isnull=False).exists()
    begins = not_before or (now + PUBLISHED_BEFORE_USE + ON_ITS_WAY if live else now)
    key = enter_key(key_place().make(kind), kind, begins)
    facts = {"key": key.key_id, "kind": kind, "not_before": key.not_before.isoformat()}
    append_entry(acting_user=acting_user, act="make_signing_key", chain="keys", facts=facts)
    return key
