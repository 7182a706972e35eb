"""What the acts on signing runs share."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import IntegrityError, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from watandoshlar.capabilities.access.api import require_officer, require_role
from watandoshlar.capabilities.audit.api import ActingUser, System, append_entry
from watandoshlar.capabilities.people.api import access_people_of
from watandoshlar.capabilities.posts.api import get_post
from watandoshlar.domains.certificates.errors import (
    NothingToSign,
    OwnDocumentInRun,
    RunCannotChange,
    SigningRunNotFound,
    TwiceInRun,
)
from watandoshlar.domains.certificates.models import Certificate, RunItem, SigningRun
from watandoshlar.domains.certificates.states import RUN_TRANSITIONS, ItemState, RunState
from watandoshlar.foundation import clock

ADVANCE_TASK, QUEUE = "certificates.advance_run", "runs"
PRIORITY = -10
"""After everything else that waits: a run of a hundred thousand keeps nobody's letter."""
AT_ONCE = 1000
Maker = Callable[..., Certificate]
_MAKERS: list[Maker] = []


def make_documents_by(maker: Maker) -> None:
    """Let the room above issue what its subjects ask for: `maker(acting_user=…, subject=…)` returns the document, in
    the transaction in which its item is done. What it locks is locked after the item."""
    _MAKERS.append(maker)


def document_of_subject(acting_user: ActingUser | System, subject: str) -> Certificate:
    (maker,) = _MAKERS
    return maker(acting_user=acting_user, subject=subject)


def require_signer(acting_user: ActingUser, post_code: str) -> None:
    """An officer of the post, or a keeper of the keys for the whole installation. Raises RoleMissing."""
    if post_code:
        require_officer(acting_user, get_post(post_code))
    else:
        require_role(acting_user, "key_keeper")


def check_not_own(acting_user: ActingUser, people: Iterable[UUID]) -> None:
    """Nobody has documents issued to themselves, or to whom they act for. Raises OwnDocumentInRun."""
    if {person.pk for person in access_people_of(acting_user)} & set(people):
        raise OwnDocumentInRun


def locked_run(run_id: UUID) -> SigningRun:
    run = SigningRun.objects.select_for_update(of=("self",)).filter(pk=run_id).first()
    if run is None:
        raise SigningRunNotFound
    return run


def open_run(acting_user: ActingUser, run: SigningRun, items: list[RunItem]) -> SigningRun:
    """Raises NothingToSign, TwiceInRun."""
    if not items:
        raise NothingToSign
    run.opened_by = acting_user.pk
    try:
        with transaction.atomic():
            run.save(force_insert=True)
            RunItem.objects.bulk_create(items, batch_size=AT_ONCE)
    except IntegrityError as error:
        raise TwiceInRun from error
    note(acting_user, "open_signing_run", run, items=len(items), kind=run.kind, document_type=run.document_type)
    return run


def change_state(run: SigningRun, wanted: RunState) -> None:
    """Raises RunCannotChange."""
    if (RunState(run.state), wanted) not in RUN_TRANSITIONS:
        raise RunCannotChange
    run.state = wanted
    if wanted is not RunState.RUNNING:
        run.ended_at, run.paused_by = clock.now(), ""
    run.save(update_fields=["state", "ended_at", "paused_by", "approved_by", "approved_at"])


def leave_what_waits(run: SigningRun) -> None:
    run.items.filter(state=ItemState.WAITING).update(state=ItemState.LEFT)


def note(acting_user: object, act: str, run: SigningRun, **facts: object) -> None:
    append_entry(acting_user=acting_user, act=act, chain=f"run:{run.pk}", facts={"run": str(run.pk), **facts})


def defer_advance(run_id: UUID) -> None:
    """A job, deferred in this transaction, goes on with the run; one that waits already is enough."""
    try:
        with transaction.atomic():
            job = app.configure_task(ADVANCE_TASK, queue=QUEUE, priority=PRIORITY, queueing_lock=f"run:{run_id}")
            job.defer(run_id=str(run_id))
    except AlreadyEnqueued:
        return
