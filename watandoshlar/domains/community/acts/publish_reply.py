from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._letters import tell_who_answered
from watandoshlar.domains.community.acts._search import consultations_changed
from watandoshlar.domains.community.acts._steps import lock_consultation, take_step
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import Consultation, ConsultationAnswer, ConsultationReply, ConsultationTheme
from watandoshlar.domains.community.rules.facts import is_whole
from watandoshlar.foundation import clock


@transaction.atomic
def publish_reply(*, acting_user: Any, consultation: int, texts: Mapping[str, str]) -> ConsultationReply:
    """What the ministry says to what was said. The counts of themes and of reasons are frozen in this moment, and who
    answered is told. Every answer is sorted or set aside before.

    Raises NotTheMinistry, ConsultationNotFound, ConsultationOpen, TextsNeeded, ThemesNeeded, StepRefused.
    """
    asked = lock_consultation(acting_user, consultation)
    if asked.closes_at > clock.now():
        raise errors.ConsultationOpen
    if not is_whole(texts):
        raise errors.TextsNeeded
    answers = list(
        ConsultationAnswer.objects.filter(consultation=asked).exclude(state="withdrawn").select_related("account")
    )
    given = [answer for answer in answers if answer.state == "given"]
    if any(not answer.themes for answer in given):
        raise errors.ThemesNeeded
    reasons = Counter(answer.reason for answer in answers if answer.state == "set_aside")
    reply = ConsultationReply(
        consultation=asked,
        texts=cleaned(texts),
        counted=len(given),
        set_aside=dict(sorted(reasons.items())),
        published_by=acting_user,
    )
    reply.save(force_insert=True)
    _freeze_themes(asked, given)
    take_step(asked, "reply", acting_user=acting_user, reply=reply.pk)
    accounts = [answer.account for answer in answers]
    tell_who_answered(asked, "consultation_replied", acting_user=acting_user, accounts=accounts, key=asked.chain)
    consultations_changed()
    return reply


def _freeze_themes(asked: Consultation, given: list[ConsultationAnswer]) -> None:
    counts = Counter(theme for answer in given for theme in answer.themes)
    themes = list(ConsultationTheme.objects.filter(consultation=asked))
    for theme in themes:
        theme.counted = counts[theme.pk]
    ConsultationTheme.objects.bulk_update(themes, ["counted"])
