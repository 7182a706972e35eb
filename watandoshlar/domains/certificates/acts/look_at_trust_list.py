from datetime import timedelta

from django.conf import settings
from django.db import transaction

from watandoshlar.capabilities.access.api import workers_at
from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.domains.certificates.demonstration import publish_anew
from watandoshlar.domains.certificates.queries import newest_trust_list
from watandoshlar.domains.certificates.trusting import content_of
from watandoshlar.foundation import clock

TOLD_BEFORE = timedelta(days=30)


@transaction.atomic
def look_at_trust_list(*, acting_user: ActingUser | System) -> None:
    """Write to the keepers once when the trust list ends within a month; a demonstration signs it anew by itself.

    Called by the worker.
    """
    newest = newest_trust_list()
    if newest is None or content_of(newest).next_update - clock.now() > TOLD_BEFORE:
        return
    if settings.DEMONSTRATION:
        publish_anew()
        return
    facts = {"version": newest.version, "ends": content_of(newest).next_update.date().isoformat()}
    for keeper in workers_at(None, ("key_keeper",)):
        notify(acting_user=acting_user, account=keeper, code="trust_list_ends", key=str(newest.version), facts=facts)
