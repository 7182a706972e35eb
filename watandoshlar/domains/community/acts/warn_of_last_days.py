from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._letters import tell_of_opportunity
from watandoshlar.domains.community.acts._steps import for_the_platform, leave_trace
from watandoshlar.domains.community.models import Opportunity
from watandoshlar.domains.community.queries import opportunities, today
from watandoshlar.domains.community.rules.days import EXPIRES_SOON, ends_soon


def warn_of_last_days(*, acting_user: Any) -> int:
    """Ask who entered and who verified an opportunity to look at its source before it goes off; once for each last day.
    Returns how many end soon. Only the platform does this."""
    for_the_platform(acting_user)
    ending = [row for row in opportunities() if ends_soon(row.last_day, today(), EXPIRES_SOON)]
    for opportunity in ending:
        _warn(opportunity, acting_user=acting_user)
    return len(ending)


@transaction.atomic
def _warn(opportunity: Opportunity, *, acting_user: Any) -> None:
    leave_trace(opportunity, "warn_opportunity", acting_user=acting_user, last_day=opportunity.last_day.isoformat())
    tell_of_opportunity(opportunity, "opportunity_ends", acting_user=acting_user)
