from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._search import opportunities_changed
from watandoshlar.domains.community.acts._steps import lock_opportunity, take_step
from watandoshlar.domains.community.models import Opportunity


@transaction.atomic
def withdraw_opportunity(*, acting_user: Any, pk: int) -> Opportunity:
    """It is gone before its day. Raises NotTheMinistry, OpportunityNotFound, StepRefused."""
    opportunity = lock_opportunity(acting_user, pk)
    take_step(opportunity, "withdraw", acting_user=acting_user)
    opportunities_changed()
    return opportunity
