from collections.abc import Mapping
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import lock_consultation, take_step
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import Promise
from watandoshlar.domains.community.rules.facts import is_whole
from watandoshlar.foundation import clock


@transaction.atomic
def note_promise(*, acting_user: Any, consultation: int, pk: int, step: str, why: Mapping[str, str]) -> Promise:
    """How a promise stands: `start`, `finish` or `give_up`, which says why in three languages. Raises NotTheMinistry,
    ConsultationNotFound, PromiseWhyNeeded, StepRefused."""
    asked = lock_consultation(acting_user, consultation)
    promise = Promise.objects.filter(consultation=asked, pk=pk).select_for_update().first()
    if promise is None:
        raise errors.ConsultationNotFound
    if step == "give_up":
        if not is_whole(why):
            raise errors.PromiseWhyNeeded
        promise.why = cleaned(why)
    promise.changed_at = clock.now()
    take_step(promise, step, acting_user=acting_user, also_save=("why", "changed_at"))
    return promise
