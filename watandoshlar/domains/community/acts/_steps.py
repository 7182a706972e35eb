"""What every act of this room shares: locks, steps along the table, traces."""

from typing import Any

from watandoshlar.capabilities.audit.api import SYSTEM, append_entry
from watandoshlar.domains.community import errors, states
from watandoshlar.domains.community.models import (
    CommunityEvent,
    Consultation,
    ConsultationAnswer,
    Invitation,
    Opportunity,
    Organisation,
    Promise,
)
from watandoshlar.domains.community.queries import require_ministry
from watandoshlar.foundation.steps import may, target

Row = Organisation | Invitation | CommunityEvent | Opportunity | Consultation | ConsultationAnswer | Promise


def for_the_platform(acting_user: Any) -> None:
    if acting_user is not SYSTEM:
        raise errors.ForThePlatform


def for_its_own(acting_user: Any, organisation: Organisation) -> None:
    """An officer speaks for a contact person at the counter only where nobody has an account for it: who has one agrees
    by an act of their own. Raises OrganisationNotFound."""
    if organisation.represented_by_id not in (None, acting_user.pk):
        raise errors.OrganisationNotFound


def lock(row: Row) -> Row:
    """The row as it is now, until the end of the transaction. Who may reach it was asked before."""
    return type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)


def lock_organisation(pk: int) -> Organisation:
    """An organisation is locked before its contact, consents and events."""
    return Organisation.objects.select_for_update(of=("self",)).select_related("post", "represented_by").get(pk=pk)


def lock_opportunity(acting_user: Any, pk: int) -> Opportunity:
    """Raises NotTheMinistry, OpportunityNotFound."""
    require_ministry(acting_user)
    found = Opportunity.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise errors.OpportunityNotFound
    return found


def lock_consultation(acting_user: Any, pk: int) -> Consultation:
    """For the ministry. Raises NotTheMinistry, ConsultationNotFound."""
    require_ministry(acting_user)
    found = Consultation.objects.select_for_update(of=("self",)).filter(pk=pk).first()
    if found is None:
        raise errors.ConsultationNotFound
    return found


def need_reason(reason: str, known: dict[str, object]) -> str:
    if reason not in known:
        raise errors.CommunityReasonNeeded
    return reason


def take_step(row: Row, name: str, *, acting_user: Any, also_save: tuple[str, ...] = (), **facts: object) -> None:
    """Move the row along one step of the table, with its trace. Raises StepRefused."""
    if not may(states.STEPS[row.kind], name, row.state):
        raise errors.StepRefused(state=row.state, state_label=states.STATES[row.kind][row.state].label)
    row.state = target(states.STEPS[row.kind], name, row.state)
    row.save(update_fields=["state", *also_save])
    leave_trace(row, f"{name}_{row.kind}", acting_user=acting_user, state=row.state, **facts)


def leave_trace(row: Row, act: str, *, acting_user: Any, **facts: object) -> None:
    """An entry in the chain of what the row belongs to; what one person answers, in the chain of their account."""
    chain = f"account:{row.account_id}" if isinstance(row, ConsultationAnswer) else row.chain
    append_entry(acting_user=acting_user, act=act, chain=chain, facts={row.kind: row.pk, **facts})
