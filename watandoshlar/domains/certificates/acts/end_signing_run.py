from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser
from watandoshlar.domains.certificates.acts._runs import (
    change_state,
    leave_what_waits,
    locked_run,
    note,
    require_signer,
)
from watandoshlar.domains.certificates.models import SigningRun
from watandoshlar.domains.certificates.states import RunState


@transaction.atomic
def end_signing_run(*, acting_user: ActingUser, run_id: UUID) -> SigningRun:
    """Refuse a run before it began, or stop it on its way; what is signed by then stays. For whoever may open it.

    Raises SigningRunNotFound, RoleMissing, RunCannotChange.
    """
    run = locked_run(run_id)
    require_signer(acting_user, run.post_code)
    wanted = RunState.REFUSED if run.state == RunState.OPENED else RunState.STOPPED
    # First, because it waits for the items that are being signed: in a run that has ended nothing is done.
    leave_what_waits(run)
    change_state(run, wanted)
    note(acting_user, "end_signing_run", run, state=wanted.value)
    return run
