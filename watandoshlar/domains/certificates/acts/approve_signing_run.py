from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.audit.api import ActingUser
from watandoshlar.domains.certificates.acts._runs import (
    change_state,
    check_not_own,
    defer_advance,
    locked_run,
    note,
    require_signer,
)
from watandoshlar.domains.certificates.errors import SecondOfficerNeeded
from watandoshlar.domains.certificates.models import SigningRun
from watandoshlar.domains.certificates.states import RunKind, RunState
from watandoshlar.foundation import clock


@transaction.atomic
def approve_signing_run(*, acting_user: ActingUser, run_id: UUID) -> SigningRun:
    """Let the worker sign. For another officer than the one who opened the run, at the same post, or another keeper.

    Raises SigningRunNotFound, RoleMissing, SecondOfficerNeeded, OwnDocumentInRun, RunCannotChange.
    """
    run = locked_run(run_id)
    require_signer(acting_user, run.post_code)
    if run.opened_by == acting_user.pk:
        raise SecondOfficerNeeded
    if run.kind == RunKind.ISSUE:
        check_not_own(acting_user, run.items.values_list("person", flat=True))
    run.approved_by, run.approved_at = acting_user.pk, clock.now()
    change_state(run, RunState.RUNNING)
    note(acting_user, "approve_signing_run", run)
    defer_advance(run.pk)
    return run
