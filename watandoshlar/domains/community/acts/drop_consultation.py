from typing import Any

from django.db import transaction

from watandoshlar.domains.community.acts._steps import lock_consultation, take_step
from watandoshlar.domains.community.models import Consultation


@transaction.atomic
def drop_consultation(*, acting_user: Any, pk: int) -> Consultation:
    """A question that was prepared is not asked. Raises NotTheMinistry, ConsultationNotFound, StepRefused."""
    consultation = lock_consultation(acting_user, pk)
    take_step(consultation, "drop", acting_user=acting_user)
    return consultation
