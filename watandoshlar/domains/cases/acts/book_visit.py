from dataclasses import replace
from datetime import datetime

from django.db import transaction

from watandoshlar.domains.appointments.api import Visit, hold_place
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant
from watandoshlar.domains.cases.visiting import party_of


@transaction.atomic
def book_visit(*, acting_user, reference: str, starts_at: datetime, is_courtesy: bool = False) -> Visit:
    """The applicant chooses a free time, which is held until they confirm it; a visit that is booked is moved by it.

    `is_courtesy`: they say that they need the courtesy lane. Raises CaseNotFound, NoVisitNeeded, VisitNotNow and what
    `hold_place` raises.
    """
    case = lock_case_of_applicant(acting_user, reference)
    party = party_of(case)
    party = replace(party, is_courtesy=party.is_courtesy or is_courtesy)
    return hold_place(acting_user=acting_user, party=party, starts_at=starts_at)
