from typing import Any

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._search import consultations_changed
from watandoshlar.domains.community.acts._steps import lock_consultation, take_step
from watandoshlar.domains.community.models import Consultation


@transaction.atomic
def publish_consultation(*, acting_user: Any, pk: int) -> Consultation:
    """A colleague of who prepared it publishes the question; it cannot be taken back, only replied to. Raises
    NotTheMinistry, ConsultationNotFound, OwnEntry, StepRefused."""
    consultation = lock_consultation(acting_user, pk)
    if consultation.prepared_by_id == acting_user.pk:
        raise errors.OwnEntry
    consultation.published_by = acting_user
    take_step(consultation, "publish", acting_user=acting_user, also_save=("published_by",))
    consultations_changed()
    return consultation
