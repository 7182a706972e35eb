from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._search import events_changed
from watandoshlar.domains.community.acts._steps import lock, lock_organisation, take_step
from watandoshlar.domains.community.models import CommunityEvent
from watandoshlar.domains.community.queries import access_event_at_post


@transaction.atomic
def publish_event(*, acting_user: Any, pk: int) -> CommunityEvent:
    """The post lets an event be shown. Whoever announced it does not. Raises EventNotFound, OwnEntry, StepRefused."""
    organisation = lock_organisation(access_event_at_post(acting_user, pk).organisation_id)
    event = lock(CommunityEvent(pk=pk))
    event.organisation = organisation
    if event.announced_by_id == acting_user.pk:
        raise errors.OwnEntry
    take_step(event, "publish", acting_user=acting_user)
    events_changed()
    tell_representative(event, "event_published", acting_user=acting_user, key="published")
    return event
