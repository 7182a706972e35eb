import time
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from watandoshlar.capabilities.access.api import Account
from watandoshlar.capabilities.audit.api import ActingUser, System
from watandoshlar.capabilities.notifications.api import notify
from watandoshlar.capabilities.people.api import accounts_acting_for, decrypt_for
from watandoshlar.domains.certificates.acts._runs import (
    change_state,
    defer_advance,
    document_of_subject,
    locked_run,
    note,
)
from watandoshlar.domains.certificates.acts.issue_certificate import issue_certificate
from watandoshlar.domains.certificates.acts.reissue_certificate import reissue_certificate
from watandoshlar.domains.certificates.errors import KeyQuotaReached, SealKeyNotTrusted
from watandoshlar.domains.certificates.models import Certificate, RunItem, SigningRun
from watandoshlar.domains.certificates.queries import open_record
from watandoshlar.domains.certificates.rules.record import from_json
from watandoshlar.domains.certificates.states import ItemState, RunState
from watandoshlar.foundation import clock
from watandoshlar.foundation.crypto import DeviceUnavailable
from watandoshlar.foundation.errors import DomainError

_PAUSES = (KeyQuotaReached, SealKeyNotTrusted, DeviceUnavailable)
SLICE_SECONDS = 5.0
"""After this long the worker looks at what else waits."""


def advance_signing_run(*, acting_user: ActingUser | System, run_id: UUID, seconds: float = SLICE_SECONDS) -> int:
    """Do items of a running run for some seconds, each in a transaction of its own, and leave the rest to the next job.

    Killed at any point, every item is done or waits. Several workers share a run without meeting. What would refuse
    every item (no trusted key, a quota used up, a device that is away) pauses the run, which goes on by itself. Returns
    how many items were done. Called by the worker.
    """
    done, began = 0, time.monotonic()
    if RunItem.objects.filter(run_id=run_id, run__state=RunState.RUNNING, state=ItemState.WAITING).exists():
        # A worker with nothing else to do joins in.
        defer_advance(run_id)
    while time.monotonic() - began < seconds:
        try:
            went_on = _do_next(acting_user, run_id)
        except _PAUSES as pause:
            SigningRun.objects.filter(pk=run_id, state=RunState.RUNNING).update(paused_by=pause.code)
            return done
        if not went_on:
            _finish(acting_user, run_id)
            return done
        done += 1
    defer_advance(run_id)
    return done


@transaction.atomic
def _do_next(acting_user: ActingUser | System, run_id: UUID) -> bool:
    """Whether there was an item that nobody else is at."""
    run = SigningRun.objects.filter(pk=run_id, state=RunState.RUNNING).first()
    if run is None:
        return False
    waiting = run.items.filter(state=ItemState.WAITING).order_by("pk")
    item = waiting.select_for_update(of=("self",), skip_locked=True).select_related("person", "previous").first()
    if item is None:
        return False
    try:
        with transaction.atomic():
            item.certificate = _sign(acting_user, item)
    except (KeyQuotaReached, SealKeyNotTrusted):
        raise
    except DomainError as refusal:
        item.state, item.failure = ItemState.FAILED, refusal.code
    else:
        item.state = ItemState.DONE
    item.done_at, item.record = clock.now(), None
    item.save(update_fields=["certificate", "state", "failure", "done_at", "record"])
    if run.paused_by:
        SigningRun.objects.filter(pk=run_id).update(paused_by="")
    return True


def _sign(acting_user: ActingUser | System, item: RunItem) -> Certificate:
    if item.previous is None and item.record is None:
        return document_of_subject(acting_user, item.subject)
    if item.previous is None:
        content = decrypt_for(item.person, bytes(item.record), f"run-item:{item.subject}")
        record = replace(from_json(content), issued_at=clock.now())
        issued: Certificate = issue_certificate(
            acting_user=acting_user, subject=item.subject, person=item.person, record=record, rests_on=record.rests_on
        )
        return issued
    record = replace(open_record(item.previous), issued_at=clock.now())
    new = reissue_certificate(acting_user=acting_user, number=item.previous.number, record=record, subject=item.subject)
    facts = {"old": item.previous.number, "number": new.number}
    for account in Account.objects.filter(pk__in=accounts_acting_for([item.person_id]), is_active=True):
        notify(acting_user=acting_user, account=account, code="document_issued_anew", key=new.number, facts=facts)
    return new


@transaction.atomic
def _finish(acting_user: ActingUser | System, run_id: UUID) -> None:
    """End the run unless another worker is still at an item."""
    run = locked_run(run_id)
    if run.state != RunState.RUNNING or run.items.filter(state=ItemState.WAITING).exists():
        return
    change_state(run, RunState.DONE)
    note(acting_user, "finish_signing_run", run, failed=run.items.filter(state=ItemState.FAILED).count())
