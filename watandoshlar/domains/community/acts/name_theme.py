from collections.abc import Mapping
from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace, lock_consultation
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import ConsultationTheme
from watandoshlar.domains.community.rules.facts import MOST_TITLE, is_whole
from watandoshlar.domains.community.states import STATES


@transaction.atomic
def name_theme(*, acting_user: Any, consultation: int, titles: Mapping[str, str]) -> ConsultationTheme:
    """Something that several answers say, in three languages. Raises NotTheMinistry, ConsultationNotFound, StepRefused
    after the reply, TitlesNeeded."""
    asked = lock_consultation(acting_user, consultation)
    if asked.state != "published":
        raise errors.StepRefused(state=asked.state, state_label=STATES["consultation"][asked.state].label)
    if not is_whole(titles, MOST_TITLE):
        raise errors.TitlesNeeded
    theme = ConsultationTheme(consultation=asked, titles=cleaned(titles))
    theme.save(force_insert=True)
    leave_trace(asked, "name_theme", acting_user=acting_user, theme=theme.pk)
    return theme
