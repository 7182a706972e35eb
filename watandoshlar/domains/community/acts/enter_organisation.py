from typing import Any

from django.db import transaction

from watandoshlar.capabilities.access.api import require_officer
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, take_step
from watandoshlar.domains.community.acts._writing import write_facts
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.rules.facts import OrganisationFacts

MOST_WAITING = 5
"""Nobody leads more organisations that no post has seen."""


@transaction.atomic
def enter_organisation(*, acting_user: Any, facts: OrganisationFacts, at_counter: bool = False) -> Organisation:
    """Write an organisation down: its representative, whose draft it is until it is sent; or an officer of the post at
    the counter, and then it waits at once for another officer.

    Raises what the rule of facts finds, NoPostForPlace, RoleMissing, TooManyWaiting.
    """
    waiting = Organisation.objects.filter(represented_by=acting_user, state__in=["draft", "submitted"])
    if not at_counter and waiting.count() >= MOST_WAITING:
        raise errors.TooManyWaiting
    organisation = Organisation(entered_by=acting_user, represented_by=None if at_counter else acting_user)
    write_facts(organisation, facts)
    if at_counter:
        require_officer(acting_user, organisation.post)
    organisation.save(force_insert=True)
    leave_trace(organisation, "enter_organisation", acting_user=acting_user, post=organisation.post.code)
    if at_counter:
        take_step(organisation, "submit", acting_user=acting_user)
    return organisation
