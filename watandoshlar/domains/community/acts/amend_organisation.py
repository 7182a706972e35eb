from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._search import organisation_changed
from watandoshlar.domains.community.acts._steps import leave_trace, lock_organisation, take_step
from watandoshlar.domains.community.acts._writing import FACTS, write_facts
from watandoshlar.domains.community.models import Organisation
from watandoshlar.domains.community.queries import access_own_organisation
from watandoshlar.domains.community.rules.facts import OrganisationFacts
from watandoshlar.domains.community.states import STATES

AMENDABLE = ("draft", "submitted", "refused", "lapsed", "verified")


@transaction.atomic
def amend_organisation(*, acting_user: Any, pk: int, facts: OrganisationFacts) -> Organisation:
    """Its representative changes what is said of it. What was verified leaves the register until the post has seen the
    change: nobody is verified as one thing and shown as another.

    Raises OrganisationNotFound, StepRefused, what the rule of facts finds, NoPostForPlace.
    """
    organisation = lock_organisation(access_own_organisation(acting_user, pk).pk)
    if organisation.state not in AMENDABLE:
        label = STATES["organisation"][organisation.state].label
        raise errors.StepRefused(state=organisation.state, state_label=label)
    write_facts(organisation, facts)
    organisation.revision += 1
    saved = (*FACTS, "post", "revision", "changed_at")
    if organisation.state == "verified":
        take_step(organisation, "amend", acting_user=acting_user, also_save=saved, revision=organisation.revision)
        organisation_changed()
    else:
        organisation.save(update_fields=saved)
        leave_trace(organisation, "amend_organisation", acting_user=acting_user, revision=organisation.revision)
    return organisation
