from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._letters import tell_who_answered
from watandoshlar.domains.community.acts._steps import lock_consultation, need_reason, take_step
from watandoshlar.domains.community.models import ConsultationAnswer
from watandoshlar.domains.community.states import SET_ASIDE, STATES


@transaction.atomic
def set_aside_answer(*, acting_user: Any, consultation: int, pk: int, reason: str) -> ConsultationAnswer:
    """An answer is not counted, for a reason of the closed list, which its author reads; new words count again. How
    often each reason was used is published with the reply.

    Raises NotTheMinistry, ConsultationNotFound, AnswerNotFound, CommunityReasonNeeded, StepRefused.
    """
    asked = lock_consultation(acting_user, consultation)
    answer = ConsultationAnswer.objects.filter(consultation=asked, pk=pk)
    answer = answer.select_for_update(of=("self",)).select_related("account").first()
    if answer is None or answer.state == "withdrawn":
        raise errors.AnswerNotFound
    if asked.state != "published":
        raise errors.StepRefused(state=asked.state, state_label=STATES["consultation"][asked.state].label)
    answer.reason, answer.themes = need_reason(reason, SET_ASIDE), []
    take_step(answer, "set_aside", acting_user=acting_user, also_save=("reason", "themes"), reason=reason)
    key, whom = f"set-aside-{answer.pk}-{answer.changed_at.isoformat()}", [answer.account]
    tell_who_answered(asked, "answer_set_aside", acting_user=acting_user, accounts=whom, key=key, reason=reason)
    return answer
