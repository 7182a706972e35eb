from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._letters import tell_representative
from watandoshlar.domains.community.acts._steps import lock, lock_organisation, need_reason, take_step
from watandoshlar.domains.community.models import CommunityEvent
from watandoshlar.domains.community.queries import access_event_at_post
from watandoshlar.domains.community.states import REFUSALS_OF_EVENT


@transaction.atomic
def refuse_event(*, acting_user: Any, pk: int, reason: str) -> CommunityEvent:
    """The post does not show an event, and says why by a reason of the closed list. Raises EventNotFound,
    CommunityReasonNeeded, StepRefused."""
    organisation = lock_organisation(access_event_at_post(acting_user, pk).organisation_id)
    event = lock(CommunityEvent(pk=pk))
    event.organisation = organisation
    event.reason = need_reason(reason, REFUSALS_OF_EVENT)
    take_step(event, "refuse", acting_user=acting_user, also_save=("reason",), reason=reason)
    tell_representative(event, "event_refused", acting_user=acting_user, key="refused")
    return event
