import secrets

from django.db import transaction

from watandoshlar.capabilities.audit.api import append_entry
from watandoshlar.domains.fees import errors
from watandoshlar.domains.fees.models import ConnectionKey
from watandoshlar.domains.fees.rules.keys import fingerprint, hash_of

SHORTEST = 16


@transaction.atomic
def change_connection_key(*, acting_user, connection: str, configured: str, key: str) -> ConnectionKey:
    """A payment system sets a new key for its calls. It counts until the operator configures another one.

    `acting_user` is SYSTEM: whoever calls has shown the old key. Raises KeyTooWeak.
    """
    if len(key) < SHORTEST:
        raise errors.KeyTooWeak
    salt = secrets.token_hex(16)
    row = ConnectionKey(connection=connection, instead_of=fingerprint(configured), salt=salt, hash=hash_of(salt, key))
    row.save(force_insert=True)
    append_entry(
        acting_user=acting_user,
        act="change_connection_key",
        chain=f"connection:{connection}",
        facts={"connection": connection},
    )
    return row
