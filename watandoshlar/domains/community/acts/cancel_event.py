from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._search import events_changed
from watandoshlar.domains.community.acts._steps import lock, take_step
from watandoshlar.domains.community.models import CommunityEvent
from watandoshlar.domains.community.queries import access_own_event


@transaction.atomic
def cancel_event(*, acting_user: Any, pk: int) -> CommunityEvent:
    """Who announced it says that it does not take place. Raises EventNotFound, StepRefused."""
    event = lock(access_own_event(acting_user, pk))
    take_step(event, "cancel", acting_user=acting_user)
    events_changed()
    return event
