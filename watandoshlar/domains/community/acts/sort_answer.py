from collections.abc import Collection
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, lock_consultation
from watandoshlar.domains.community.models import ConsultationAnswer, ConsultationTheme
from watandoshlar.domains.community.states import STATES


@transaction.atomic
def sort_answer(*, acting_user: Any, consultation: int, pk: int, themes: Collection[int]) -> ConsultationAnswer:
    """Put an answer under the themes that it speaks of. Raises NotTheMinistry, ConsultationNotFound, AnswerNotFound,
    StepRefused, ThemesNeeded."""
    asked = lock_consultation(acting_user, consultation)
    answer = ConsultationAnswer.objects.filter(consultation=asked, pk=pk).select_for_update().first()
    if answer is None or answer.state == "withdrawn":
        raise errors.AnswerNotFound
    if asked.state != "published" or answer.state != "given":
        raise errors.StepRefused(state=answer.state, state_label=STATES["answer"][answer.state].label)
    known = set(ConsultationTheme.objects.filter(consultation=asked).values_list("pk", flat=True))
    if not themes or set(themes) - known:
        raise errors.ThemesNeeded
    answer.themes = sorted(set(themes))
    answer.save(update_fields=["themes"])
    # In the chain of the consultation: the row says nothing of whose answer it is.
    leave_trace(asked, "sort_answer", acting_user=acting_user, answer=answer.pk, themes=answer.themes)
    return answer
