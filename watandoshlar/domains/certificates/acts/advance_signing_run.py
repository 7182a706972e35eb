import logging
import time
from dataclasses import replace
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction

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

logger = logging.getLogger(__name__)

_PAUSES = (KeyQuotaReached, SealKeyNotTrusted, DeviceUnavailable)
_OF_THE_DATABASE = (OperationalError, InterfaceError)
"""Nothing can be marked then: the item waits, and the run is carried on within a minute."""
UNEXPECTED, MANY_UNEXPECTED = "unexpected", "many_unexpected"
MOST_IN_A_ROW = 5
"""As many items that fail one after the other for a reason that nobody foresaw are no fault of theirs."""
SLICE_SECONDS = 5.0
"""After this long the worker looks at what else waits."""


class _Broken(Exception):
    """Something that nobody foresaw kept an item from being signed."""

    def __init__(self, item_id: int) -> None:
        super().__init__(item_id)
        self.item_id = item_id


def advance_signing_run(*, acting_user: ActingUser | System, run_id: UUID, seconds: float = SLICE_SECONDS) -> int:
    """Do items of a running run for some seconds, each in a transaction of its own, and leave the rest to the next job.

    Killed at any point, every item is done or waits. Several workers share a run without meeting. What would refuse
    every item (no trusted key, a quota used up, a device that is away) pauses the run, which goes on by itself. What
    nobody foresaw fails the one item, and pauses the run after some in a row. Returns how many items were done. Called
    by the worker.
    """
    done, is_going, began = 0, False, time.monotonic()
    if RunItem.objects.filter(run_id=run_id, run__state=RunState.RUNNING, state=ItemState.WAITING).exists():
        # A worker with nothing else to do joins in.
        defer_advance(run_id)
    while time.monotonic() - began < seconds:
        try:
            went_on = _do_next(acting_user, run_id)
        except _PAUSES as pause:
            _note_pause(run_id, pause.code)
            return done
        except _Broken as broken:
            logger.exception("Item %s of run %s cannot be signed", broken.item_id, run_id)
            if not _fail(run_id, broken.item_id):
                _note_pause(run_id, MANY_UNEXPECTED)
                return done
            done += 1
            continue
        if not went_on:
            _finish(acting_user, run_id)
            return done
        if not is_going:
            _note_pause(run_id, "")
        done, is_going = done + 1, True
    defer_advance(run_id)
    return done


def _note_pause(run_id: UUID, code: str) -> None:
    """Never while an item is locked: whoever ends a run locks it before its items."""
    SigningRun.objects.filter(pk=run_id, state=RunState.RUNNING).exclude(paused_by=code).update(paused_by=code)


@transaction.atomic
def _fail(run_id: UUID, item_id: int) -> bool:
    """Mark a broken item; False where those before it broke too, so that it waits."""
    done = RunItem.objects.filter(run_id=run_id).exclude(done_at=None).order_by("-done_at", "-pk")
    if list(done.values_list("failure", flat=True)[:MOST_IN_A_ROW]) == [UNEXPECTED] * MOST_IN_A_ROW:
        return False
    waiting = RunItem.objects.filter(pk=item_id, state=ItemState.WAITING, run__state=RunState.RUNNING)
    item = waiting.select_for_update(of=("self",), skip_locked=True).first()
    if item:
        item.state, item.failure, item.done_at, item.record = ItemState.FAILED, UNEXPECTED, clock.now(), None
        item.save(update_fields=["state", "failure", "done_at", "record"])
    return True


@transaction.atomic
def _do_next(acting_user: ActingUser | System, run_id: UUID) -> bool:
    """Whether there was an item that nobody else is at. Raises _Broken."""
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
    except (*_PAUSES, *_OF_THE_DATABASE):
        raise
    except DomainError as refusal:
        item.state, item.failure = ItemState.FAILED, refusal.code
    except Exception as fault:
        raise _Broken(item.pk) from fault
    else:
        item.state = ItemState.DONE
    item.done_at, item.record = clock.now(), None
    item.save(update_fields=["certificate", "state", "failure", "done_at", "record"])
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
