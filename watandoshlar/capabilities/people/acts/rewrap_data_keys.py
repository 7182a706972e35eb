from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.access.api import require_role
from watandoshlar.capabilities.audit.api import SYSTEM, ActingUser, System, append_entry
from watandoshlar.capabilities.people.keys import key_ring
from watandoshlar.capabilities.people.models import PersonKey
from watandoshlar.foundation.crypto import EnvelopeError, KeyRing, rewrap, wrapping_key_id


@dataclass(frozen=True)
class Rewrapped:
    """What one batch did. `last` is where the next one begins; None when there was nothing left to look at."""

    seen: int
    rewrapped: int
    unopened: dict[UUID, str]
    """Persons whose data key could not be opened, with the code of `foundation.crypto`: wrong_key or tampered."""
    last: UUID | None


@transaction.atomic
def rewrap_data_keys(*, acting_user: ActingUser | System, after: UUID | None = None, limit: int = 500) -> Rewrapped:
    """Bring one batch of data keys under the current key-encryption key: `limit` persons after `after`, by their ids.

    Content is not touched and every data key stays what it is. A batch is one transaction: what is done stays done, and
    beginning anew only reads what is done. A key that cannot be opened is left as it is and reported. Done by the
    platform's operator or an auditor; raises RoleMissing for anybody else.
    """
    if acting_user is not SYSTEM:
        require_role(acting_user, "auditor")
    ring = key_ring()
    keys = PersonKey.objects.order_by("person_id")
    batch = (keys.filter(person_id__gt=after) if after else keys)[:limit]
    seen = [(key.person_id, bytes(key.wrapped)) for key in batch]
    stale = [person_id for person_id, wrapped in seen if not _is_current(ring, wrapped)]
    changed, unopened = [], {}
    # Locked, so that a key destroyed meanwhile does not come back. Keys already done are only read.
    for key in keys.filter(person_id__in=stale).select_for_update():
        try:
            key.wrapped = rewrap(ring, bytes(key.wrapped))
        except EnvelopeError as error:
            unopened[key.person_id] = error.code
        else:
            changed.append(key)
    PersonKey.objects.bulk_update(changed, ["wrapped"])
    if changed:
        facts = {"key": ring.current, "rewrapped": len(changed)}
        append_entry(acting_user=acting_user, act="rewrap_data_keys", chain="keys", facts=facts)
    return Rewrapped(len(seen), len(changed), unopened, seen[-1][0] if seen else None)


def _is_current(ring: KeyRing, wrapped: bytes) -> bool:
    try:
        return wrapping_key_id(wrapped) == ring.current
    except EnvelopeError:
        return False
