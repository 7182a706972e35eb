from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._steps import lock_opportunity, need_reason, take_step
from watandoshlar.domains.community.models import Opportunity
from watandoshlar.domains.community.states import REFUSALS_OF_OPPORTUNITY


@transaction.atomic
def refuse_opportunity(*, acting_user: Any, pk: int, reason: str) -> Opportunity:
    """It is not shown. Raises NotTheMinistry, OpportunityNotFound, CommunityReasonNeeded, StepRefused."""
    opportunity = lock_opportunity(acting_user, pk)
    opportunity.reason = need_reason(reason, REFUSALS_OF_OPPORTUNITY)
    take_step(opportunity, "refuse", acting_user=acting_user, also_save=("reason",), reason=reason)
    return opportunity
