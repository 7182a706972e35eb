from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import take_step
from watandoshlar.domains.community.models import ConsultationAnswer
from watandoshlar.domains.community.queries import get_consultation
from watandoshlar.foundation import clock


@transaction.atomic
def withdraw_answer(*, acting_user: Any, consultation: int) -> ConsultationAnswer:
    """Take one's answer back at any time: its words are erased. What a reply has counted stays counted. Raises
    ConsultationNotFound, AnswerNotFound, StepRefused."""
    get_consultation(consultation)
    own = ConsultationAnswer.objects.filter(consultation=consultation, account=acting_user)
    answer = own.select_for_update().first()
    if answer is None:
        raise errors.AnswerNotFound
    answer.words, answer.themes, answer.reason, answer.changed_at = b"", [], "", clock.now()
    saved = ("words", "themes", "reason", "changed_at")
    take_step(answer, "withdraw", acting_user=acting_user, also_save=saved, consultation=consultation)
    return answer
