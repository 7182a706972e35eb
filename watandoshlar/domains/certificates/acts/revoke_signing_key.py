from django.conf import settings
from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.demonstration import publish_anew
from watandoshlar.domains.certificates.errors import SealKeyNotFound
from watandoshlar.domains.certificates.models import SigningKey
from watandoshlar.foundation import clock


@transaction.atomic
def revoke_signing_key(*, acting_user: ActingUser | System, key_id: str) -> SigningKey:
    """Withdraw a key: from now on no seal of it counts, older ones included, because a thief can write any date.

    This installation refuses it at once; readers without network hear of it from the next trust list. Called by the
    operator of the installation only. Raises SealKeyNotFound.
    """
    key = SigningKey.objects.select_for_update().filter(key_id=key_id).first()
    if key is None:
        raise SealKeyNotFound(key=key_id)
    if key.revoked_at is None:
        # A list names whole seconds.
        key.revoked_at = clock.now().replace(microsecond=0)
        key.save(update_fields=["revoked_at"])
        append_entry(acting_user=acting_user, act="revoke_signing_key", chain="keys", facts={"key": key_id})
        if settings.DEMONSTRATION and key.listed_at is not None:
            publish_anew()
    return key
