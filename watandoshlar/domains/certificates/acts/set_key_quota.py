from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.domains.certificates.errors import SealKeyNotFound
from watandoshlar.domains.certificates.models import SigningKey


@transaction.atomic
def set_key_quota(*, acting_user: ActingUser | System, key_id: str, daily_quota: int, hourly_alarm: int) -> SigningKey:
    """How many signatures the key may make in a day, and how many within an hour are told to the keepers.

    Called by the operator of the installation only. Raises SealKeyNotFound.
    """
    key = SigningKey.objects.select_for_update().filter(key_id=key_id).first()
    if key is None:
        raise SealKeyNotFound(key=key_id)
    key.daily_quota, key.hourly_alarm = daily_quota, hourly_alarm
    key.save(update_fields=["daily_quota", "hourly_alarm"])
    facts = {"key": key_id, "daily_quota": daily_quota, "hourly_alarm": hourly_alarm}
    append_entry(acting_user=acting_user, act="set_key_quota", chain="keys", facts=facts)
    return key
