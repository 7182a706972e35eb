from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from watandoshlar.domains.community import errors
from watandoshlar.domains.community.acts._steps import leave_trace
from watandoshlar.domains.community.acts._writing import cleaned
from watandoshlar.domains.community.models import Consultation
from watandoshlar.domains.community.queries import require_ministry, today
from watandoshlar.domains.community.rules.facts import ConsultationFacts, fault_of_consultation
from watandoshlar.foundation import clock


@transaction.atomic
def prepare_consultation(*, acting_user: Any, facts: ConsultationFacts) -> Consultation:
    """The ministry writes its question down, with the days; a colleague publishes it. Raises NotTheMinistry and what
    the rule of facts finds."""
    require_ministry(acting_user)
    errors.refuse_fault(fault_of_consultation(facts, today()))
    consultation = Consultation(
        titles=cleaned(facts.titles),
        texts=cleaned(facts.texts),
        opens_at=_midnight(facts.first_day),
        closes_at=_midnight(facts.last_day + timedelta(days=1)),
        reply_by=facts.reply_by,
        prepared_by=acting_user,
    )
    consultation.save(force_insert=True)
    leave_trace(consultation, "prepare_consultation", acting_user=acting_user, reply_by=facts.reply_by.isoformat())
    return consultation


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(clock.HOME_ZONE))
