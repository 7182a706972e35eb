from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import Opportunity
from watandoshlar.domains.community.queries import require_ministry, today
from watandoshlar.domains.community.rules.facts import OpportunityFacts, fault_of_opportunity


@transaction.atomic
def enter_opportunity(*, acting_user: Any, facts: OpportunityFacts) -> Opportunity:
    """The ministry or an editor writes an opportunity down; a colleague verifies it before it is shown.

    Raises NotTheMinistry and what the rule of facts finds.
    """
    require_ministry(acting_user)
    errors.refuse_fault(fault_of_opportunity(facts, today()))
    opportunity = Opportunity(
        what=facts.kind,
        titles=cleaned(facts.titles),
        texts=cleaned(facts.texts),
        eligibility=cleaned(facts.eligibility),
        offered_by=facts.offered_by.strip(),
        source_url=facts.source_url,
        place=facts.place.strip()[:80],
        links=cleaned(facts.links),
        last_day=facts.last_day,
        entered_by=acting_user,
    )
    opportunity.save(force_insert=True)
    leave_trace(opportunity, "enter_opportunity", acting_user=acting_user, last_day=facts.last_day.isoformat())
    return opportunity
