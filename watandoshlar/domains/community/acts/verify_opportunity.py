from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._search import opportunities_changed
from watandoshlar.domains.community.acts._steps import lock_opportunity, take_step
from watandoshlar.domains.community.models import Opportunity
from watandoshlar.foundation import clock


@transaction.atomic
def verify_opportunity(*, acting_user: Any, pk: int) -> Opportunity:
    """A colleague of who entered it has compared it with its source: it is shown until its last day.

    Raises NotTheMinistry, OpportunityNotFound, OwnEntry, StepRefused.
    """
    opportunity = lock_opportunity(acting_user, pk)
    if opportunity.entered_by_id == acting_user.pk:
        raise errors.OwnEntry
    opportunity.verified_by, opportunity.verified_at = acting_user, clock.now()
    take_step(opportunity, "verify", acting_user=acting_user, also_save=("verified_by", "verified_at"))
    opportunities_changed()
    return opportunity
