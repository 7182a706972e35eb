from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.people.api import encrypt_json_for, register_person
from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, take_step
from watandoshlar.domains.community.models import Consultation, ConsultationAnswer
from watandoshlar.domains.community.queries import get_consultation
from watandoshlar.domains.community.rules.facts import MOST_LETTERS
from watandoshlar.foundation import clock


@transaction.atomic
def give_answer(*, acting_user: Account, consultation: int, words: str) -> ConsultationAnswer:
    """Answer a question of the ministry, or change one's answer until the end. One account has one answer; what was set
    aside or withdrawn counts again with new words.

    Raises ConsultationNotFound, ConsultationClosed, AnswerNeeded.
    """
    get_consultation(consultation)
    if not words.strip() or len(words) > MOST_LETTERS:
        raise errors.AnswerNeeded
    # Its row is what the reply locks: no answer slips in while the counts are frozen. It parts nobody who answers.
    asked = Consultation.objects.select_for_update(no_key=True).get(pk=consultation)
    if not asked.is_open_at(clock.now()):
        raise errors.ConsultationClosed
    person = register_person(acting_user=acting_user, relation="myself")
    answer = ConsultationAnswer.objects.filter(consultation=asked, account=acting_user).select_for_update().first()
    if answer is None:
        answer = ConsultationAnswer(consultation=asked, account=acting_user, person=person)
        answer.words = encrypt_json_for(person, words.strip(), answer.context)
        answer.save(force_insert=True)
        leave_trace(answer, "give_answer", acting_user=acting_user, consultation=asked.pk)
        return answer
    answer.words = encrypt_json_for(answer.person, words.strip(), answer.context)
    answer.themes, answer.reason, answer.changed_at = [], "", clock.now()
    saved = ("words", "themes", "reason", "changed_at")
    take_step(answer, "change", acting_user=acting_user, also_save=saved, consultation=asked.pk)
    return answer
