from dataclasses import replace
from datetime import date

from django.db import transaction

from watandoshlar.domains.appointments.api import Wish, join_list
from watandoshlar.domains.cases.acts._steps import lock_case_of_applicant
from watandoshlar.domains.cases.visiting import party_of


@transaction.atomic
def wait_for_visit(*, acting_user, reference: str, first_day: date, last_day: date, is_courtesy: bool = False) -> Wish:
    """The applicant asks for a visit in a period: an entry in the draw, and a turn on the waiting list.

    The courtesy lane is for whose answers open it, and for who says that they need it; why is neither asked nor kept.
    Raises CaseNotFound, NoVisitNeeded, VisitNotNow and what `join_list` raises.
    """
    case = lock_case_of_applicant(acting_user, reference)
    party = party_of(case)
    party = replace(party, is_courtesy=party.is_courtesy or is_courtesy)
    return join_list(acting_user=acting_user, party=party, first_day=first_day, last_day=last_day)
