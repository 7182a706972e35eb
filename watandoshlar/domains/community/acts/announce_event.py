from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, lock_organisation
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import CommunityEvent
from watandoshlar.domains.community.queries import access_own_organisation, today
from watandoshlar.domains.community.rules.days import counts_on
from watandoshlar.domains.community.rules.facts import EventFacts, fault_of_event
from watandoshlar.domains.community.states import STATES
from watandoshlar.foundation import clock

MOST_WAITING = 10


@transaction.atomic
def announce_event(*, acting_user: Any, organisation: int, facts: EventFacts) -> CommunityEvent:
    """Who speaks for an organisation of the register announces an event; the post looks at it before it is shown.

    Raises OrganisationNotFound, StepRefused while the organisation is not verified, TooManyWaiting, and what the rule
    of facts finds.
    """
    row = lock_organisation(access_own_organisation(acting_user, organisation).pk)
    if row.state != "verified" or not counts_on(row.verified_until, today()):
        raise errors.StepRefused(state=row.state, state_label=STATES["organisation"][row.state].label)
    if CommunityEvent.objects.filter(organisation=row, state="announced").count() >= MOST_WAITING:
        raise errors.TooManyWaiting
    errors.refuse_fault(fault_of_event(facts, clock.now()))
    event = CommunityEvent(
        organisation=row,
        titles=cleaned(facts.titles),
        texts=cleaned(facts.texts),
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        zone=facts.zone,
        place=facts.place.strip(),
        online=facts.online,
        languages=sorted(facts.languages),
        announced_by=acting_user,
    )
    event.save(force_insert=True)
    leave_trace(event, "announce_event", acting_user=acting_user)
    return event
