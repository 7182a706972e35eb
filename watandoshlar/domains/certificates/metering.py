"""How many signatures a key makes: counted with the work that asks for them, refused past a quota, told when too many.

A thief inside the platform cannot sign more than the quota, and the keepers hear of a rush within it.
"""

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import Sum

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.certificates.errors import KeyQuotaReached
from watandoshlar.domains.certificates.models import KeyAlarm, KeyUse, SigningKey
from watandoshlar.foundation import clock

# A row that another transaction holds is passed over: issuing never waits for issuing.
_COUNT = """
UPDATE certificates_keyuse SET signed = signed + 1 WHERE id = (
    SELECT id FROM certificates_keyuse WHERE key_id = %s AND hour = %s LIMIT 1 FOR UPDATE SKIP LOCKED)
"""
DAY = timedelta(days=1)
UNLIMITED = frozenset({"status-lists", "log"})
"""Kinds of key that are counted but never refused: what is withdrawn has to be published, however much was before."""


# No savepoint of its own: a refusal takes back whatever asked for the signature.
@transaction.atomic(savepoint=False)
def count_signature(key: SigningKey) -> None:
    """Count one signature of this key. Raises KeyQuotaReached, but for those that are `UNLIMITED`."""
    hour = clock.now().replace(minute=0, second=0, microsecond=0)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [key.key_id, hour])
        if cursor.rowcount == 0:
            KeyUse(key=key, hour=hour, signed=1).save(force_insert=True)
    day = hour.replace(hour=0)
    used = KeyUse.objects.filter(key=key, hour__gte=day, hour__lt=day + DAY).values_list("hour").annotate(Sum("signed"))
    by_hour = dict(used)
    if sum(by_hour.values()) > key.daily_quota and key.kind not in UNLIMITED:
        raise KeyQuotaReached(key=key.key_id, quota=key.daily_quota)
    if by_hour[hour] >= key.hourly_alarm:
        _alarm(key, KeyAlarm.Cause.RATE, hour)
    # Told before it is reached: what is refused leaves no letter behind.
    if sum(by_hour.values()) * 10 >= key.daily_quota * 9:
        _alarm(key, KeyAlarm.Cause.QUOTA, day)


def signatures_today(key: SigningKey) -> int:
    day = clock.now().replace(hour=0, minute=0, second=0, microsecond=0)
    return KeyUse.objects.filter(key=key, hour__gte=day).aggregate(total=Sum("signed"))["total"] or 0


def _alarm(key: SigningKey, cause: str, since: datetime) -> None:
    """Tell the keepers once. The letters and the entry stand with the signature that set them off."""
    _told, is_new = KeyAlarm.objects.get_or_create(key=key, cause=cause, since=since)
    if not is_new:
        return
    facts = {"key": key.key_id, "kind": key.kind, "since": since.isoformat()}
    append_entry(acting_user=SYSTEM, act=f"signing_key_{cause}", chain="keys", facts=facts)
    for keeper in workers_at(None, ("key_keeper",)):
        occasion = f"{key.key_id}:{since.isoformat()}"
        notify(acting_user=SYSTEM, account=keeper, code=f"signing_key_{cause}", key=occasion, facts=facts)
