from django.db import transaction

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.certificates.models import KeyAlarm, SigningKey
from watandoshlar.domains.certificates.queries import StraySeal
from watandoshlar.foundation import clock

LONGEST = 60
CODE = "signing_key_stray"


@transaction.atomic
def report_stray_seal(*, acting_user: ActingUser | System, stray: StraySeal) -> KeyAlarm:
    """Tell the keepers that a key of ours signed what was never issued: once for each number, however often it is seen.

    Either somebody issues in secret, or the key is in other hands. Nothing of whom the seal names is kept.
    """
    key = SigningKey.objects.get(pk=stray.key_id)
    number = stray.number if stray.number.isprintable() else ascii(stray.number)
    number, since = number[:LONGEST] or "-", clock.now()
    alarm, is_new = KeyAlarm.objects.get_or_create(
        key=key, cause=KeyAlarm.Cause.STRAY, number=number, defaults={"since": since}
    )
    if not is_new:
        return alarm
    facts = {"key": key.key_id, "kind": key.kind, "number": number, "since": since.isoformat()}
    append_entry(acting_user=acting_user, act=CODE, chain="keys", facts=facts)
    for keeper in workers_at(None, ("key_keeper",)):
        notify(acting_user=acting_user, account=keeper, code=CODE, key=f"{key.key_id}:{number}", facts=facts)
    return alarm
