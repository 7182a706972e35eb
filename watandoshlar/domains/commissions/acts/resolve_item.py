from collections.abc import Sequence

from django.db import transaction

from watandoshlar.capabilities.people.api import encrypt_json_for
from watandoshlar.domains.commissions import errors
from watandoshlar.domains.commissions.acts._steps import lock_item_in_session, take_step
from watandoshlar.domains.commissions.models import Count, Resolution
from watandoshlar.domains.commissions.queries import get_commission, may_write, words_context
from watandoshlar.domains.commissions.states import ITEM_STATES


@transaction.atomic
def resolve_item(*, acting_user, sitting: int, number: int, reasons: Sequence[str], words: str = "") -> Resolution:
    """Write the resolution that the votes have made, with its reasons: codes of the table that fit the outcome, and
    words of the commission's own. What follows from it happens in the same transaction.

    Who is in conflict does not write it; where chair and secretary both are, a member who has voted does. Raises
    ReasonsNeeded, StepRefused and what `lock_item_in_session` raises.
    """
    item = lock_item_in_session(acting_user, sitting, number, allowed=may_write)
    if item.state != "counted":
        raise errors.StepRefused(state=item.state, state_label=ITEM_STATES[item.state].label)
    matter, outcome = item.matter, Count.objects.get(item=item).outcome
    known = get_commission(matter.commission).matters[matter.kind].reasons[outcome]
    if not reasons or set(reasons) - set(known):
        raise errors.ReasonsNeeded
    resolution = Resolution(
        item=item,
        subject=matter.subject,
        kind=matter.kind,
        outcome=outcome,
        reasons=list(dict.fromkeys(reasons)),
        words=encrypt_json_for(matter.person, words.strip(), words_context(item.pk)) if words.strip() else b"",
        written_by=acting_user,
    )
    resolution.save(force_insert=True)
    take_step(item, "resolve", acting_user=acting_user, outcome=outcome, reasons=resolution.reasons)
    take_step(matter, "resolve", acting_user=acting_user, outcome=outcome, resolution=item.reference)
    return resolution
