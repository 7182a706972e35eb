from datetime import date
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._search import opportunities_changed
from watandoshlar.domains.community.acts._steps import lock_opportunity, take_step
from watandoshlar.domains.community.models import Opportunity
from watandoshlar.domains.community.queries import today
from watandoshlar.domains.community.rules.facts import LONGEST_OPPORTUNITY
from watandoshlar.foundation import clock


@transaction.atomic
def extend_opportunity(*, acting_user: Any, pk: int, last_day: date | None) -> Opportunity:
    """A colleague of who entered it has looked at the source again, which names a later day. Also one that has gone off
    comes back by this. Raises NotTheMinistry, OpportunityNotFound, OwnEntry, LastDayNeeded, StepRefused."""
    opportunity = lock_opportunity(acting_user, pk)
    if opportunity.entered_by_id == acting_user.pk:
        raise errors.OwnEntry
    earliest = max(opportunity.last_day, today())
    if last_day is None or not earliest < last_day <= today() + LONGEST_OPPORTUNITY:
        raise errors.LastDayNeeded
    opportunity.last_day, opportunity.verified_by, opportunity.verified_at = last_day, acting_user, clock.now()
    saved = ("last_day", "verified_by", "verified_at")
    take_step(opportunity, "extend", acting_user=acting_user, also_save=saved, last_day=last_day.isoformat())
    opportunities_changed()
    return opportunity
