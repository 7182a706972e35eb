from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, lock_consultation
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import Promise
from watandoshlar.domains.community.queries import today
from watandoshlar.domains.community.rules.facts import is_whole
from watandoshlar.domains.community.states import STATES


@transaction.atomic
def make_promise(*, acting_user: Any, consultation: int, texts: Mapping[str, str], due_on: date | None) -> Promise:
    """What will be done, and by when; shown with the reply, also when it is added later. Raises NotTheMinistry,
    ConsultationNotFound, StepRefused, TextsNeeded, PromiseDayNeeded."""
    asked = lock_consultation(acting_user, consultation)
    if asked.state not in ("published", "replied"):
        raise errors.StepRefused(state=asked.state, state_label=STATES["consultation"][asked.state].label)
    if not is_whole(texts):
        raise errors.TextsNeeded
    if due_on is None or due_on <= today():
        raise errors.PromiseDayNeeded
    promise = Promise(consultation=asked, texts=cleaned(texts), due_on=due_on)
    promise.save(force_insert=True)
    leave_trace(promise, "make_promise", acting_user=acting_user, due_on=due_on.isoformat())
    return promise
