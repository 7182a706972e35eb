from django.db import transaction

from watandoshlar.domains.appeals.acts._appeals import lock_appeal_of_officer
from watandoshlar.domains.appeals.errors import NothingOwed
from watandoshlar.domains.appeals.models import Appeal
from watandoshlar.domains.cases.api import check_open, due_date, note_event, write_to_applicant

KIND = "proposal"
DUTY = "tell_proposer"


@transaction.atomic
def tell_proposer(*, acting_user, reference: str) -> Appeal:
    """Tell who made a proposal that it needs further study: due in writing within 10 days (ZRU-445, art. 28).

    Raises NothingOwed for an application or complaint and when it is told already, WrongState once it is closed.
    """
    appeal = lock_appeal_of_officer(acting_user, reference)
    check_open(appeal.case)
    if appeal.kind != KIND:
        raise NothingOwed
    # Every office to which the proposal comes owes it anew.
    reckoned = due_date(appeal.case)
    told = [duty for duty in reckoned.duties if duty.code == DUTY and duty.fulfilled_at]
    if len(told) == len(reckoned.clocks):
        raise NothingOwed
    note_event(appeal.case, "tell_proposer", acting_user=acting_user)
    write_to_applicant(
        appeal.case, "proposal_studied", acting_user=acting_user, occasion=f"told-{len(reckoned.clocks)}"
    )
    return appeal
